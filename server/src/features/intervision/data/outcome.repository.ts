import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { ActionState } from '../domain/action-item.js';
import type { Attendance } from '../domain/attendance.js';

/** An opened text of an outcome phase. */
export interface OutcomeText {
  id: string;
  phase: number;
  authorId: string | null;
  body: Buffer;
}

export const findOutcomeTexts = (tx: Tx, sessionId: string, phases: readonly number[]): Promise<OutcomeText[]> =>
  tx.query<OutcomeText>(
    `SELECT id, phase, author_id AS "authorId", body FROM conf.session_texts WHERE session_id = $1 AND kind = 'entry' AND opened AND phase = ANY ($2::int[]) ORDER BY phase, id`,
    [sessionId, [...phases]],
  );

export interface NewOutcome {
  id: string;
  sessionId: string;
  phase: number;
  kind: 'action' | 'note';
  ownerId: string | null;
  dueOn: string | null;
  body: Buffer;
}

/** Keeps what is not kept yet. */
export async function insertOutcomes(tx: Tx, items: readonly NewOutcome[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `INSERT INTO conf.session_outcomes (id, session_id, phase, kind, owner_id, due_on, state, version, body)
     SELECT i.id, i.session_id, i.phase, i.kind, i.owner_id, i.due_on, 'open', 1, decode(i.body, 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS i (id uuid, session_id uuid, phase integer, kind text, owner_id uuid, due_on date, body text)
     ON CONFLICT DO NOTHING`,
    [
      JSON.stringify(
        items.map((item) => ({
          id: item.id, session_id: item.sessionId, phase: item.phase, kind: item.kind, owner_id: item.ownerId, due_on: item.dueOn, body: item.body.toString('hex'),
        })),
      ),
    ],
  );
}

/** One that is typed in after the end, or changed since; how far its owner is with it stays. */
export async function putTypedOutcome(tx: Tx, item: NewOutcome): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_outcomes AS o (id, session_id, phase, kind, owner_id, due_on, state, version, body) VALUES ($1, $2, $3, $4, $5, $6::date, 'open', 1, $7)
     ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, due_on = excluded.due_on, body = excluded.body, version = o.version + 1`,
    [item.id, item.sessionId, item.phase, item.kind, item.ownerId, item.dueOn, item.body],
  );
}

export async function deleteTypedOutcome(tx: Tx, sessionId: string, id: string): Promise<void> {
  await tx.query(`DELETE FROM conf.session_outcomes WHERE id = $1 AND session_id = $2`, [id, sessionId]);
}

export async function wordsErased(tx: Tx, sessionId: string): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM sessions WHERE id = $1 AND erased_at IS NOT NULL`, [sessionId])).length > 0;
}

/** Someone who came in, with when they came and went. */
export interface Stayed {
  personId: string;
  observer: boolean;
  seat: number | null;
  enteredAt: Date;
  leftAt: Date | null;
}

/** Who only voted beforehand never came in. In writing whoever wrote with a name was there: who did so without one is told to nobody. */
export const findStays = (tx: Tx, sessionId: string, written: boolean): Promise<Stayed[]> =>
  tx.query<Stayed>(
    `SELECT person_id AS "personId", observer, seat, entered_at AS "enteredAt", CASE WHEN here THEN NULL ELSE away_at END AS "leftAt"
     FROM session_people WHERE session_id = $1 AND (here OR away_at IS NOT NULL OR ($2::boolean AND EXISTS (SELECT 1 FROM conf.session_texts t WHERE t.session_id = $1 AND t.author_id = session_people.person_id AND t.opened)))`,
    [sessionId, written],
  );

export async function insertAttendance(tx: Tx, sessionId: string, rows: readonly (Attendance & { personId: string })[]): Promise<void> {
  await tx.query(
    `INSERT INTO session_attendance (session_id, person_id, role, minutes) SELECT $1, a.person_id, a.role, a.minutes
     FROM unnest($2::uuid[], $3::text[], $4::int[]) AS a (person_id, role, minutes) ON CONFLICT DO NOTHING`,
    [sessionId, rows.map(({ personId }) => personId), rows.map(({ role }) => role), rows.map(({ minutes }) => minutes)],
  );
}

/** @returns whether it stood at that version and was this person's */
export async function updateAction(tx: Tx, action: { id: string; sessionId: string; ownerId: string; state: ActionState; dueOn: string | null; ifVersion: number }): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE conf.session_outcomes SET state = $4, due_on = $5::date, version = version + 1
     WHERE id = $1 AND session_id = $2 AND owner_id = $3 AND kind = 'action' AND version = $6 RETURNING id`,
    [action.id, action.sessionId, action.ownerId, action.state, action.dueOn, action.ifVersion],
  );
  return rows.length === 1;
}

export async function findAction(tx: Tx, sessionId: string, id: string): Promise<{ ownerId: string | null } | null> {
  const [row] = await tx.query<{ ownerId: string | null }>(`SELECT owner_id AS "ownerId" FROM conf.session_outcomes WHERE id = $1 AND session_id = $2 AND kind = 'action'`, [id, sessionId]);
  return row ?? null;
}

export interface OwnAction {
  id: string;
  dueOn: string | null;
  body: Buffer;
}

export const findOwnActions = (tx: Tx, sessionId: string, personId: string): Promise<OwnAction[]> =>
  tx.query<OwnAction>(`SELECT id, due_on::text AS "dueOn", body FROM conf.session_outcomes WHERE session_id = $1 AND owner_id = $2 AND kind = 'action'`, [sessionId, personId]);

export async function insertOwnIntention(tx: Tx, row: { id: string; personId: string; sessionId: string; dueOn: string | null; body: Buffer }): Promise<void> {
  await tx.query(`INSERT INTO conf.own_intentions (id, person_id, session_id, due_on, body) VALUES ($1, $2, $3, $4::date, $5) ON CONFLICT DO NOTHING`, [
    row.id, row.personId, row.sessionId, row.dueOn, row.body,
  ]);
}

export async function putFollowUp(tx: Tx, row: { sessionId: string; personId: string; shared: boolean; body: Buffer }): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_followups (session_id, person_id, shared, body, answered_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (session_id, person_id) DO UPDATE SET shared = excluded.shared, body = excluded.body, answered_at = excluded.answered_at`,
    [row.sessionId, row.personId, row.shared, row.body, tx.now],
  );
}

export async function hasFollowUp(tx: Tx, sessionId: string, personId: string): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM conf.session_followups WHERE session_id = $1 AND person_id = $2`, [sessionId, personId])).length > 0;
}

export async function insertLift(tx: Tx, row: { sessionId: string; by: string; at: Date; reason: Buffer }): Promise<void> {
  await tx.query(`INSERT INTO conf.session_lifts (session_id, lifted_at, lifted_by, reason) VALUES ($1, $2, $3, $4)`, [row.sessionId, row.at, row.by, row.reason]);
}

/** Who administers the organisation of a circle or one above it, today: they hear that something was frozen, not what. */
export async function findAdministrators(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT p.person_id AS id FROM groups g JOIN organisations o ON o.id = g.organisation_id
     JOIN positions p ON p.organisation_id = ANY (o.path || o.id) AND p.kind LIKE 'administrator%'
     WHERE g.id = $1 AND p.from_date <= (now() AT TIME ZONE 'Europe/Amsterdam')::date AND (p.until_date IS NULL OR p.until_date > (now() AT TIME ZONE 'Europe/Amsterdam')::date)`,
    [groupId],
  );
  return rows.map(({ id }) => id);
}

/** The shortest period that a circle chose; null: none. The circle's row is locked by whoever asks before writing. */
export async function findShortest(tx: Tx, groupId: string): Promise<number | null> {
  const [row] = await tx.query<{ days: number | null }>(`SELECT min(days) AS days FROM circle_periods WHERE group_id = $1`, [groupId]);
  return row?.days ?? null;
}

export async function insertPeriod(tx: Tx, row: { groupId: string; days: number; by: string; pactVersion: number | null }): Promise<void> {
  await tx.query(`INSERT INTO circle_periods (group_id, days, chosen_by, chosen_at, pact_version) VALUES ($1, $2, $3, $4, $5)`, [row.groupId, row.days, row.by, tx.now, row.pactVersion]);
}
