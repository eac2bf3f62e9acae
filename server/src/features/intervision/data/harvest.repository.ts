import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql, todaySql } from '../../../platform/database/today.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { HarvestState, LessonWords } from '../domain/harvest.js';

/** A harvest as its row has it. Statements run as a person: row-level security leaves those of one's own sessions. */
export interface HarvestRow {
  id: string;
  session_id: string;
  group_id: string;
  proposed_by: string;
  contributor_ids: string[];
  quoted_ids: string[];
  approved_ids: string[];
  body: Buffer;
  objection: Buffer | null;
  version: number;
  status: HarvestState['status'];
  reach: HarvestState['reach'];
  objection_ends_at: Date | null;
  published_on: string | null;
}

const columns = `h.id, h.session_id, h.group_id, h.proposed_by, h.contributor_ids, h.quoted_ids, h.approved_ids, h.body, h.objection, h.version, h.status, h.reach,
  h.objection_ends_at, h.published_on::text AS published_on`;

export const harvestState = (row: HarvestRow): HarvestState => ({
  status: row.status,
  version: row.version,
  reach: row.reach,
  proposerId: row.proposed_by,
  contributorIds: row.contributor_ids,
  quotedIds: row.quoted_ids,
  approvedIds: row.approved_ids,
  objectionEndsAt: row.objection_ends_at?.getTime() ?? null,
});

export interface HarvestPageRow extends HarvestRow {
  /** of who has to approve */
  names: { id: string; name: string }[];
  /** the seven days are over by the database's clock */
  due: boolean;
}

export async function readHarvest(reads: NamedReads, sessionId: string): Promise<HarvestPageRow | null> {
  const [row] = await reads.named<HarvestPageRow>(
    'harvest-of-session',
    `SELECT ${columns}, h.objection_ends_at <= clock_timestamp() AS due,
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.given_name || ' ' || p.family_name) ORDER BY p.given_name, p.id), '[]')
        FROM people p WHERE p.id = ANY (h.contributor_ids || h.quoted_ids)) AS names
     FROM conf.harvests h WHERE h.session_id = $1`,
    [sessionId],
  );
  return row ?? null;
}

/** For a mail: whether it still waits. */
export async function readHarvestById(reads: NamedReads, id: string): Promise<HarvestRow | null> {
  const [row] = await reads.named<HarvestRow>('harvest-by-id', `SELECT ${columns} FROM conf.harvests h WHERE h.id = $1`, [id]);
  return row ?? null;
}

export type PublishedKey = { on: string; id: string } | null;
const later = (alias: string, from: number): string => `($${from}::date IS NULL OR (${alias}.published_on, ${alias}.id) < ($${from}, $${from + 1}::uuid))`;

/** Published ones of a circle, newest first; one more than asked for. Inside `withActor`. */
export function readCircleLessons(reads: NamedReads, groupId: string, first: number, after: PublishedKey): Promise<HarvestRow[]> {
  return reads.named<HarvestRow>(
    'circle-lessons',
    `SELECT ${columns} FROM conf.harvests h
     WHERE h.group_id = $1 AND h.status = 'published' AND conf.in_session(h.session_id) AND ${later('h', 3)} ORDER BY h.published_on DESC, h.id DESC LIMIT $2`,
    [groupId, first + 1, after?.on ?? null, after?.id ?? null],
  );
}

export interface LessonRow extends Omit<LessonWords, 'tryNext'> {
  id: string;
  try_next: string;
  published_on: string;
  /** this person approved it, so may take it back */
  mine: boolean;
}

/** What someone's regions read, newest first; one more than asked for. Inside `withActor`, because of `mine`. */
export function readLessons(reads: NamedReads, personId: string, first: number, after: PublishedKey): Promise<LessonRow[]> {
  return reads.named<LessonRow>(
    'lessons',
    `SELECT l.id, l.title, l.situation, l.helped, l.try_next, l.published_on::text AS published_on,
       EXISTS (SELECT 1 FROM conf.harvests h WHERE h.lesson_id = l.id AND (h.contributor_ids || h.quoted_ids) @> ARRAY[$1::uuid]) AS mine
     FROM lessons l
     WHERE l.region_id = ANY (ARRAY(SELECT unnest(o.path) FROM positions p JOIN organisations o ON o.id = p.organisation_id WHERE p.person_id = $1 AND ${holdsTodaySql('p')}))
       AND ${later('l', 3)}
     ORDER BY l.published_on DESC, l.id DESC LIMIT $2`,
    [personId, first + 1, after?.on ?? null, after?.id ?? null],
  );
}

/** The harvest of a session, its row locked. */
export async function lockHarvest(tx: Tx, sessionId: string): Promise<HarvestRow | null> {
  const [row] = await tx.query<HarvestRow>(`SELECT ${columns} FROM conf.harvests h WHERE h.session_id = $1 FOR UPDATE`, [sessionId]);
  return row ?? null;
}

export async function findHarvestSession(tx: Tx, harvestId: string): Promise<string | null> {
  const [row] = await tx.query<{ sessionId: string }>(`SELECT session_id AS "sessionId" FROM conf.harvests WHERE id = $1`, [harvestId]);
  return row?.sessionId ?? null;
}

/** Of a lesson that this person approved, or null. Not locked: out of the circle they may not lock its row. */
export async function findOwnLesson(tx: Tx, personId: string, lessonId: string): Promise<{ id: string; sessionId: string } | null> {
  const [row] = await tx.query<{ id: string; sessionId: string }>(
    `SELECT id, session_id AS "sessionId" FROM conf.harvests WHERE lesson_id = $1 AND (contributor_ids || quoted_ids) @> ARRAY[$2::uuid]`,
    [lessonId, personId],
  );
  return row ?? null;
}

/** Makes the row, without words yet: only then there is a scope whose key may be made. @returns false when the session has one, or the id is taken */
export async function insertHarvest(tx: Tx, harvest: { id: string; sessionId: string; groupId: string }, state: HarvestState): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO conf.harvests (id, session_id, group_id, proposed_by, contributor_ids, quoted_ids, approved_ids, body, version, status, reach)
     VALUES ($1, $2, $3, $4, $5, $6, '{}', '', $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
    [harvest.id, harvest.sessionId, harvest.groupId, state.proposerId, state.contributorIds, state.quotedIds, state.version, state.status, state.reach],
  );
  return rows.length === 1;
}

export async function updateHarvest(tx: Tx, id: string, state: HarvestState): Promise<void> {
  await tx.query(
    `UPDATE conf.harvests SET quoted_ids = $2, approved_ids = $3, version = $4, status = $5, reach = $6, objection_ends_at = $7,
       published_on = CASE WHEN $5 = 'published' THEN coalesce(published_on, ${todaySql}) END WHERE id = $1`,
    [id, state.quotedIds, state.approvedIds, state.version, state.status, state.reach, state.objectionEndsAt === null ? null : new Date(state.objectionEndsAt)],
  );
}

export async function putHarvestBody(tx: Tx, id: string, body: Buffer): Promise<void> {
  await tx.query(`UPDATE conf.harvests SET body = $2 WHERE id = $1`, [id, body]);
}

/** Why somebody wants it back on the table; who that was is written nowhere. */
export async function putObjection(tx: Tx, id: string, objection: Buffer | null): Promise<void> {
  await tx.query(`UPDATE conf.harvests SET objection = $2 WHERE id = $1`, [id, objection]);
}

/** With the lesson going on, nothing says any more who wanted it back. */
export async function forgetObjections(tx: Tx, sessionId: string): Promise<void> {
  await tx.query(`SELECT conf.forget_objections($1)`, [sessionId]);
}

/** Row, words, key and what was published of it. */
export async function dropHarvest(tx: Tx, id: string): Promise<void> {
  await tx.query(`SELECT conf.drop_harvest($1)`, [id]);
}

/** The region of a circle reads it from now on: a plain row under an id of its own, with a day and no moment. */
export async function publishLesson(tx: Tx, harvestId: string, groupId: string, lessonId: string, words: LessonWords): Promise<void> {
  await tx.query(
    `INSERT INTO lessons (id, region_id, title, situation, helped, try_next, published_on)
     SELECT $1, coalesce((SELECT r.id FROM organisations r WHERE r.id = ANY (o.path) AND r.kind = 'region' ORDER BY array_length(r.path, 1) DESC LIMIT 1), o.path[1]), $3, $4, $5, $6, ${todaySql}
     FROM groups g JOIN organisations o ON o.id = g.organisation_id WHERE g.id = $2`,
    [lessonId, groupId, words.title, words.situation, words.helped, words.tryNext],
  );
  await tx.query(`UPDATE conf.harvests SET lesson_id = $2 WHERE id = $1`, [harvestId, lessonId]);
}

/** Texts of a session that can be taken over: open ones, with their author where they have a name. */
export const findQuotable = (tx: Tx, sessionId: string, ids: readonly string[]): Promise<{ id: string; authorId: string | null }[]> =>
  tx.query<{ id: string; authorId: string | null }>(
    `SELECT id, author_id AS "authorId" FROM conf.session_texts WHERE session_id = $1 AND id = ANY ($2::uuid[]) AND opened AND kind IN ('entry', 'outcome')`,
    [sessionId, ids],
  );

/** Open texts under a name, sealed, to see whether a lesson repeats them. */
export const findNamedWords = (tx: Tx, sessionId: string): Promise<{ id: string; authorId: string; body: Buffer }[]> =>
  tx.query<{ id: string; authorId: string; body: Buffer }>(
    `SELECT id, author_id AS "authorId", body FROM conf.session_texts
     WHERE session_id = $1 AND opened AND author_id IS NOT NULL AND kind IN ('entry', 'answer', 'parked', 'outcome') ORDER BY id`,
    [sessionId],
  );

/** Everyone who came into a session other than to watch. */
export async function findParticipants(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`SELECT person_id AS id FROM session_people WHERE session_id = $1 AND NOT observer ORDER BY person_id`, [sessionId]);
  return rows.map(({ id }) => id);
}
