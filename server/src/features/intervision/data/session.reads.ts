import type { NamedReads } from '../../../platform/database/reads.js';
import type { BeamerChoice } from '../domain/beamer.js';
import type { Script } from '../domain/script.js';
import type { Sharing, TextMark } from '../domain/text-mark.js';
import { insiderRows, type Insider } from './session.repository.js';

/** A session as a statement that joined the membership of the person `$1` found it; the state's columns are among them. */
export interface SessionRow {
  [column: string]: unknown;
  id: string;
  group_id: string;
  method_key: string;
  /** in lists only what roles follow from, unless the session runs */
  script: Script;
  starts_at: string;
  minutes: number;
  place: string;
  video_link: string;
  facilitator_name: string | null;
  co_facilitator_name: string | null;
  pact_open: boolean;
  planned_by: string;
  circle_role: 'lead' | 'co_lead' | 'member';
  /** what the agenda adds; null where there is no moment to meet */
  appointment: unknown;
  seat: number | null;
  observer: boolean;
  room_code: string | null;
  beamer_id: string | null;
  beamer_shows: BeamerChoice;
  leads_circle: boolean;
  erased_at: string | null;
  outcome_erased_at: string | null;
  texts_erased: number | null;
  frozen_at: string | null;
  /** the circle's own period, where it holds for this session */
  circle_days: number | null;
}

export interface SessionHead {
  session: SessionRow;
  people: Insider[];
  /** who came into the circle after the session ended: its words are not theirs to read (decisions page 18) */
  joinedAfter: string[];
  /** epoch milliseconds of the database's clock */
  now: number;
  stream_seq: number | null;
  stream_epoch: number | null;
  facilitator_seq: number | null;
  facilitator_epoch: number | null;
}

const inside = `m.person_id = $1 AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL`;

/** @param appointment a select of the agenda, by an expression for the id */
const about = (appointment: (id: string) => string): string => `f.given_name || ' ' || f.family_name AS facilitator_name, c.given_name || ' ' || c.family_name AS co_facilitator_name,
  g.pact_version > m.pact_version AS pact_open, m.role AS circle_role, ${appointment('s.id')} AS appointment, x.seat, coalesce(x.observer, false) AS observer,
  m.role IN ('lead', 'co_lead') AND coalesce(x.here OR x.away_at IS NOT NULL, false) AS leads_circle, conf.circle_days(s.id) AS circle_days`;

const joins = `
  JOIN groups g ON g.id = s.group_id
  JOIN memberships m ON m.group_id = g.id AND ${inside}
  LEFT JOIN people f ON f.id = s.facilitator_id
  LEFT JOIN people c ON c.id = s.co_facilitator_id
  LEFT JOIN session_people x ON x.session_id = s.id AND x.person_id = $1`;

const noAppointment = (): string => 'NULL::json';

/** Joins that make `sessions s` a `SessionRow` of the person `$1`, with `g` the circle and `e` the names. */
export const sessionRowFor = `${joins} CROSS JOIN LATERAL (SELECT ${about(noAppointment)}) e`;

const now = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

const joinedAfter = `CASE WHEN s.status = 'ended' THEN (
  SELECT coalesce(json_agg(l.person_id), '[]') FROM memberships l WHERE l.group_id = s.group_id AND l.ended_at IS NULL AND conf.joined_after(s.id, l.person_id)) ELSE '[]'::json END`;

/** One session for someone who is in it. The streams' numbers are those before the rows. */
export async function readHead(reads: NamedReads, appointment: (id: string) => string, personId: string, sessionId: string): Promise<SessionHead | null> {
  const [found] = await reads.named<{ head: SessionHead }>(
    'session-head',
    `SELECT row_to_json(h) AS head FROM (
       SELECT (SELECT row_to_json(r) FROM (SELECT s.*, ${about(appointment)}) r) AS session,
         (SELECT coalesce(json_agg(i), '[]') FROM (${insiderRows('s.id', 's.group_id')}) i) AS people,
         ${joinedAfter} AS "joinedAfter",
         ${now} AS now, t.seq AS stream_seq, t.epoch AS stream_epoch, tf.seq AS facilitator_seq, tf.epoch AS facilitator_epoch
       FROM sessions s ${joins}
       LEFT JOIN realtime_stream t ON t.stream = 'session:' || s.id
       LEFT JOIN realtime_stream tf ON tf.stream = 'session:' || s.id || ':facilitator'
       WHERE s.id = $2) h`,
    [personId, sessionId],
  );
  return found?.head ?? null;
}

export interface AgendaRows {
  upcoming: SessionRow[];
  past: SessionRow[];
  now: number;
}

/** The sessions of a circle, for someone who is in them; nothing for everyone else. */
export async function readAgenda(reads: NamedReads, appointment: (id: string) => string, personId: string, groupId: string): Promise<AgendaRows> {
  const light = `CASE WHEN s.status = 'running' THEN s.script
    ELSE jsonb_build_object('name', s.script->'name', 'written', s.written, 'facilitator', s.script->'facilitator', 'everyoneContributes', s.script->'everyoneContributes', 'phases', '[]'::jsonb) END`;
  const rows = (where: string, order: string, most: number): string => `
    SELECT coalesce(json_agg(r), '[]') FROM (
      SELECT to_jsonb(s) - 'script' || jsonb_build_object('script', ${light}) || to_jsonb(e) AS r
      FROM sessions s ${joins} CROSS JOIN LATERAL (SELECT ${about(appointment)}) e
      WHERE s.group_id = $2 AND ${where} ORDER BY ${order} LIMIT ${most}) q`;
  const [found] = await reads.named<{ agenda: AgendaRows }>(
    'session-agenda',
    `SELECT json_build_object(
       'upcoming', (${rows(`s.status IN ('planned', 'lobby', 'running')`, 's.starts_at, s.id', 50)}),
       'past', (${rows(`s.status IN ('ended', 'cancelled')`, 's.starts_at DESC, s.id', 20)}),
       'now', ${now}) AS agenda`,
    [personId, groupId],
  );
  return found!.agenda;
}

/** Whether someone is in a session, for its stream; `facilitates`: for the facilitator's. */
export async function isInSession(reads: NamedReads, personId: string, sessionId: string, facilitates: boolean): Promise<boolean> {
  const rows = await reads.named(
    'is-in-session',
    `SELECT 1 AS yes FROM sessions s JOIN memberships m ON m.group_id = s.group_id AND ${inside} WHERE s.id = $2 AND (NOT $3::boolean OR s.facilitator_id = $1)`,
    [personId, sessionId, facilitates],
  );
  return rows.length > 0;
}

export interface TextRow {
  id: string;
  phase: number;
  kind: TextMark['kind'];
  sharing: Sharing;
  opened: boolean;
  position: number | null;
  version: number;
  author_id: string | null;
  author_name: string | null;
  /** hexadecimal, as bytes are inside JSON */
  body: string;
  mine: boolean;
  returned: boolean;
  /** of an answer: the question */
  about_id: string | null;
}

export interface SealedRow {
  phase: number;
  mine: boolean;
  sealed: string;
}

/** Everything confidential of a session that this person may have. */
export interface SessionWords {
  texts: TextRow[];
  marks: Omit<TextMark, 'kind'>[];
  ballots: SealedRow[];
  answers: SealedRow[];
  ratings: { phase: number; text_id: string; value: string }[];
}

/** Inside `withActor`: row-level security leaves what is open and what is one's own. */
export async function readWords(reads: NamedReads, personId: string, sessionId: string, tag: Buffer): Promise<SessionWords> {
  await reads.named('session-tag', `SELECT set_config('app.session_tag', $1, true)`, [tag.toString('hex')]);
  const sealed = (table: string, column: string): string =>
    `SELECT coalesce(json_agg(b), '[]') FROM (SELECT phase, tag = (SELECT conf.own_tag()) AS mine, ${column} AS sealed FROM conf.${table} WHERE session_id = $2 ORDER BY phase, tag) b`;
  const [found] = await reads.named<{ words: SessionWords }>(
    'session-words',
    `SELECT json_build_object(
       'texts', (SELECT coalesce(json_agg(t), '[]') FROM (
          SELECT t.id, t.phase, t.kind, t.sharing, t.opened, t.position, t.version, t.returned, t.about_id, t.body, t.author_id, a.given_name || ' ' || a.family_name AS author_name,
            coalesce(t.author_id = $1 OR t.tag = (SELECT conf.own_tag()), false) AS mine
          FROM conf.session_texts t LEFT JOIN people a ON a.id = t.author_id WHERE t.session_id = $2 ORDER BY t.phase, t.position NULLS LAST, t.id) t),
       'marks', (SELECT coalesce(json_agg(k), '[]') FROM conf.session_marks($2) k),
       'ballots', (${sealed('session_ballots', 'choice')}),
       'answers', (${sealed('session_answers', 'body')}),
       'ratings', (SELECT coalesce(json_agg(r), '[]') FROM (SELECT phase, text_id, value FROM conf.session_ratings WHERE session_id = $2 ORDER BY phase, text_id) r)) AS words`,
    [personId, sessionId],
  );
  return found!.words;
}
