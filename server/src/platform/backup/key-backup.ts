import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RunSql } from '../database/run-sql.js';
import { CommandError } from './command-error.js';

/** How long a dropped key may live on in a copy, in days: the term we promise after an erasure. */
export const keyBackupDays = 30;

/** The data keys (wrapped: useless without the master key) and what was erased, at one moment. Moments sort as text. */
export interface KeySet {
  madeAt: string;
  masterKeyId: string | null;
  /** master keys before this one, oldest first: by them a set is known to be of one installation */
  earlierMasterKeyIds?: string[];
  keys: { scopeKind: string; scopeId: string; wrapped: string; masterKeyId: string; createdAt: string }[];
  erasures: { scopeKind: string; scopeId: string; erasedAt: string }[];
}

/** Reads today's keys and erasures; undefined when this database has no such tables (it is new). */
export async function readKeySet(run: RunSql): Promise<KeySet | undefined> {
  const [there] = await run<{ keys: boolean; erasures: boolean }>(
    `SELECT to_regclass('conf.keys') IS NOT NULL AS keys, to_regclass('public.erasures') IS NOT NULL AS erasures`,
  );
  if (!there?.keys) return undefined;
  const keys = await run<KeySet['keys'][number]>(`
    SELECT scope_kind AS "scopeKind", scope_id AS "scopeId", encode(wrapped, 'base64') AS wrapped,
      master_key_id AS "masterKeyId", ${momentSql('created_at')} AS "createdAt"
    FROM conf.keys ORDER BY scope_kind, scope_id`);
  const erasures = there.erasures
    ? await run<KeySet['erasures'][number]>(
        `SELECT scope_kind AS "scopeKind", scope_id AS "scopeId", ${momentSql('erased_at')} AS "erasedAt" FROM erasures ORDER BY erased_at`,
      )
    : [];
  const [master] = await run<{ id: string; earlier: string[] | null }>(
    `SELECT value ->> 'id' AS id, value -> 'earlier' AS earlier FROM installation WHERE key = 'master_key'`,
  );
  const [clock] = await run<{ now: Date }>(`SELECT now() AS now`);
  return { madeAt: clock!.now.toISOString(), masterKeyId: master?.id ?? null, earlierMasterKeyIds: master?.earlier ?? [], keys, erasures };
}

/** A moment to the microsecond, whatever zone the connection is in. */
const momentSql = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Writes a key backup and removes those older than the term. `replaced`: these keys stood in a database that is about
 * to be emptied.
 * @returns the file
 */
export function writeKeyBackup(folder: string, set: KeySet, kind: 'backup' | 'replaced' = 'backup'): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `keys-${fileTime(new Date(set.madeAt))}${kind === 'replaced' ? '-replaced' : ''}.json.gz`);
  const body = JSON.stringify(set);
  const half = `${file}.${process.pid}`;
  writeFileSync(half, gzipSync(JSON.stringify({ sha256: digest(body), body })), { mode: 0o600, flush: true });
  renameSync(half, file);
  dropOldKeyBackups(folder, Date.now());
  return file;
}

/**
 * Removes key backups that are older than the term. `now` in ms since 1970. The last one stays, however old, when
 * nothing was erased since: it holds no key that had to go, and may be the only copy of the others.
 */
export function dropOldKeyBackups(folder: string, now: number, lastErasure: Date | null = null): string[] {
  // by the name: copying a file must not make it younger
  const before = (moment: Date) => (file: string) => basename(file) < `keys-${fileTime(moment)}`;
  const last = keyBackups(folder).filter((file) => !file.endsWith('-replaced.json.gz')).at(-1);
  const stays = last !== undefined && !(lastErasure && before(lastErasure)(last)) ? last : undefined;
  const old = keyBackups(folder).filter((file) => file !== stays && before(new Date(now - keyBackupDays * 86_400_000))(file));
  for (const file of old) rmSync(file, { force: true });
  return old;
}

/** Reads one key backup and checks it. */
export function readKeyBackup(file: string): KeySet {
  try {
    const { sha256, body } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { sha256: string; body: string };
    if (digest(body) !== sha256) throw new Error('its checksum differs');
    return JSON.parse(body) as KeySet;
  } catch (error) {
    throw new CommandError(`The key backup ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** A moment as part of a file name; sorts by time. */
export function fileTime(at: Date): string {
  return at.toISOString().replace(/[-:]/g, '').replace('.', '-');
}

/** The key backups in a folder, oldest first. */
export function keyBackups(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^keys-.*\.json\.gz$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

const digest = (body: string): string => createHash('sha256').update(body).digest('hex');
