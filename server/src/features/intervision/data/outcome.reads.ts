import type { NamedReads } from '../../../platform/database/reads.js';
import { todaySql } from '../../../platform/database/today.js';

export interface OutcomeRow {
  id: string;
  session_id: string;
  session_at: string;
  kind: 'action' | 'note';
  owner_id: string | null;
  owner_name: string | null;
  due_on: string | null;
  state: string;
  version: number;
  body: string;
}

export interface FollowUpRow {
  session_id: string;
  person_id: string;
  person_name: string;
  shared: boolean;
  body: string;
  answered_at: string;
}

export interface SessionOutcomeRows {
  own: OutcomeRow[];
  earlier: OutcomeRow[];
  follow_ups: FollowUpRow[];
  earlier_follow_ups: FollowUpRow[];
  intentions: { id: string; due_on: string | null; body: string }[];
  attendance: { person_id: string; name: string; role: string; minutes: number }[];
  lifts: { lifted_at: string; name: string; reason: string }[];
}

const named = (alias: string): string => `${alias}.given_name || ' ' || ${alias}.family_name`;

const outcome = (where: string, order: string, most: number): string => `
  (SELECT coalesce(json_agg(o), '[]') FROM (
    SELECT o.id, o.session_id, coalesce(q.started_at, q.starts_at) AS session_at, o.kind, o.owner_id, ${named('p')} AS owner_name, o.due_on::text, o.state, o.version, o.body
    FROM conf.session_outcomes o JOIN sessions q ON q.id = o.session_id LEFT JOIN people p ON p.id = o.owner_id
    WHERE ${where} ORDER BY ${order} LIMIT ${most}) o)`;

const followUps = (where: string): string => `
  (SELECT coalesce(json_agg(f), '[]') FROM (
    SELECT f.session_id, f.person_id, ${named('p')} AS person_name, f.shared, f.body, f.answered_at
    FROM conf.session_followups f JOIN sessions q ON q.id = f.session_id JOIN people p ON p.id = f.person_id WHERE ${where} ORDER BY f.answered_at LIMIT 20) f)`;

/** Earlier sessions of the circle of `$2`; their open actions, and all of the one just before it. */
const before = `q.group_id = (SELECT group_id FROM sessions WHERE id = $2) AND q.status = 'ended' AND q.id <> $2
  AND coalesce(q.started_at, q.starts_at) < (SELECT coalesce(started_at, starts_at) FROM sessions WHERE id = $2)`;
const lastBefore = `(SELECT q.id FROM sessions q WHERE ${before} ORDER BY coalesce(q.started_at, q.starts_at) DESC LIMIT 1)`;
/** Whoever left the circle is not asked for anything there any more. */
const stillIn = `EXISTS (SELECT 1 FROM memberships e WHERE e.group_id = q.group_id AND e.person_id = o.owner_id AND e.ended_at IS NULL)`;

/** Inside `withActor`: row-level security leaves what someone in the session may have. */
export async function readOutcome(reads: NamedReads, personId: string, sessionId: string): Promise<SessionOutcomeRows> {
  const [found] = await reads.named<{ outcome: SessionOutcomeRows }>(
    'session-outcome',
    `SELECT json_build_object(
       'own', ${outcome('o.session_id = $2', 'o.phase, o.id', 100)},
       'earlier', ${outcome(`o.kind = 'action' AND ${before} AND ((o.state = 'open' AND (o.owner_id IS NULL OR ${stillIn})) OR o.session_id = ${lastBefore})`, 'coalesce(q.started_at, q.starts_at) DESC, o.due_on NULLS LAST, o.id', 20)},
       'follow_ups', ${followUps('f.session_id = $2')},
       'earlier_follow_ups', ${followUps(`f.shared AND f.session_id = ${lastBefore}`)},
       'intentions', (SELECT coalesce(json_agg(i), '[]') FROM (SELECT id, due_on::text, body FROM conf.own_intentions WHERE session_id = $2 AND person_id = $1 ORDER BY id) i),
       'attendance', (SELECT coalesce(json_agg(a), '[]') FROM (
          SELECT a.person_id, ${named('p')} AS name, a.role, a.minutes FROM session_attendance a JOIN people p ON p.id = a.person_id WHERE a.session_id = $2 ORDER BY p.family_name, p.given_name, p.id) a),
       'lifts', (SELECT coalesce(json_agg(l), '[]') FROM (
          SELECT l.lifted_at, ${named('p')} AS name, l.reason FROM conf.session_lifts l JOIN people p ON p.id = l.lifted_by WHERE l.session_id = $2 ORDER BY l.lifted_at) l)) AS outcome`,
    [personId, sessionId],
  );
  return found!.outcome;
}

/** When each member of a circle brought something in last: from facts, so also when the words are gone. */
export async function readTurns(reads: NamedReads, personId: string, groupId: string): Promise<{ id: string; name: string; last_at: string | null }[]> {
  return reads.named(
    'circle-turns',
    `SELECT p.id, ${named('p')} AS name, (
       SELECT max(s.ended_at) FROM session_attendance a JOIN sessions s ON s.id = a.session_id
       WHERE s.group_id = $2 AND a.person_id = p.id AND a.role = 'contributor') AS last_at
     FROM memberships m JOIN people p ON p.id = m.person_id
     WHERE m.group_id = $2 AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL
       AND EXISTS (SELECT 1 FROM memberships me WHERE me.group_id = $2 AND me.person_id = $1 AND me.role IN ('lead', 'co_lead', 'member') AND me.ended_at IS NULL AND me.suspended_at IS NULL)
     ORDER BY p.family_name, p.given_name, p.id`,
    [personId, groupId],
  );
}

export interface PeriodRow {
  days: number | null;
  chosen_at: Date | null;
  waits: boolean;
}

/** The shortest period of a circle, and whether members still have to accept it. */
export async function readPeriod(reads: NamedReads, groupId: string): Promise<PeriodRow> {
  const [row] = await reads.named<PeriodRow>(
    'case-period',
    `SELECT p.days, p.chosen_at, p.pact_version IS NULL OR EXISTS (
       SELECT 1 FROM memberships m WHERE m.group_id = $1 AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL
         AND m.pact_version < p.pact_version) AS waits
     FROM circle_periods p WHERE p.group_id = $1 ORDER BY p.days LIMIT 1`,
    [groupId],
  );
  return row ?? { days: null, chosen_at: null, waits: false };
}

/**
 * For Today, inside `withActor`: open actions of the person `$1` from their date on (without a date from a week after the
 * session), sessions in which they brought something in two to six weeks ago and have not said how it goes, and lessons that
 * wait for their approval (not who else approved).
 */
export const ownTasksSelect = `
  SELECT 'DO_ACTION' AS kind, o.id, o.session_id, s.group_id, g.name AS group_name, g.kind AS group_kind, coalesce(s.started_at, s.starts_at) AS at
  FROM conf.session_outcomes o JOIN sessions s ON s.id = o.session_id JOIN groups g ON g.id = s.group_id
  WHERE o.owner_id = $1 AND o.state = 'open' AND o.kind = 'action' AND coalesce(o.due_on, (s.ended_at AT TIME ZONE 'Europe/Amsterdam')::date + 7) <= ${todaySql}
  UNION ALL
  SELECT 'TELL_HOW_IT_GOES', s.id, s.id, s.group_id, g.name, g.kind, coalesce(s.started_at, s.starts_at)
  FROM session_attendance a JOIN sessions s ON s.id = a.session_id JOIN groups g ON g.id = s.group_id
  WHERE a.person_id = $1 AND a.role = 'contributor' AND s.frozen_at IS NULL AND s.outcome_erased_at IS NULL
    AND s.ended_at BETWEEN now() - interval '42 days' AND now() - interval '14 days'
    AND EXISTS (SELECT 1 FROM conf.session_outcomes o WHERE o.session_id = s.id AND o.owner_id = $1)
    AND NOT EXISTS (SELECT 1 FROM conf.session_followups f WHERE f.session_id = s.id AND f.person_id = $1)
  UNION ALL
  SELECT 'APPROVE_LESSON', h.id, s.id, s.group_id, g.name, g.kind, coalesce(s.started_at, s.starts_at)
  FROM conf.harvests h JOIN sessions s ON s.id = h.session_id JOIN groups g ON g.id = s.group_id
  WHERE h.status = 'approving' AND (h.contributor_ids || h.quoted_ids) @> ARRAY[$1::uuid] AND NOT h.approved_ids @> ARRAY[$1::uuid] AND s.frozen_at IS NULL AND conf.in_session(s.id)`;
