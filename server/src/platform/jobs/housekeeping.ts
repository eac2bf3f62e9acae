import type { Pool } from 'pg';
import type { Reads } from '../database/reads.js';
import { daysOf, type RetentionDays } from './retention-catalogue.js';

/** How many rows went, per kind of data. */
export type Swept = Record<string, number>;

/** Rows per statement: a sweep never holds many locks, and stays within the statement limit. */
const batch = 5_000;
const scopesAtOnce = 200;

interface Sweep {
  data: string;
  table: string;
  where: string;
  days: number;
}

/**
 * What the retention schedule says, carried out (server/catalogue/retention.yaml). Two short periods are about
 * sign-in itself and follow from what they are for: a used or expired reset goes after a day, an ended sign-in after 30.
 */
export function sweepsFor(retention: RetentionDays): Sweep[] {
  return [
    { data: 'receipts', table: 'mutation_receipts', where: `at < $1`, days: daysOf(retention, 'receipts') },
    { data: 'realtime_log', table: 'realtime_event', where: `at < $1`, days: daysOf(retention, 'realtime_log') },
    { data: 'mail_ledger', table: 'mail_ledger', where: `created_at < $1`, days: daysOf(retention, 'mail_ledger') },
    { data: 'audit_log', table: 'audit_log', where: `at < $1`, days: daysOf(retention, 'audit_log') },
    { data: 'invitations', table: 'invitations', where: `coalesce(answered_at, expires_at) < $1`, days: daysOf(retention, 'invitations') },
    { data: 'password_resets', table: 'password_resets', where: `expires_at < $1`, days: 1 },
    { data: 'sign_ins', table: 'sign_ins', where: `coalesce(ended_at, expires_at) < $1`, days: daysOf(retention, 'technical_logs') },
  ];
}

/** Carries the schedule out once. Signed in as the job role, which may erase and not write. */
export async function sweep(pool: Pool, reads: Reads, retention: RetentionDays, now: Date): Promise<Swept> {
  const swept: Swept = {};
  for (const one of sweepsFor(retention)) {
    const before = new Date(now.getTime() - one.days * 86_400_000);
    swept[one.data] = await eraseBefore(pool, one, before);
  }
  const { rows } = await pool.query<{ gone: number }>(`SELECT conf.erase_old_drafts(make_interval(days => $1::int)) AS gone`, [
    daysOf(retention, 'drafts'),
  ]);
  swept.drafts = rows[0]?.gone ?? 0;
  swept.scopes = await eraseScopes(pool, retention);
  // a lesson that nobody brought further is case text still
  const lessons = await pool.query<{ gone: number }>(`SELECT conf.erase_old_harvests(make_interval(days => $1::int)) AS gone`, [
    daysOf(retention, 'intervision_case_text'),
  ]);
  swept.harvests = lessons.rows[0]?.gone ?? 0;
  // the job role has no business in this table
  const stale = await reads.named(
    'rate-limits-sweep',
    `DELETE FROM rate_limits WHERE window_start < now() - interval '1 day' RETURNING 1`,
    [],
  );
  swept.rate_limits = stale.length;
  return swept;
}

/**
 * Words of sessions whose period is over go with their key, each in a transaction of its own: what fails is tried again
 * the next hour. The database knows the circles that keep theirs shorter.
 */
async function eraseScopes(pool: Pool, retention: RetentionDays): Promise<number> {
  const days = ['intervision_case_text', 'session_notes_outcome', 'case_preparation_not_brought'].map((data) => daysOf(retention, data));
  let gone = 0;
  for (;;) {
    const { rows } = await pool.query<{ scope_kind: string; scope_id: string }>(`SELECT scope_kind, scope_id FROM conf.due_erasures($1, $2, $3, $4)`, [...days, scopesAtOnce]);
    for (const { scope_kind, scope_id } of rows) await pool.query(`SELECT conf.erase_scope($1, $2)`, [scope_kind, scope_id]);
    gone += rows.length;
    if (rows.length < scopesAtOnce) break;
  }
  if (gone > 0) await rewriteKeys(pool);
  return gone;
}

/** A dropped key's bytes lie in the table's file until it is written anew; where the database has no right for that, its own tidying does it later. */
async function rewriteKeys(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET lock_timeout = '3s'`);
    await client.query(`VACUUM (FULL) conf.keys`);
  } catch {
    // busy, or an older database: the key is gone from the table in any case
  } finally {
    await client.query(`RESET lock_timeout`).catch(() => undefined);
    client.release();
  }
}

async function eraseBefore(pool: Pool, { table, where }: Sweep, before: Date): Promise<number> {
  let gone = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM public.${table} WHERE ctid = ANY (ARRAY (SELECT ctid FROM public.${table} WHERE ${where} LIMIT ${batch}))`,
      [before],
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < batch) return gone;
  }
}
