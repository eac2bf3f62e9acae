import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';

export interface ReportRow {
  id: string;
  session_id: string;
  body: Buffer;
  version: number;
  kept_at: Date;
}

const columns = `id, session_id, body, version, kept_at FROM conf.personal_reports`;

/** Row-level security leaves one's own reports only: these run inside `withActor`. */
export async function readReport(reads: NamedReads, personId: string, sessionId: string): Promise<ReportRow | null> {
  const [row] = await reads.named<ReportRow>('report-of-session', `SELECT ${columns} WHERE person_id = $1 AND session_id = $2`, [personId, sessionId]);
  return row ?? null;
}

/** Newest first; one more than asked for, to know whether there are more. */
export function readReports(reads: NamedReads, personId: string, first: number, after: { at: string; id: string } | null): Promise<ReportRow[]> {
  return reads.named<ReportRow>(
    'reports',
    `SELECT ${columns} WHERE person_id = $1
       AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', kept_at), id) < ($3, $4::uuid))
     ORDER BY date_trunc('milliseconds', kept_at) DESC, id DESC LIMIT $2`,
    [personId, first + 1, after?.at ?? null, after?.id ?? null],
  );
}

export async function findReport(tx: Tx, personId: string, sessionId: string): Promise<ReportRow | null> {
  const [row] = await tx.query<ReportRow>(`SELECT ${columns} WHERE person_id = $1 AND session_id = $2 FOR UPDATE`, [personId, sessionId]);
  return row ?? null;
}

/** @returns false when there is one for this session, or the id is taken */
export async function insertReport(tx: Tx, report: { id: string; personId: string; sessionId: string; body: Buffer }): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO conf.personal_reports (id, person_id, session_id, body, version, kept_at) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [report.id, report.personId, report.sessionId, report.body, tx.now],
  );
  return rows.length === 1;
}

/** @returns false when another version stands there */
export async function updateReport(tx: Tx, report: { id: string; body: Buffer }, ifVersion: number): Promise<boolean> {
  const rows = await tx.query(`UPDATE conf.personal_reports SET body = $2, version = version + 1, kept_at = $4 WHERE id = $1 AND version = $3 RETURNING id`, [
    report.id,
    report.body,
    ifVersion,
    tx.now,
  ]);
  return rows.length === 1;
}

/** One that is not there, or not one's own, is gone already. */
export async function deleteReport(tx: Tx, personId: string, id: string): Promise<void> {
  await tx.query(`DELETE FROM conf.personal_reports WHERE id = $1 AND person_id = $2`, [id, personId]);
}

/** Bodies of one's own texts, as row-level security lets their writer have them. */
export interface OwnBody {
  id: string;
  phase: number;
  kind: string;
  body: Buffer;
}

export const findOwnBodies = (tx: Tx, sessionId: string, personId: string): Promise<OwnBody[]> =>
  tx.query<OwnBody>(
    `SELECT id, phase, kind, body FROM conf.session_texts t WHERE t.session_id = $1 AND (t.author_id = $2 OR t.tag = (SELECT conf.own_tag())) ORDER BY t.phase, t.id`,
    [sessionId, personId],
  );

/** What the contributor made of texts: text → value, of the last phase that judged it. */
export async function findRatings(tx: Tx, sessionId: string): Promise<Map<string, { phase: number; value: string }>> {
  const rows = await tx.query<{ phase: number; textId: string; value: string }>(`SELECT phase, text_id AS "textId", value FROM conf.session_ratings WHERE session_id = $1 ORDER BY phase`, [sessionId]);
  return new Map(rows.map(({ phase, textId, value }) => [textId, { phase, value }]));
}
