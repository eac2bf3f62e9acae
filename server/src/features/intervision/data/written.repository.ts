import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Done } from '../domain/awaited.js';
import { type SessionRow, sessionRowFor } from './session.reads.js';

/** Who was reminded in a phase had not written by then; when it closes nobody needs to know. */
export async function forgetReminders(tx: Tx, sessionId: string): Promise<void> {
  await tx.query(`SELECT conf.forget_reminders($1)`, [sessionId]);
}

/** Whether the circle was put away: then nothing in it moves. */
export async function isArchived(tx: Tx, groupId: string): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM groups WHERE id = $1 AND archived_at IS NOT NULL`, [groupId])).length > 0;
}

/**
 * Written sessions that should have begun or moved so many minutes ago, after this id. One that waits for whose case it is, stands
 * still or is frozen is not late.
 */
export async function findLate(tx: Tx, minutes: number, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT s.id FROM sessions s JOIN groups g ON g.id = s.group_id
     WHERE s.written AND s.frozen_at IS NULL AND g.archived_at IS NULL AND ($2::uuid IS NULL OR s.id > $2)
       AND (s.contributor_id IS NOT NULL OR (s.script ->> 'everyoneContributes')::boolean)
       AND ((s.status = 'planned' AND s.starts_at < clock_timestamp() - make_interval(mins => $1))
         OR (s.status = 'running' AND s.clock = 'running' AND coalesce(s.grace_ends_at, s.ends_at) < clock_timestamp() - make_interval(mins => $1)))
     ORDER BY s.id LIMIT $3`,
    [minutes, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** A running phase as someone who is asked about it: the tag by which their texts without a name are found. */
export interface OwnPhase {
  readonly sessionId: string;
  readonly phase: number;
  /** phases whose questions are answered in this one */
  readonly asked: readonly number[];
  /** the phase whose texts are weighed in this one; −1: none */
  readonly rated: number;
  readonly tag: Buffer;
}

const ownDone = `
  SELECT o.session_id AS "sessionId", conf.has_entered(o.session_id, o.phase, o.tag) AS entered,
    (SELECT count(*)::int FROM conf.session_texts q WHERE q.session_id = o.session_id AND q.kind = 'entry' AND q.opened AND q.phase = ANY (string_to_array(o.asked, ',')::int[]) AND q.author_id IS DISTINCT FROM conf.uid()
      AND NOT EXISTS (SELECT 1 FROM conf.session_texts a WHERE a.about_id = q.id AND a.opened)) AS unanswered,
    (SELECT count(*)::int FROM conf.session_texts q WHERE q.session_id = o.session_id AND q.kind = 'entry' AND q.opened AND q.phase = o.rated
      AND NOT EXISTS (SELECT 1 FROM conf.session_ratings r WHERE r.session_id = o.session_id AND r.phase = o.phase AND r.text_id = q.id AND r.value <> '')) AS unrated
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::int[], $5::bytea[]) AS o (session_id, phase, asked, rated, tag)`;

const columnsOf = (own: readonly OwnPhase[]): unknown[] => [
  own.map(({ sessionId }) => sessionId), own.map(({ phase }) => phase), own.map(({ asked }) => asked.join(',')), own.map(({ rated }) => rated), own.map(({ tag }) => tag),
];

const byId = (rows: readonly (Done & { sessionId: string })[]): Map<string, Done> => new Map(rows.map(({ sessionId, ...done }) => [sessionId, done]));

/** What the person that the transaction acts for did in these phases. Nobody learns it of somebody else. */
export async function findDone(tx: Tx, own: readonly OwnPhase[]): Promise<Map<string, Done>> {
  return byId(await tx.query<Done & { sessionId: string }>(ownDone, columnsOf(own)));
}

/** The same for reading; inside `withActor`. */
export async function readDone(reads: NamedReads, own: readonly OwnPhase[]): Promise<Map<string, Done>> {
  return byId(await reads.named<Done & { sessionId: string }>('session-own-done', ownDone, columnsOf(own)));
}

/** A written session on Today. */
export interface WrittenRow extends SessionRow {
  group_name: string;
  kind: string;
}

/** Written sessions that run, of circles that this person is in; at most 20, the nearest deadline first. */
export const readRunningInWriting = (reads: NamedReads, personId: string): Promise<{ row: WrittenRow }[]> =>
  reads.named<{ row: WrittenRow }>(
    'sessions-in-writing',
    `SELECT to_jsonb(s) || to_jsonb(e) || jsonb_build_object('group_name', g.name, 'kind', g.kind) AS row
     FROM sessions s ${sessionRowFor} WHERE s.written AND s.status = 'running' AND g.archived_at IS NULL ORDER BY s.ends_at, s.id LIMIT 20`,
    [personId],
  );

/** The database's clock, epoch milliseconds (decisions 25). */
export async function readNow(reads: NamedReads): Promise<number> {
  const [row] = await reads.named<{ now: Date }>('clock-now', 'SELECT clock_timestamp() AS now', []);
  return row!.now.getTime();
}
