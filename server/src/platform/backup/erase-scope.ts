import pg from 'pg';
import type { ScopeKind } from '../crypto/sealer.js';
import type { RunSql } from '../database/run-sql.js';
import { readKeySet, writeKeyBackup } from './key-backup.js';

export interface EraseOptions {
  /** signs in as the role that may erase */
  jobsUrl: string;
  /** signs in as the role that may read the keys, for the key backup */
  backupUrl: string;
  /** signs in as the owner of the tables, who alone can have the table of keys written anew */
  ownerUrl?: string;
  keyBackupDir: string;
  scope: { kind: ScopeKind; id: string };
}

/** What an erasure did. */
export interface Erased {
  /** false when nothing had been sealed in that scope, or it was erased before */
  hadKey: boolean;
  /** the key backup that knows of the erasure: with it, no restore brings the scope back */
  keyFile: string;
  /** false when the dropped key's bytes may still lie in the database's own files until it tidies up */
  rewritten: boolean;
}

/**
 * Erases what one scope holds: the words, and the key that closed them, so that copies of the words are unreadable as
 * well. Running servers forget the key within a minute (`KeyRing`); key backups that still have it are removed after
 * 30 days (`dropOldKeyBackups`). There is no way back.
 */
export async function eraseScope({ jobsUrl, backupUrl, ownerUrl, keyBackupDir, scope }: EraseOptions): Promise<Erased> {
  const [row] = await connected(jobsUrl, (run) => run<{ keys: number }>(`SELECT conf.erase_scope($1, $2) AS keys`, [scope.kind, scope.id]));
  const set = await connected(backupUrl, readKeySet);
  if (!set) throw new Error('the erased database has no keys table');
  const keyFile = writeKeyBackup(keyBackupDir, set);
  const rewritten = ownerUrl !== undefined && (await connected(ownerUrl, rewriteKeys));
  return { hadKey: (row?.keys ?? 0) > 0, keyFile, rewritten };
}

/** A deleted row stays in the table's file until its place is used again; writing the small table anew leaves it behind. */
async function rewriteKeys(run: RunSql): Promise<boolean> {
  try {
    await run(`SET lock_timeout = '3s'`);
    await run(`VACUUM (FULL) conf.keys`);
    return true;
  } catch {
    return false;
  }
}

async function connected<Result>(url: string, work: (run: RunSql) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'kring-erase' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(async (sql, parameters) => (await client.query(sql, parameters)).rows as never);
  } finally {
    await client.end().catch(() => undefined);
  }
}
