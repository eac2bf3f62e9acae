import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { SurveyItem, Words } from '../domain/method.js';

export const findAnswers = (tx: Tx, sessionId: string, phase: number): Promise<{ body: Buffer }[]> =>
  tx.query<{ body: Buffer }>(`SELECT body FROM conf.session_answers WHERE session_id = $1 AND phase = $2 ORDER BY tag`, [sessionId, phase]);

/** Stores the totals of a survey that has just closed; a second closing changes nothing. */
export async function insertTotals(tx: Tx, sessionId: string, phase: number, totals: ReadonlyMap<string, readonly number[]>): Promise<void> {
  for (const [item, counts] of totals) {
    await tx.query(`INSERT INTO conf.session_evaluations (session_id, phase, item, counts) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [sessionId, phase, item, counts]);
  }
}

/** How a group found one session: its day, what was asked, and how many gave 1 to 5. */
export interface EvaluationRow {
  session_id: string;
  started_at: Date;
  method_name: Words;
  items: SurveyItem[];
  totals: { item: string; counts: number[] }[];
}

/** The latest sessions of a circle with totals, newest first: from when the survey closed, as in the room. Inside `withActor`: row-level security leaves those of one's own circles. */
export function readEvaluations(reads: NamedReads, groupId: string, most: number): Promise<EvaluationRow[]> {
  return reads.named<EvaluationRow>(
    'session-evaluations',
    `SELECT s.id AS session_id, coalesce(s.started_at, s.starts_at) AS started_at, s.script->'name' AS method_name,
       jsonb_path_query_array(s.script, '$.phases[*] ? (@.input == "survey").items[*]') || jsonb_path_query_array(s.script, '$.phases[*] ? (@.input == "survey").contributorItems[*]') AS items,
       e.totals
     FROM sessions s
     JOIN LATERAL (SELECT json_agg(json_build_object('item', v.item, 'counts', v.counts) ORDER BY v.item) AS totals FROM conf.session_evaluations v WHERE v.session_id = s.id) e ON e.totals IS NOT NULL
     WHERE s.group_id = $1 ORDER BY s.starts_at DESC, s.id LIMIT $2`,
    [groupId, most],
  );
}
