import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { PollAnswer } from '../domain/best-moments.js';
import { meets } from './insiders.js';

export interface NewPoll {
  id: string;
  groupId: string;
  createdBy: string;
  zone: string;
  minutes: number;
  place: string;
  videoLink: string;
  /** `YYYY-MM-DD` */
  answerBy: string | null;
  neededIds: string[];
}

export interface NewMoment {
  id: string;
  day: string;
  minute: number;
  startsAt: Date;
}

/** For Today: polls of the person `$1`'s circles with a coming moment that they have not answered. */
export const unansweredPollsSelect = `
  SELECT p.id, p.group_id, g.name AS group_name, g.kind AS group_kind, p.created_at AS at
  FROM polls p JOIN groups g ON g.id = p.group_id AND g.archived_at IS NULL JOIN memberships m ON m.group_id = g.id AND m.person_id = $1 AND ${meets('m')}
  WHERE p.status = 'open' AND EXISTS (
    SELECT 1 FROM poll_moments o WHERE o.poll_id = p.id AND o.starts_at > now() AND NOT EXISTS (SELECT 1 FROM poll_answers a WHERE a.moment_id = o.id AND a.person_id = $1))
  ORDER BY p.created_at DESC LIMIT 20`;

/** @returns false when an id is taken */
export async function insertPoll(tx: Tx, poll: NewPoll, moments: readonly NewMoment[]): Promise<boolean> {
  const made = await tx.query(
    `INSERT INTO polls (id, group_id, created_by, created_at, zone, minutes, place, video_link, answer_by, needed_ids, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open') ON CONFLICT DO NOTHING RETURNING id`,
    [poll.id, poll.groupId, poll.createdBy, tx.now, poll.zone, poll.minutes, poll.place, poll.videoLink, poll.answerBy, poll.neededIds],
  );
  if (made.length !== 1) return false;
  const rows = await tx.query(
    `INSERT INTO poll_moments (id, poll_id, day, minute, starts_at) SELECT t.id, $1, t.day, t.minute, t.starts_at
     FROM unnest($2::uuid[], $3::date[], $4::int[], $5::timestamptz[]) AS t (id, day, minute, starts_at) ON CONFLICT DO NOTHING RETURNING id`,
    [poll.id, moments.map(({ id }) => id), moments.map(({ day }) => day), moments.map(({ minute }) => minute), moments.map(({ startsAt }) => startsAt)],
  );
  return rows.length === moments.length;
}

export async function findPollGroup(tx: Tx, pollId: string): Promise<string | null> {
  const [row] = await tx.query<{ groupId: string }>(`SELECT group_id AS "groupId" FROM polls WHERE id = $1`, [pollId]);
  return row?.groupId ?? null;
}

export interface LockedPoll {
  id: string;
  groupId: string;
  createdBy: string;
  zone: string;
  minutes: number;
  place: string;
  videoLink: string;
  answerBy: string | null;
  neededIds: string[];
  status: 'open' | 'chosen' | 'closed';
  chosenId: string | null;
  appointmentId: string | null;
  remindedAt: Date | null;
}

/** Whoever chooses waits for who answers (`change`); those who answer only wait for a choice. */
export async function lockPoll(tx: Tx, pollId: string, what: 'change' | 'answer'): Promise<LockedPoll | null> {
  const [row] = await tx.query<LockedPoll>(
    `SELECT id, group_id AS "groupId", created_by AS "createdBy", zone, minutes, place, video_link AS "videoLink", answer_by::text AS "answerBy", needed_ids AS "neededIds",
       status, chosen_id AS "chosenId", appointment_id AS "appointmentId", reminded_at AS "remindedAt"
     FROM polls WHERE id = $1 ${what === 'change' ? 'FOR NO KEY UPDATE' : 'FOR SHARE'}`,
    [pollId],
  );
  return row ?? null;
}

export interface StoredMoment {
  id: string;
  day: string;
  minute: number;
  startsAt: Date;
}

export const findMoments = (tx: Tx, pollId: string): Promise<StoredMoment[]> =>
  tx.query<StoredMoment>(`SELECT id, day::text, minute, starts_at AS "startsAt" FROM poll_moments WHERE poll_id = $1 ORDER BY starts_at, id`, [pollId]);

export interface StoredAnswer {
  momentId: string;
  personId: string;
  answer: PollAnswer;
}

/** Answers of who meets in the circle now. */
export const findAnswers = (tx: Tx, pollId: string): Promise<StoredAnswer[]> =>
  tx.query<StoredAnswer>(
    `SELECT a.moment_id AS "momentId", a.person_id AS "personId", a.answer FROM polls l JOIN poll_moments o ON o.poll_id = l.id JOIN poll_answers a ON a.moment_id = o.id
     JOIN memberships m ON m.group_id = l.group_id AND m.person_id = a.person_id AND ${meets('m')} WHERE l.id = $1`,
    [pollId],
  );

/** @returns false when the id is taken, or the moment is there already */
export async function insertMoment(tx: Tx, pollId: string, moment: NewMoment, suggestedBy: string): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO poll_moments (id, poll_id, day, minute, starts_at, suggested_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
    [moment.id, pollId, moment.day, moment.minute, moment.startsAt, suggestedBy],
  );
  return rows.length === 1;
}

/** @returns whether anything changed */
export async function saveAnswers(tx: Tx, personId: string, answers: readonly { momentId: string; answer: PollAnswer }[]): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO poll_answers AS a (moment_id, person_id, answer, answered_at) SELECT t.id, $1, t.answer, $4 FROM unnest($2::uuid[], $3::text[]) AS t (id, answer)
     ON CONFLICT (moment_id, person_id) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at WHERE a.answer <> excluded.answer
     RETURNING moment_id`,
    [personId, answers.map(({ momentId }) => momentId), answers.map(({ answer }) => answer), tx.now],
  );
  return rows.length > 0;
}

export async function setChosen(tx: Tx, pollId: string, momentId: string, appointmentId: string): Promise<void> {
  await tx.query(`UPDATE polls SET status = 'chosen', chosen_id = $2, appointment_id = $3 WHERE id = $1`, [pollId, momentId, appointmentId]);
}

export async function setClosed(tx: Tx, pollId: string): Promise<void> {
  await tx.query(`UPDATE polls SET status = 'closed' WHERE id = $1`, [pollId]);
}

export async function setReminded(tx: Tx, pollId: string): Promise<void> {
  await tx.query(`UPDATE polls SET reminded_at = $2 WHERE id = $1`, [pollId, tx.now]);
}

export interface PollRow {
  id: string;
  group_id: string;
  created_by: string;
  created_by_name: string;
  created_at: string;
  zone: string;
  minutes: number;
  place: string;
  video_link: string;
  answer_by: string | null;
  needed_ids: string[];
  status: LockedPoll['status'];
  chosen_id: string | null;
  appointment_id: string | null;
  reminded_at: string | null;
  role: 'lead' | 'co_lead' | 'member';
  archived: boolean;
  moments: { id: string; day: string; minute: number; starts_at: string; suggested_by: string | null; suggested_by_name: string | null }[];
  people: { id: string; name: string }[];
  answers: StoredAnswer[];
  now: number;
}

/**
 * Polls for someone who meets in their circle, with everything that belongs to them, in one statement.
 * @param by one poll, or the open ones of a circle
 */
export async function readPolls(reads: NamedReads, personId: string, by: { pollId: string } | { groupId: string }): Promise<PollRow[]> {
  const one = 'pollId' in by;
  const [found] = await reads.named<{ polls: PollRow[] }>(
    one ? 'poll' : 'polls-of-circle',
    `SELECT coalesce(json_agg(q), '[]') AS polls FROM (
       SELECT l.id, l.group_id, l.created_by, c.given_name || ' ' || c.family_name AS created_by_name, l.created_at, l.zone, l.minutes, l.place, l.video_link,
         l.answer_by::text, l.needed_ids, l.status, l.chosen_id, l.appointment_id, l.reminded_at, m.role, g.archived_at IS NOT NULL AS archived,
         (SELECT json_agg(o) FROM (SELECT o.id, o.day::text, o.minute, o.starts_at, o.suggested_by, s.given_name || ' ' || s.family_name AS suggested_by_name
            FROM poll_moments o LEFT JOIN people s ON s.id = o.suggested_by WHERE o.poll_id = l.id ORDER BY o.starts_at, o.id) o) AS moments,
         (SELECT json_agg(w) FROM (SELECT p.id, p.given_name || ' ' || p.family_name AS name FROM memberships k JOIN people p ON p.id = k.person_id
            WHERE k.group_id = l.group_id AND ${meets('k')} ORDER BY p.given_name, p.family_name, p.id) w) AS people,
         (SELECT coalesce(json_agg(w), '[]') FROM (SELECT a.moment_id AS "momentId", a.person_id AS "personId", a.answer FROM poll_moments o JOIN poll_answers a ON a.moment_id = o.id
            JOIN memberships k ON k.group_id = l.group_id AND k.person_id = a.person_id AND ${meets('k')} WHERE o.poll_id = l.id ORDER BY a.person_id, a.moment_id) w) AS answers,
         (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
       FROM polls l JOIN groups g ON g.id = l.group_id JOIN memberships m ON m.group_id = g.id AND m.person_id = $1 AND ${meets('m')} JOIN people c ON c.id = l.created_by
       WHERE ${one ? 'l.id = $2' : `l.group_id = $2 AND l.status = 'open'`} ORDER BY l.created_at, l.id LIMIT 20) q`,
    [personId, one ? by.pollId : by.groupId],
  );
  return found!.polls;
}
