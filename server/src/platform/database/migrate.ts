import pg from 'pg';
import { migrations } from '../../../../migrations/index.js';
import { roles } from './roles.js';
import type { RunSql } from './run-sql.js';

/** What a migration run needs. */
export interface MigrateOptions {
  /** signs in as the role that owns the tables */
  ownerUrl: string;
  /** signs in as the role that runs the jobs; without it their schema is left alone */
  jobsUrl?: string;
  log?: (line: string) => void;
  /** stop after the migration with this name; for restoring an older backup into its own version */
  upTo?: string;
}

/** Two migrators wait for each other on this number ("kring" as digits on a telephone). */
const migratorLock = 54_664;

/**
 * Brings the tables up to date, each step in its own transaction. A step that has to wait more than 3 s for a lock
 * gives up instead of making everybody queue behind it.
 *
 * @returns the names of the steps that ran
 */
export async function migrate({ ownerUrl, jobsUrl, log = () => undefined, upTo }: MigrateOptions): Promise<string[]> {
  const guard = new pg.Client({ connectionString: ownerUrl, application_name: 'kring-migrate' });
  guard.on('error', () => undefined);
  await guard.connect();
  const run: RunSql = async (sql, parameters) => (await guard.query(sql, parameters)).rows as never;
  try {
    await waitForTurn(run, log);
    const due = stepsUpTo(await missingMigrations(run), upTo);
    if (due.length > 0) await runSteps(ownerUrl, due, log);
    if (jobsUrl && !upTo) await installJobSchema(run, jobsUrl, log);
    return due;
  } finally {
    await guard.end();
  }
}

/** The steps this code knows and the database does not have yet, in order. Any role that may read `migrations` can ask. */
export async function missingMigrations(run: RunSql): Promise<string[]> {
  const names = migrations.map((step) => step.name);
  const [table] = await run<{ there: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS there`);
  if (!table?.there) return names;
  const done = new Set((await run<{ name: string }>(`SELECT name FROM public.migrations`)).map((row) => row.name));
  return names.filter((name) => !done.has(name));
}

/** Steps that the database has and this code does not know: the database is ahead of the program. */
export async function unknownMigrations(run: RunSql): Promise<string[]> {
  const names = new Set(migrations.map((step) => step.name));
  const [table] = await run<{ there: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS there`);
  if (!table?.there) return [];
  return (await run<{ name: string }>(`SELECT name FROM public.migrations ORDER BY id`)).map((row) => row.name).filter((name) => !names.has(name));
}

async function waitForTurn(run: RunSql, log: (line: string) => void): Promise<void> {
  const [got] = await run<{ got: boolean }>(`SELECT pg_try_advisory_lock(${migratorLock}) AS got`);
  if (got?.got) return;
  log('Another process is migrating this database; waiting for it');
  await run(`SELECT pg_advisory_lock(${migratorLock})`);
}

function stepsUpTo(missing: string[], upTo: string | undefined): string[] {
  if (!upTo) return missing;
  const names = migrations.map((step) => step.name);
  const last = names.indexOf(upTo);
  if (last < 0) throw new Error(`There is no migration ${upTo} in this version of Kring.`);
  return missing.filter((name) => names.indexOf(name) <= last);
}

async function runSteps(ownerUrl: string, due: string[], log: (line: string) => void): Promise<void> {
  // not loaded at a start that has nothing to migrate
  const { createDataSource } = await import('./data-source.js');
  const source = createDataSource(ownerUrl, {
    poolSize: 1,
    statementTimeout: 0,
    lockTimeout: 3000,
    applicationName: 'kring-migrate',
    migrations: migrations.filter((step) => due.includes(step.name) || migrations.indexOf(step) < migrations.findIndex((s) => s.name === due[0])),
  });
  await source.initialize();
  try {
    log(`Bringing the tables up to date (${due.length} ${due.length === 1 ? 'step' : 'steps'})`);
    const begun = performance.now();
    await source.runMigrations({ transaction: 'each' });
    const took = performance.now() - begun;
    if (took > 2000) log(`The tables are up to date (${(took / 1000).toFixed(1)} s)`);
    await source.query(`GRANT SELECT ON migrations TO ${roles.runtime}, ${roles.backup}`);
  } catch (error) {
    throw new Error(`A migration failed and was undone; the steps before it stay: ${(error as Error).message}`, { cause: error });
  } finally {
    await source.destroy();
  }
}

/** The job library keeps its own tables; they are looked at again when its version changes. */
async function installJobSchema(run: RunSql, jobsUrl: string, log: (line: string) => void): Promise<void> {
  const { createRequire } = await import('node:module');
  const { version } = createRequire(import.meta.url)('graphile-worker/package.json') as { version: string };
  const [known] = await run<{ version: string }>(`SELECT value ->> 'version' AS version FROM installation WHERE key = 'jobs'`);
  if (known?.version === version) return;
  const { installJobs } = await import('../job-schema/install-jobs.js');
  log('Preparing the job queue');
  await installJobs(jobsUrl, roles.runtime);
  await run(`INSERT INTO installation (key, value) VALUES ('jobs', jsonb_build_object('version', $1::text)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, [version]);
}
