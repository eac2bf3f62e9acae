import type { Tx } from '../../../platform/database/unit-of-work.js';
import { holdsOnSql, todaySql } from '../../../platform/database/today.js';
import type { Split } from '../domain/split.js';

/**
 * Whoever changes who manages whom, and whoever adds people to a closed circle, waits here for the other:
 * without it both could look first and then break the rule together.
 */
export async function lockManagerRule(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('manager-rule'))`);
}

interface SplitRow {
  manager_id: string;
  person_id: string;
}

/** `$1`, `$2`: kinds that appraise and the kinds they appraise, pair by pair. `day` is an SQL expression. */
const appraisalsOn = (day: string): string => `
  SELECT p.person_id AS manager_id, q.person_id
  FROM positions p
  JOIN unnest($1::text[], $2::text[]) AS x (manager, person) ON x.manager = p.kind
  JOIN positions q ON q.kind = x.person AND q.person_id <> p.person_id
  JOIN organisations o ON o.id = q.organisation_id AND o.path @> ARRAY[p.organisation_id]
  WHERE ${holdsOnSql('p', day)} AND ${holdsOnSql('q', day)}`;

const relationsOn = (day: string): string =>
  `SELECT m.manager_id, m.person_id FROM manager_relations m WHERE ${holdsOnSql('m', day)}`;

const asSplit = (row: SplitRow): Split => ({ managerId: row.manager_id, personId: row.person_id });

export type AppraisalPairs = readonly { manager: string; person: string }[];

const columnsOf = (pairs: AppraisalPairs): [string[], string[]] => [
  pairs.map((pair) => pair.manager),
  pairs.map((pair) => pair.person),
];

/** Pairs of today with one of `personIds` on one side and one of `otherIds` on the other, in either direction. */
export async function readSplitsBetween(
  tx: Tx,
  pairs: AppraisalPairs,
  personIds: readonly string[],
  otherIds: readonly string[],
): Promise<Split[]> {
  if (personIds.length === 0 || otherIds.length === 0) return [];
  const rows = await tx.query<SplitRow>(
    `${relationsOn(todaySql)} AND (m.manager_id = ANY($3::uuid[]) AND m.person_id = ANY($4::uuid[])
                                OR m.manager_id = ANY($4::uuid[]) AND m.person_id = ANY($3::uuid[]))
     UNION
     ${appraisalsOn(todaySql)} AND p.person_id = ANY($3::uuid[]) AND q.person_id = ANY($4::uuid[])
     UNION
     ${appraisalsOn(todaySql)} AND p.person_id = ANY($4::uuid[]) AND q.person_id = ANY($3::uuid[])`,
    [...columnsOf(pairs), personIds, otherIds],
  );
  return rows.map(asSplit);
}

/** All pairs of one day (`YYYY-MM-DD`, today when absent) in which this person manages, appraises or is on the other side. */
export async function readSplitsOf(tx: Tx, pairs: AppraisalPairs, personId: string, day?: string): Promise<Split[]> {
  const on = day === undefined ? todaySql : '$4::date';
  const rows = await tx.query<SplitRow>(
    `${relationsOn(on)} AND $3::uuid IN (m.manager_id, m.person_id)
     UNION
     ${appraisalsOn(on)} AND p.person_id = $3::uuid
     UNION
     ${appraisalsOn(on)} AND q.person_id = $3::uuid`,
    [...columnsOf(pairs), personId, ...(day === undefined ? [] : [day])],
  );
  return rows.map(asSplit);
}

/** People for whom a position or a manager relation begins or ends on a day after `since`, up to today. */
export async function readChangedSince(tx: Tx, since: string): Promise<string[]> {
  const turned = (alias: string): string =>
    `(${alias}.from_date > $1::date AND ${alias}.from_date <= ${todaySql}
      OR ${alias}.until_date > $1::date AND ${alias}.until_date <= ${todaySql})`;
  const rows = await tx.query<{ person_id: string }>(
    `SELECT h.person_id FROM positions h WHERE ${turned('h')}
     UNION SELECT m.person_id FROM manager_relations m WHERE ${turned('m')}
     ORDER BY person_id`,
    [since],
  );
  return rows.map((row) => row.person_id);
}

/** The day up to which dates that came by themselves were looked at, locked; today when nobody looked before. */
export async function lockWatchedDay(tx: Tx): Promise<{ since: string; today: string }> {
  await tx.query(
    `INSERT INTO installation (key, value) VALUES ('manager_rule_day', to_jsonb(${todaySql}::text)) ON CONFLICT (key) DO NOTHING`,
  );
  const [row] = await tx.query<{ since: string; today: string }>(
    `SELECT value #>> '{}' AS since, ${todaySql}::text AS today FROM installation WHERE key = 'manager_rule_day' FOR UPDATE`,
  );
  return row!;
}

export async function setWatchedDay(tx: Tx, day: string): Promise<void> {
  await tx.query(`UPDATE installation SET value = to_jsonb($1::text) WHERE key = 'manager_rule_day'`, [day]);
}
