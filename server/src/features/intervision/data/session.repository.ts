import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { GraceSeconds } from '../domain/session-command.js';
import type { Script } from '../domain/script.js';
import type { Person, SessionState } from '../domain/session.js';
import { stateColumns, stateFrom } from './session-state.js';

/** Someone of the circle who is in its sessions, and how they take part in this one. */
export interface Insider extends Person {
  readonly name: string;
  readonly here: boolean;
  /** went away by choice, and did not come back */
  readonly left: boolean;
  readonly silent: boolean;
  readonly grace: GraceSeconds;
  readonly readyTurn: number | null;
  readonly askedTurn: number | null;
}

export interface LockedSession {
  readonly groupId: string;
  readonly plannedBy: string;
  readonly methodKey: string;
  readonly script: Script;
  readonly state: SessionState;
  /** the screen in the room */
  readonly beamerId: string | null;
  /** planned start, epoch milliseconds */
  readonly startsAt: number;
}

export interface NewSession {
  id: string;
  groupId: string;
  plannedBy: string;
  methodKey: string;
  short: boolean;
  script: Script;
  startsAt: Date;
  minutes: number;
  place: string;
  videoLink: string;
  state: SessionState;
}

/** The circle of a session, without any lock. */
export async function findSessionGroup(tx: Tx, sessionId: string): Promise<string | null> {
  const [row] = await tx.query<{ groupId: string }>(`SELECT group_id AS "groupId" FROM sessions WHERE id = $1`, [sessionId]);
  return row?.groupId ?? null;
}

/** Whoever moves a session waits for each other and for who is writing (`change`); those who write only wait for a move. */
export async function lockSession(tx: Tx, sessionId: string, what: 'change' | 'write'): Promise<LockedSession | null> {
  const [row] = await tx.query<{ session: Record<string, unknown> }>(
    `SELECT row_to_json(s) AS session FROM sessions s WHERE s.id = $1 ${what === 'change' ? 'FOR NO KEY UPDATE' : 'FOR SHARE'}`,
    [sessionId],
  );
  if (!row) return null;
  const { session } = row;
  return {
    groupId: session['group_id'] as string,
    plannedBy: session['planned_by'] as string,
    methodKey: session['method_key'] as string,
    script: session['script'] as Script,
    state: stateFrom(session),
    startsAt: Date.parse(session['starts_at'] as string),
    beamerId: session['beamer_id'] as string | null,
  };
}

/** The database's clock now, epoch milliseconds; a lock may have taken a while. */
export async function clockNow(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return row!.now.getTime();
}

/** Columns of `Insider` from `memberships m`, `people p` and, where they came in, `session_people x`. */
export const insiderColumns = `p.id, p.given_name || ' ' || p.family_name AS name, coalesce(x.here, false) AS here, x.left_at IS NOT NULL AND NOT x.here AS "left", coalesce(x.observer, false) AS observer, x.seat,
  coalesce(x.silent, false) AS silent, coalesce(x.grace_seconds, 10) AS grace, x.ready_turn AS "readyTurn", x.asked_turn AS "askedTurn",
  m.role IN ('lead', 'co_lead') AND coalesce(x.here OR x.away_at IS NOT NULL, false) AS "leadsCircle"`;

/** Members of the circle; guests and followers are not in its sessions. Whoever came in first stands first. */
export const insiderRows = (session: string, group: string): string => `
  SELECT ${insiderColumns}, x.entered_at FROM memberships m JOIN people p ON p.id = m.person_id
  LEFT JOIN session_people x ON x.session_id = ${session} AND x.person_id = m.person_id
  WHERE m.group_id = ${group} AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL
  ORDER BY x.entered_at NULLS LAST, p.family_name, p.given_name, p.id`;

export const findInsiders = (tx: Tx, sessionId: string | null, groupId: string): Promise<Insider[]> => tx.query<Insider>(insiderRows('$1::uuid', '$2'), [sessionId, groupId]);

/** Who came into the circle after this session ended; nobody, while it has not. */
export async function findJoinedAfter(tx: Tx, sessionId: string, people: readonly Insider[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>('SELECT i.id FROM unnest($2::uuid[]) AS i (id) WHERE conf.joined_after($1, i.id)', [sessionId, people.map(({ id }) => id)]);
  return new Set(rows.map(({ id }) => id));
}

/** @returns false when the id is taken */
export async function insertSession(tx: Tx, session: NewSession): Promise<boolean> {
  const { names, values } = stateColumns(session.state);
  const own = ['id', 'group_id', 'planned_by', 'method_key', 'short', 'script', 'starts_at', 'minutes', 'place', 'video_link', 'created_at', 'written'];
  const given = [
    session.id, session.groupId, session.plannedBy, session.methodKey, session.short, JSON.stringify(session.script),
    session.startsAt, session.minutes, session.place, session.videoLink, tx.now, session.script.written,
  ];
  const places = [...own, ...names].map((_, at) => `$${at + 1}`);
  const rows = await tx.query(`INSERT INTO sessions (${[...own, ...names].join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING RETURNING id`, [...given, ...values]);
  return rows.length === 1;
}

/** Writes the next state over the one it came from. @throws Error when another state stands there: the row was not locked */
export async function updateState(tx: Tx, sessionId: string, before: SessionState, next: SessionState): Promise<void> {
  const { names, values } = stateColumns(next);
  const rows = await tx.query(
    `UPDATE sessions SET ${names.map((name, at) => `${name} = $${at + 3}`).join(', ')} WHERE id = $1 AND version = $2 RETURNING id`,
    [sessionId, before.version, ...values],
  );
  if (rows.length !== 1) throw new Error('A session changed under its lock');
}

/** Where and when it is, before it begins. */
export async function moveSession(tx: Tx, sessionId: string, to: { startsAt: Date; place: string; videoLink: string }): Promise<void> {
  await tx.query(`UPDATE sessions SET starts_at = $2, place = $3, video_link = $4 WHERE id = $1`, [sessionId, to.startsAt, to.place, to.videoLink]);
}

/** The contributor of the session before this one in the circle. */
export async function findPreviousContributor(tx: Tx, groupId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string | null }>(
    `SELECT contributor_id AS id FROM sessions WHERE group_id = $1 AND status = 'ended' ORDER BY ended_at DESC LIMIT 1`,
    [groupId],
  );
  return row?.id ?? null;
}

/** @returns whether anything changed */
export async function comeIn(tx: Tx, sessionId: string, personId: string, settings: { silent: boolean | null; grace: GraceSeconds | null }): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO session_people AS x (session_id, person_id, entered_at, here, observer, silent, grace_seconds)
     VALUES ($1, $2, $5, true, false, coalesce($3, false), coalesce($4, 10))
     ON CONFLICT (session_id, person_id) DO UPDATE SET here = true, seen_at = NULL, left_at = NULL, away_at = NULL, silent = coalesce($3, x.silent), grace_seconds = coalesce($4, x.grace_seconds)
       WHERE NOT x.here OR x.silent <> coalesce($3, x.silent) OR x.grace_seconds <> coalesce($4, x.grace_seconds)
     RETURNING person_id`,
    [sessionId, personId, settings.silent, settings.grace, tx.now],
  );
  return rows.length > 0;
}

/** Being ready is not lost by it: who is away is not counted, and who comes back in the same phase still is. @returns whether they were here */
export async function goAway(tx: Tx, sessionId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE session_people SET here = false, away_at = now() WHERE session_id = $1 AND person_id = $2 AND here RETURNING person_id`,
    [sessionId, personId],
  );
  return rows.length > 0;
}

export async function giveSeats(tx: Tx, sessionId: string, seats: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(
    `UPDATE session_people x SET seat = t.seat FROM unnest($2::uuid[], $3::int[]) AS t (person_id, seat) WHERE x.session_id = $1 AND x.person_id = t.person_id`,
    [sessionId, [...seats.keys()], [...seats.values()]],
  );
}

/**
 * Takes this person's own row, so that two of their devices write one after the other; makes it when they never came in. Over
 * days that row has the moment of the start: when somebody first wrote is nobody's business.
 */
export async function lockWriter(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await tx.query(
    `INSERT INTO session_people AS x (session_id, person_id, entered_at, here, observer, silent, grace_seconds)
     SELECT s.id, $2, CASE WHEN s.written THEN coalesce(s.started_at, $3) ELSE $3 END, false, false, false, 10 FROM sessions s WHERE s.id = $1
     ON CONFLICT (session_id, person_id) DO UPDATE SET here = x.here`,
    [sessionId, personId, tx.now],
  );
}

/** @param turn null: not ready */
export async function setReady(tx: Tx, sessionId: string, personId: string, turn: number | null): Promise<void> {
  await tx.query(`UPDATE session_people SET ready_turn = $3 WHERE session_id = $1 AND person_id = $2`, [sessionId, personId, turn]);
}

export async function setAsked(tx: Tx, sessionId: string, personId: string, turn: number): Promise<void> {
  await tx.query(`UPDATE session_people SET asked_turn = $3 WHERE session_id = $1 AND person_id = $2`, [sessionId, personId, turn]);
}

/** Row-level security asks who it is: for work of the server that someone of the session began. */
export async function actFor(tx: Tx, personId: string): Promise<void> {
  await tx.query(`SELECT set_config('app.person_id', $1, true)`, [personId]);
}
