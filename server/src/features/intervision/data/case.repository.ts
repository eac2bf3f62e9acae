import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Script } from '../domain/script.js';

export interface PreparedRow {
  id: string;
  group_id: string;
  body: Buffer | string;
  version: number;
  updated_at: Date | string;
}

/** One's own case, locked. */
export async function lockPrepared(tx: Tx, id: string): Promise<PreparedRow | null> {
  const [row] = await tx.query<PreparedRow>(`SELECT id, group_id, body, version, updated_at FROM conf.prepared_cases WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  return row ?? null;
}

/** Makes the row, still without words: its key can be made from then on. @returns false when the id is taken */
export async function insertPrepared(tx: Tx, row: { id: string; personId: string; groupId: string }): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO conf.prepared_cases (id, person_id, group_id, body, version, updated_at) VALUES ($1, $2, $3, '', 0, $4) ON CONFLICT DO NOTHING RETURNING id`,
    [row.id, row.personId, row.groupId, tx.now],
  );
  return rows.length === 1;
}

/** @returns whether it stood at that version */
export async function updatePrepared(tx: Tx, id: string, body: Buffer, ifVersion: number): Promise<boolean> {
  const rows = await tx.query(`UPDATE conf.prepared_cases SET body = $2, version = version + 1, updated_at = $3 WHERE id = $1 AND version = $4 RETURNING id`, [id, body, tx.now, ifVersion]);
  return rows.length === 1;
}

/** With its key, which goes first: the row says whose it is. */
export async function deletePrepared(tx: Tx, id: string): Promise<void> {
  await tx.query(`DELETE FROM conf.keys WHERE scope_kind = 'case' AND scope_id = $1`, [id]);
  await tx.query(`DELETE FROM conf.prepared_cases WHERE id = $1`, [id]);
}

/** Open sessions for which a case was put forward; what is closed stays as it is. */
export const findPutForward = (tx: Tx, caseId: string): Promise<{ sessionId: string }[]> =>
  tx.query<{ sessionId: string }>(
    `SELECT c.session_id AS "sessionId" FROM conf.session_cases c JOIN sessions s ON s.id = c.session_id
     WHERE c.case_id = $1 AND s.status IN ('planned', 'lobby') AND s.cases_closed_at IS NULL`,
    [caseId],
  );

export interface SessionCase {
  caseId: string;
  personId: string;
}

export const findSessionCases = (tx: Tx, sessionId: string): Promise<SessionCase[]> =>
  tx.query<SessionCase>(`SELECT case_id AS "caseId", person_id AS "personId" FROM conf.session_cases WHERE session_id = $1 ORDER BY case_id`, [sessionId]);

/** One per person and session: another case of theirs takes its place. */
export async function putSessionCase(tx: Tx, row: { sessionId: string; caseId: string; personId: string; title: Buffer; question: Buffer }): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_cases (session_id, case_id, person_id, title, question) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (session_id, person_id) DO UPDATE SET case_id = excluded.case_id, title = excluded.title, question = excluded.question`,
    [row.sessionId, row.caseId, row.personId, row.title, row.question],
  );
}

/** @returns whether it was there and this person's */
export async function deleteSessionCase(tx: Tx, sessionId: string, personId: string, caseId: string): Promise<boolean> {
  return (await tx.query(`DELETE FROM conf.session_cases WHERE session_id = $1 AND person_id = $2 AND case_id = $3 RETURNING case_id`, [sessionId, personId, caseId])).length === 1;
}

export async function putCaseBallot(tx: Tx, sessionId: string, tag: Buffer, choice: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO conf.case_ballots (session_id, tag, choice) VALUES ($1, $2, $3) ON CONFLICT (session_id, tag) DO UPDATE SET choice = excluded.choice`,
    [sessionId, tag, choice],
  );
}

export async function findCasesClosed(tx: Tx, sessionId: string): Promise<{ closedAt: Date | null; startsAt: Date | null }> {
  const [row] = await tx.query<{ closedAt: Date | null; startsAt: Date | null }>(`SELECT cases_closed_at AS "closedAt", starts_at AS "startsAt" FROM sessions WHERE id = $1`, [sessionId]);
  return row!;
}

/** The vote has its result: whose ballot it was goes. @returns false when it was closed already */
export async function closeCases(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.query(`UPDATE sessions SET cases_closed_at = $2 WHERE id = $1 AND cases_closed_at IS NULL RETURNING id`, [sessionId, tx.now]);
  if (rows.length === 1) await tx.query(`SELECT conf.close_case_vote($1)`, [sessionId]);
  return rows.length === 1;
}

export async function updateScript(tx: Tx, sessionId: string, script: Script, minutes: number): Promise<void> {
  await tx.query(`UPDATE sessions SET script = $2, minutes = $3 WHERE id = $1`, [sessionId, JSON.stringify(script), minutes]);
}

export interface SessionCaseRow {
  case_id: string;
  person_id: string;
  person_name: string;
  title: string;
  question: string;
}

export interface CaseRows {
  cases: SessionCaseRow[];
  ballots: { choice: string; mine: boolean }[];
  voters: number;
  closed_at: string | null;
  prepared: { id: string; group_id: string; body: string; version: number; updated_at: string } | null;
}

/**
 * Inside `withActor`: the titles of a session, one's own ballot (all of them once it is closed), and one's own case of the
 * circle that was not brought to a session yet, or was brought to this one.
 */
export async function readCases(reads: NamedReads, personId: string, sessionId: string, tag: Buffer | null): Promise<CaseRows> {
  await reads.named('session-tag', `SELECT set_config('app.session_tag', $1, true)`, [tag?.toString('hex') ?? '']);
  const [found] = await reads.named<{ rows: CaseRows }>(
    'session-cases',
    `SELECT json_build_object(
       'cases', (SELECT coalesce(json_agg(c), '[]') FROM (
          SELECT c.case_id, c.person_id, p.given_name || ' ' || p.family_name AS person_name, c.title, c.question
          FROM conf.session_cases c JOIN people p ON p.id = c.person_id WHERE c.session_id = $2 ORDER BY c.case_id) c),
       'ballots', (SELECT coalesce(json_agg(b), '[]') FROM (
          SELECT choice, coalesce(tag = (SELECT conf.own_tag()), false) AS mine FROM conf.case_ballots WHERE session_id = $2 ORDER BY tag) b),
       'voters', conf.case_voters($2),
       'closed_at', (SELECT cases_closed_at FROM sessions WHERE id = $2),
       'prepared', (SELECT row_to_json(r) FROM (
          SELECT c.id, c.group_id, c.body, c.version, c.updated_at FROM conf.prepared_cases c
          WHERE c.person_id = $1 AND c.group_id = (SELECT group_id FROM sessions WHERE id = $2) AND c.version > 0
            AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.case_id = c.id AND s.id <> $2 AND s.status IN ('running', 'ended'))
          ORDER BY c.updated_at DESC LIMIT 1) r)) AS rows`,
    [personId, sessionId],
  );
  return found!.rows;
}

/** Inside `withActor`: one case of one's own. */
export async function readPrepared(reads: NamedReads, personId: string, id: string): Promise<PreparedRow | null> {
  const [row] = await reads.named<PreparedRow>('prepared-case', `SELECT id, group_id, body, version, updated_at FROM conf.prepared_cases WHERE person_id = $1 AND id = $2`, [personId, id]);
  return row ?? null;
}
