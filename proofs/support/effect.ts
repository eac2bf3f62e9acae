import { tablesOf } from '../../server/test/contract/run-case.js';
import type { World } from '../../server/test/harness/world.js';

/** What is in the database, in numbers: rows per table, the sums of their versions and counters, events and jobs. */
export type Census = Record<string, number>;

/** Columns that count something, and move by the same number whatever was there before: doing a thing twice moves them twice. */
const counters: Record<string, string[]> = {
  'public.groups': ['version', 'pact_version', 'last_seq', 'member_count', 'decision_count'],
  'public.topics': ['version', 'message_count', 'decision_count'],
  'public.messages': ['version', 'recognise_count', 'helpful_count'],
  'public.people': ['version'],
  'public.realtime_stream': ['seq'],
  'conf.drafts': ['version'],
};

export async function census(world: World): Promise<Census> {
  const tables = (await tablesOf(world)).filter((table) => !/mail_ledger|sign_ins/.test(table));
  const parts = tables.flatMap((table) => [
    `SELECT '${table}' AS name, count(*)::float8 AS number FROM ${table}`,
    ...(counters[table] ?? []).map((column) => `SELECT '${table}.${column}', coalesce(sum(${column}), 0)::float8 FROM ${table}`),
  ]);
  parts.push(`SELECT 'signed in', count(*)::float8 FROM sign_ins WHERE ended_at IS NULL`);
  parts.push(`SELECT 'members', count(*)::float8 FROM memberships WHERE ended_at IS NULL`);
  const rows = await world.sql<{ name: string; number: number }>(parts.join(' UNION ALL '));
  const [jobs] = await world.database.sqlAs<{ number: number }>('superuser', 'SELECT count(*)::float8 AS number FROM graphile_worker.jobs');
  return { ...Object.fromEntries(rows.map((row) => [row.name, row.number])), jobs: jobs!.number };
}

/** What changed between two looks. */
export function difference(before: Census, after: Census): Census {
  return Object.fromEntries(Object.keys(after).filter((name) => after[name] !== before[name]).map((name) => [name, after[name]! - (before[name] ?? 0)]));
}
