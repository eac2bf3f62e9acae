import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { migrations } from '../../../../migrations/index.js';
import type { RunSql } from '../database/run-sql.js';
import { needsOf } from './choose-keys.js';
import { CommandError } from './command-error.js';
import { fileTime, readKeySet, writeKeyBackup } from './key-backup.js';
import { countLines, leftOut, type BackedUpTable, type Manifest } from './manifest.js';

export interface BackupOptions {
  /** signs in as the role that may read everything */
  backupUrl: string;
  /** gets one folder per backup */
  backupDir: string;
  /** gets the small backup of the keys, kept 30 days */
  keyBackupDir: string;
  log?: (line: string) => void;
}

/** Where a backup went. */
export interface MadeBackup {
  folder: string;
  keyFile: string;
  manifest: Manifest;
}

/**
 * One consistent picture of the whole database, while it is being used: every table read in the same snapshot.
 * The folder appears under its name only when it is complete.
 */
export async function writeBackup({ backupUrl, backupDir, keyBackupDir, log = () => undefined }: BackupOptions): Promise<MadeBackup> {
  const client = new pg.Client({ connectionString: backupUrl, application_name: 'kring-backup' });
  client.on('error', () => undefined);
  await client.connect();
  const run: RunSql = async (sql, parameters) => (await client.query(sql, parameters)).rows as never;
  const folder = join(backupDir, `kring-${fileTime(new Date())}`);
  const half = `${folder}.partial`;
  try {
    mkdirSync(half, { recursive: true, mode: 0o700 });
    await run(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
    // an error instead of silently fewer rows, should this role ever lose its right to see all
    await run(`SET LOCAL row_security = off`);
    await run(`SET LOCAL datestyle = 'ISO, YMD'`);
    const keySet = await readKeySet(run);
    if (!keySet) throw new CommandError('This database has no tables of Kring yet: there is nothing to back up.');
    const manifest: Manifest = { format: 1, madeAt: keySet.madeAt, migration: await lastMigration(run), masterKeyId: keySet.masterKeyId, keyNeeds: needsOf(keySet), tables: [], leftOut: { ...leftOut } };
    for (const { table, columns } of await tablesToCopy(run)) {
      manifest.tables.push(await copyTable(client, half, table, columns, log));
    }
    await run('COMMIT');
    writeFileSync(join(half, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    const keyFile = writeKeyBackup(keyBackupDir, keySet);
    renameSync(half, folder);
    return { folder, keyFile, manifest };
  } finally {
    rmSync(half, { recursive: true, force: true });
    await client.end().catch(() => undefined);
  }
}

async function lastMigration(run: RunSql): Promise<string> {
  const done = new Set((await run<{ name: string }>('SELECT name FROM migrations')).map((row) => row.name));
  const last = migrations.filter((step) => done.has(step.name)).at(-1)?.name;
  if (!last || [...done].some((name) => !migrations.some((step) => step.name === name))) {
    throw new CommandError('The tables belong to another version of Kring. Make the backup with that version.');
  }
  return last;
}

async function tablesToCopy(run: RunSql): Promise<{ table: string; columns: string[] }[]> {
  const rows = await run<{ table: string; columns: string[] }>(`
    SELECT n.nspname || '.' || c.relname AS table,
      array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname IN ('public', 'conf') AND c.relkind = 'r'
    GROUP BY n.nspname, c.relname ORDER BY 1`);
  return rows.filter((row) => !(row.table in leftOut));
}

async function copyTable(client: pg.Client, folder: string, table: string, columns: string[], log: (line: string) => void): Promise<BackedUpTable> {
  const file = `${table}.copy.gz`;
  const hash = createHash('sha256');
  const began = performance.now();
  let said = began;
  let rows = 0;
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      rows += countLines(chunk);
      if (performance.now() - said > 2000) {
        said = performance.now();
        log(`${table}: ${rows} rows so far`);
      }
      done(null, chunk);
    },
  });
  const source = client.query(copyTo(`COPY ${quoteTable(table)} (${columns.map((c) => pg.escapeIdentifier(c)).join(', ')}) TO STDOUT`));
  await pipeline(source, measure, createGzip({ level: 6 }), createWriteStream(join(folder, file), { mode: 0o600, flush: true }));
  return { table, columns, rows, bytes, sha256: hash.digest('hex'), file };
}

/** `conf.drafts` as an SQL name. */
export function quoteTable(table: string): string {
  return table.split('.').map((part) => pg.escapeIdentifier(part)).join('.');
}
