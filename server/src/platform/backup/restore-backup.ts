import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrations } from '../../../../migrations/index.js';
import { migrate } from '../database/migrate.js';
import { roles } from '../database/roles.js';
import type { RunSql } from '../database/run-sql.js';
import { CommandError } from './command-error.js';
import { newestKeyBackup, readKeyBackup, readKeySet, writeKeyBackup, type KeySet } from './key-backup.js';
import { verifyBackup, type BackedUpTable, type Manifest } from './manifest.js';
import { quoteTable } from './write-backup.js';

export interface RestoreOptions {
  /** signs in as the role that owns the tables */
  ownerUrl: string;
  jobsUrl: string;
  /** the folder of one backup */
  folder: string;
  keyBackupDir: string;
  /** take the keys from this file instead of from the database or the newest key backup */
  keyFile?: string;
  /** throw away what the database holds now */
  replace?: boolean;
  log?: (line: string) => void;
}

/** What a restore brought back. */
export interface Restored {
  manifest: Manifest;
  rows: number;
  keys: number;
  erasedAgain: number;
}

/**
 * Brings a backup back, with **today's** keys: what was erased since the backup was made stays unreadable.
 * The backup is checked before anything is thrown away.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { ownerUrl, jobsUrl, folder, log = () => undefined } = options;
  log('Checking the backup');
  const manifest = await verifyBackup(folder);
  if (!migrations.some((step) => step.name === manifest.migration)) {
    throw new CommandError(`The backup was made by a newer version of Kring (${manifest.migration}). Restore it with that version.`);
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'kring-restore' });
  client.on('error', () => undefined);
  await client.connect();
  const run: RunSql = async (sql, parameters) => (await client.query(sql, parameters)).rows as never;
  try {
    await refuseWhileServing(run);
    const keys = await todaysKeys(run, options);
    await emptyDatabase(run, options);
    await migrate({ ownerUrl, upTo: manifest.migration, log });
    await run('BEGIN');
    const rows = await loadTables(client, run, folder, manifest, log);
    await bumpEpochs(run);
    await run('COMMIT');
    await migrate({ ownerUrl, jobsUrl, log });
    const erasedAgain = await loadKeys(run, keys);
    await run('ANALYZE');
    return { manifest, rows, keys: keys?.keys.length ?? 0, erasedAgain };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseWhileServing(run: RunSql): Promise<void> {
  const [open] = await run<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = $1`, [roles.runtime]);
  if (open && open.n > 0) throw new CommandError(`A server is using this database (${open.n} connections). Stop it before restoring.`);
}

/** The database's own keys when it has any, else the newest key backup: never the keys of the moment of the backup. */
async function todaysKeys(run: RunSql, { keyFile, keyBackupDir, log = () => undefined }: RestoreOptions): Promise<KeySet | undefined> {
  if (keyFile) return readKeyBackup(keyFile);
  const present = await readKeySet(run);
  if (present && (present.keys.length > 0 || present.erasures.length > 0)) {
    log(`The keys of this database are used, and kept in ${writeKeyBackup(keyBackupDir, present)}`);
    return present;
  }
  const newest = newestKeyBackup(keyBackupDir);
  if (newest) log(`Keys from ${newest}`);
  else log(`No key backup in ${keyBackupDir}: closed circles and drafts of this backup cannot be read`);
  return newest ? readKeyBackup(newest) : undefined;
}

async function emptyDatabase(run: RunSql, { jobsUrl, replace, log = () => undefined }: RestoreOptions): Promise<void> {
  const [people] = await run<{ there: boolean }>(`SELECT to_regclass('public.people') IS NOT NULL AS there`);
  if (people?.there) {
    const [some] = await run<{ some: boolean }>(`SELECT EXISTS (SELECT FROM people) AS some`);
    if (some?.some && !replace) {
      throw new CommandError('This database is in use: there are people in it. Add --replace to throw away what it holds now.');
    }
  }
  log('Emptying the database');
  const jobs = new pg.Client({ connectionString: jobsUrl, application_name: 'kring-restore' });
  await jobs.connect();
  try {
    await jobs.query(`DROP SCHEMA IF EXISTS jobs CASCADE`);
    await jobs.query(`DROP SCHEMA IF EXISTS graphile_worker CASCADE`);
  } finally {
    await jobs.end();
  }
  await run(`DROP SCHEMA IF EXISTS conf CASCADE`);
  await run(`DROP SCHEMA IF EXISTS public CASCADE`);
  await run(`CREATE SCHEMA public`);
  await run(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
}

/** Loads all tables in one transaction. Foreign keys are taken off meanwhile and checked when they are put back. */
async function loadTables(client: pg.Client, run: RunSql, folder: string, manifest: Manifest, log: (line: string) => void): Promise<number> {
  const keys = await run<{ table: string; name: string; definition: string }>(`
    SELECT n.nspname || '.' || t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE c.contype = 'f' AND n.nspname IN ('public', 'conf')`);
  for (const key of keys) await run(`ALTER TABLE ${quoteTable(key.table)} DROP CONSTRAINT ${pg.escapeIdentifier(key.name)}`);
  let rows = 0;
  for (const table of manifest.tables) {
    rows += await loadTable(client, folder, table, log);
  }
  for (const key of keys) await run(`ALTER TABLE ${quoteTable(key.table)} ADD CONSTRAINT ${pg.escapeIdentifier(key.name)} ${key.definition}`);
  await run(`DELETE FROM installation WHERE key = 'jobs'`);
  await setSequences(run);
  return rows;
}

async function loadTable(client: pg.Client, folder: string, table: BackedUpTable, log: (line: string) => void): Promise<number> {
  const began = performance.now();
  const target = client.query(copyFrom(`COPY ${quoteTable(table.table)} (${table.columns.map((c) => pg.escapeIdentifier(c)).join(', ')}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), target);
  if (target.rowCount !== table.rows) throw new CommandError(`${table.table}: ${target.rowCount} rows came back, the manifest says ${table.rows}.`);
  if (performance.now() - began > 2000) log(`${table.table}: ${table.rows} rows`);
  return table.rows;
}

/** Numbers that tables hand out go on after the highest that came back. */
async function setSequences(run: RunSql): Promise<void> {
  const owned = await run<{ table: string; column: string; sequence: string }>(`
    SELECT n.nspname || '.' || t.relname AS table, a.attname AS column, s.oid::regclass::text AS sequence
    FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass
    JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND n.nspname IN ('public', 'conf')`);
  for (const { table, column, sequence } of owned) {
    await run(`SELECT setval('${sequence}', greatest((SELECT max(${pg.escapeIdentifier(column)}) FROM ${quoteTable(table)}), 1), EXISTS (SELECT FROM ${quoteTable(table)}))`);
  }
}

/**
 * Every stream gets an epoch that no client has seen, streams that are not there yet included: whoever was connected
 * before the restore asks everything again instead of waiting for numbers that now mean something else.
 */
async function bumpEpochs(run: RunSql): Promise<void> {
  const epoch = Math.floor(Date.now() / 60_000);
  const [used] = await run<{ epoch: number }>(`SELECT coalesce(max(epoch), 0)::int AS epoch FROM realtime_stream`);
  const next = Math.max(epoch, (used?.epoch ?? 0) + 1);
  await run(`UPDATE realtime_stream SET epoch = ${next}`);
  await run(`ALTER TABLE realtime_stream ALTER COLUMN epoch SET DEFAULT ${next}`);
}

async function loadKeys(run: RunSql, set: KeySet | undefined): Promise<number> {
  if (!set) return 0;
  await run('BEGIN');
  await run(
    `INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id, created_at)
     SELECT k."scopeKind", k."scopeId", decode(k.wrapped, 'base64'), k."masterKeyId", k."createdAt"
     FROM jsonb_to_recordset($1::jsonb) AS k("scopeKind" text, "scopeId" uuid, wrapped text, "masterKeyId" text, "createdAt" timestamptz)`,
    [JSON.stringify(set.keys)],
  );
  if (set.masterKeyId) {
    await run(
      `INSERT INTO installation (key, value) VALUES ('master_key', jsonb_build_object('id', $1::text)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [set.masterKeyId],
    );
  }
  for (const erased of set.erasures) {
    await run(`SELECT conf.erase_scope($1, $2)`, [erased.scopeKind, erased.scopeId]);
    await run(`UPDATE erasures SET erased_at = $3 WHERE scope_kind = $1 AND scope_id = $2`, [erased.scopeKind, erased.scopeId, erased.erasedAt]);
  }
  await run('COMMIT');
  return set.erasures.length;
}
