import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/platform/database/migrate.js';
import { databaseName, startEmbedded, type EmbeddedDatabase } from '../../src/platform/embedded/start-embedded.js';
import { socketUrl } from '../../src/platform/embedded/addresses.js';
import { roles } from '../../src/platform/database/roles.js';

/** The addresses of one database, one per role. */
export interface DatabaseUrls {
  owner: string;
  runtime: string;
  jobs: string;
  backup: string;
  superuser: string;
}

/** A running throwaway cluster whose database `kring` is migrated, empty, and the template of all others. */
export interface TestCluster {
  stop(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const variable = 'TEST_CLUSTER_SOCKET';

/**
 * Starts a cluster without fsync, migrates the template in it and leaves its socket folder in the environment, where
 * test workers find it. One per run: making one takes about a second, a clone of the template some 40 ms.
 */
export async function startCluster(): Promise<TestCluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kring-test-'));
  // the database may run as another user than we do
  chmodSync(dataDir, 0o755);
  let cluster: EmbeddedDatabase | undefined;
  // a run that is cut off does not leave a server behind
  const cutOff = (): void => {
    try {
      const [pid, , , , socketDir] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      if (socketDir) rmSync(socketDir, { recursive: true, force: true });
      // an exit handler cannot wait for events: look again every 50 ms, for three seconds at most
      for (let look = 0; look < 60 && process.kill(Number(pid), 0); look += 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    } catch {
      // it never started, or had gone already
    }
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const quit = (): never => process.exit(130);
  process.once('exit', cutOff);
  for (const signal of signals) process.on(signal, quit);
  const calm = (): void => {
    process.off('exit', cutOff);
    for (const signal of signals) process.off(signal, quit);
  };
  try {
    cluster = await startEmbedded({ dataDir, throwaway: true });
    await migrate({ ownerUrl: cluster.urls.owner, jobsUrl: cluster.urls.jobs });
  } catch (error) {
    await cluster?.stop();
    rmSync(dataDir, { recursive: true, force: true });
    calm();
    throw error;
  }
  const started = cluster;
  process.env[variable] = started.socketDir;
  return {
    stop: async () => {
      delete process.env[variable];
      await started.stop();
      calm();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The name of the migrated, empty database that others are cloned from. */
export const templateName = databaseName;

/** Where a database of the running cluster is, for each role. */
export function urlsOf(database: string): DatabaseUrls {
  const socketDir = process.env[variable];
  if (!socketDir) throw new Error('There is no test database: run this through `npm run test:integration` or `npm run proof`.');
  const url = (role: string): string => socketUrl(socketDir, role, database);
  return { owner: url(roles.owner), runtime: url(roles.runtime), jobs: url(roles.jobs), backup: url(roles.backup), superuser: url('postgres') };
}
