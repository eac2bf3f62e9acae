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
import { chooseKeys, type KeyNeeds, type KeysAtHand } from './choose-keys.js';
import { CommandError } from './command-error.js';
import { keyBackups, readKeyBackup, readKeySet, writeKeyBackup, type KeySet } from './key-backup.js';
import { verifyBackup, type BackedUpTable, type Manifest } from './manifest.js';
import { quoteTable } from './write-backup.js';

export interface RestoreOptions {
  /** signs in as the role that owns the tables */
  ownerUrl: string;
  jobsUrl: string;
  /** the folder of one backup */
  folder: string;
  keyBackupDir: string;
  /** take the keys from this file instead of from the key backups; what the database knows of the same installation counts too */
  keyFile?: string;
  /** go on although keys of the backup are not at hand: what they closed stays unreadable */
  withoutKeys?: boolean;
  /** throw away what the database holds now */
  replace?: boolean;
  log?: (line: string) => void;
}

/** What a restore brought back. */
export interface Restored {
  manifest: Manifest;
  rows: number;
  keys: number;
  /** scopes that stay closed, because their key was not at hand */
  keysMissing: number;
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
    await refuseInUse(run, options);
    const { set, missing } = await keysFor(run, manifest, options);
    await emptyDatabase(options, run);
    await migrate({ ownerUrl, upTo: manifest.migration, log });
    await run('BEGIN');
    const rows = await loadTables(client, run, folder, manifest, log);
    await bumpEpochs(run);
    await run('COMMIT');
    await migrate({ ownerUrl, jobsUrl, log });
    const erasedAgain = await loadKeys(run, set, manifest.keyNeeds);
    await run('ANALYZE');
    return { manifest, rows, keys: set.keys.length, keysMissing: missing.length, erasedAgain };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseWhileServing(run: RunSql): Promise<void> {
  const [open] = await run<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = $1`, [roles.runtime]);
  if (open && open.n > 0) throw new CommandError(`A server is using this database (${open.n} connections). Stop it before restoring.`);
}

async function refuseInUse(run: RunSql, { replace }: RestoreOptions): Promise<void> {
  const [people] = await run<{ there: boolean }>(`SELECT to_regclass('public.people') IS NOT NULL AS there`);
  if (!people?.there || replace) return;
  const [some] = await run<{ some: boolean }>(`SELECT EXISTS (SELECT FROM people) AS some`);
  if (some?.some) throw new CommandError('This database is in use: there are people in it. Add --replace to throw away what it holds now.');
}

/** All that is known of the keys of the backup's installation: never the keys of the moment of the backup, nor another installation's. */
async function keysFor(run: RunSql, manifest: Manifest, options: RestoreOptions): Promise<{ set: KeySet; missing: KeyNeeds['scopes'] }> {
  const { keyFile, keyBackupDir, withoutKeys, log = () => undefined } = options;
  const present = await readKeySet(run);
  const atHand: KeysAtHand[] = [];
  if (present && (present.keys.length > 0 || present.erasures.length > 0)) atHand.push({ from: 'this database', set: present });
  for (const file of keyFile ? [keyFile] : keyBackups(keyBackupDir)) atHand.push({ from: file, set: readKeyBackup(file) });
  const { set, foreign, missing } = chooseKeys(manifest.masterKeyId, manifest.keyNeeds ?? { scopes: [], erasures: [] }, atHand);
  for (const { from, set: other } of foreign) log(`Not used: the keys in ${from} are of another installation (master key ${other.masterKeyId ?? 'none'}, the backup has ${manifest.masterKeyId ?? 'none'})`);
  if (!withoutKeys) {
    const advice = `Put the newest key backup of that installation into ${keyBackupDir}, or name it with --keys <file>. With --without-keys the rest is restored, and what those keys closed stays unreadable.`;
    const looked = atHand.length === 0 ? 'there are no keys in this database and no key backups' : `looked at: ${atHand.map((one) => one.from).join(', ')}`;
    const needed = manifest.keyNeeds?.scopes.length ?? 0;
    if (missing.length > 0) throw new CommandError(`${missing.length} of the ${needed} keys that open what is confidential in this backup are not at hand (master key ${manifest.masterKeyId ?? 'none'}; ${looked}). ${advice}`);
    if (!manifest.keyNeeds && !(keyFile && set.masterKeyId)) throw new CommandError(`This backup does not say which keys it needs: an earlier version of Kring made it. Name its key backup with --keys <file>, made on the same day or later. With --without-keys the rest is restored.`);
  }
  if (present && present.keys.length + present.erasures.length > 0) log(`The keys that this database has now are kept in ${writeKeyBackup(keyBackupDir, present, 'replaced')}`);
  for (const { from, set: used } of atHand) if (!foreign.some((one) => one.set === used)) log(`Keys from ${from}`);
  return { set, missing };
}

async function emptyDatabase({ jobsUrl, log = () => undefined }: RestoreOptions, run: RunSql): Promise<void> {
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

/** @returns how many scopes were erased again: those that the backup still had */
async function loadKeys(run: RunSql, set: KeySet, needs: KeyNeeds | undefined): Promise<number> {
  const before = new Set(needs?.erasures.map((one) => `${one.scopeKind}:${one.scopeId}:${one.erasedAt}`));
  const again = set.erasures.filter((one) => !before.has(`${one.scopeKind}:${one.scopeId}:${one.erasedAt}`));
  await run('BEGIN');
  for (const { scopeKind, scopeId } of again) await run(`SELECT conf.erase_words($1, $2)`, [scopeKind, scopeId]);
  await run(
    `INSERT INTO erasures (scope_kind, scope_id, erased_at)
     SELECT e."scopeKind", e."scopeId", e."erasedAt" FROM jsonb_to_recordset($1::jsonb) AS e("scopeKind" text, "scopeId" uuid, "erasedAt" timestamptz)`,
    [JSON.stringify(set.erasures)],
  );
  await run(
    `INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id, created_at)
     SELECT k."scopeKind", k."scopeId", decode(k.wrapped, 'base64'), k."masterKeyId", k."createdAt"
     FROM jsonb_to_recordset($1::jsonb) AS k("scopeKind" text, "scopeId" uuid, wrapped text, "masterKeyId" text, "createdAt" timestamptz)`,
    [JSON.stringify(set.keys)],
  );
  // without any key nothing that is sealed can be opened: another key file may begin anew
  await run(`DELETE FROM installation WHERE key = 'master_key'`);
  if (set.masterKeyId) {
    await run(`INSERT INTO installation (key, value) VALUES ('master_key', jsonb_build_object('id', $1::text, 'earlier', $2::jsonb))`, [
      set.masterKeyId,
      JSON.stringify(set.earlierMasterKeyIds ?? []),
    ]);
  }
  await run('COMMIT');
  return again.length;
}
