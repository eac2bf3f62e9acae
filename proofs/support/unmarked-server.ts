import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './product.js';
import type { World } from '../../server/test/harness/world.js';

/** A second server on the same database whose doors forget marks when told to. */
export interface UnmarkedServer {
  url: string;
  /** from now on objects of these types go out without a mark */
  forget(types: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function unmarkedServer(world: World): Promise<UnmarkedServer> {
  const { databaseUrl, databaseJobsUrl, dataDir, keyFile, publicUrl } = world.settings;
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'switchable-marks.js'), {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      KRING_ORIGINS: publicUrl,
      DATABASE_URL: databaseUrl,
      DATABASE_JOBS_URL: databaseJobsUrl,
      KRING_DATA: dataDir,
      KRING_KEY_FILE: keyFile,
      KRING_JOBS: '0',
      KRING_ADHOC_DOCUMENTS: '1',
      KRING_LOG_LEVEL: 'silent',
    },
  });
  const [said] = (await once(child, 'message')) as [{ ready?: boolean; failed?: string }];
  if (!said.ready) throw new Error(`The second server did not start: ${said.failed}`);
  return {
    url: `http://localhost:${port}`,
    forget: async (types) => {
      child.send({ unmarked: types });
      await once(child, 'message');
    },
    stop: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
