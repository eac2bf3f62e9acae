import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type BigScale, bigSizes } from '../../server/seeds/big-sizes.js';
import { seedBig } from '../../server/seeds/seed-big.js';
import { createMasterKey } from '../../server/src/platform/config/key-file.js';
import { chooseDataDir } from '../../server/src/platform/config/places.js';
import { projectDir } from '../../server/src/platform/config/project-dir.js';
import { migrate } from '../../server/src/platform/database/migrate.js';
import { startEmbedded, type EmbeddedDatabase } from '../../server/src/platform/embedded/start-embedded.js';
import { addMeasuredPeople, forgetEarlierRuns } from './measured-people.js';

/** A running cluster with the load set in it, and where the keys and files of the servers on it lie. */
export interface LoadSet {
  scale: BigScale;
  urls: EmbeddedDatabase['urls'];
  postmaster(): number;
  keyFile: string;
  /** KRING_DATA of our server: mails and backups would go here */
  serverData: string;
  messages: number;
  /** a pool that may see and do everything: for preparing and for looking, never for what is measured */
  owner: pg.Pool;
  stop(): Promise<void>;
}

const folder = join(chooseDataDir(projectDir()).dir, 'bench');

/** Changes when another load set or other measured people would come out. New migrations run on what is there. */
function fingerprint(scale: BigScale): string {
  const hash = createHash('sha256').update(JSON.stringify([scale, bigSizes[scale]]));
  const dist = join(projectDir(), 'dist');
  const seeds = readdirSync(join(dist, 'server/seeds')).filter((name) => /^big-.*\.js$/.test(name)).sort();
  for (const file of [...seeds.map((name) => join('server/seeds', name)), 'bench/prepare/measured-people.js']) hash.update(readFileSync(join(dist, file)));
  return hash.digest('hex');
}

/** Opens the prepared cluster of this scale, or makes one: `medium` takes seconds, `big` minutes. */
export async function openLoadSet(scale: BigScale, say: (line: string) => void): Promise<LoadSet> {
  const dataDir = join(folder, scale);
  const keyFile = join(folder, 'keys', scale, 'master.key');
  const note = join(folder, `${scale}.json`);
  const wanted = fingerprint(scale);
  const known = existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as { fingerprint: string }).fingerprint : undefined;
  if (known !== wanted) {
    for (const left of [note, dataDir, join(folder, 'keys', scale)]) rmSync(left, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    createMasterKey(keyFile);
  }
  const serverData = join(folder, 'server-data');
  mkdirSync(serverData, { recursive: true });
  const cluster = await startEmbedded({ dataDir });
  const owner = new pg.Pool({ connectionString: cluster.urls.owner, max: 2 });
  owner.on('error', () => undefined);
  try {
    await migrate({ ownerUrl: cluster.urls.owner, jobsUrl: cluster.urls.jobs });
    if (known !== wanted) {
      say(`Making the load set "${scale}" (${bigSizes[scale].messages.toLocaleString('en')} messages); it is kept for the next run`);
      await seedBig({ ownerUrl: cluster.urls.owner, scale, progress: (done, total, what) => say(`  ${done}/${total} ${what}`) });
      await addMeasuredPeople(owner);
      await owner.query('VACUUM ANALYZE');
      writeFileSync(note, JSON.stringify({ fingerprint: wanted }));
    }
    await forgetEarlierRuns(owner);
  } catch (error) {
    await owner.end();
    await cluster.stop();
    throw error;
  }
  return {
    scale,
    urls: cluster.urls,
    postmaster: () => cluster.pid(),
    keyFile,
    serverData,
    messages: bigSizes[scale].messages,
    owner,
    stop: async () => {
      await owner.end();
      await cluster.stop();
    },
  };
}
