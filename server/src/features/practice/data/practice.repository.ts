import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';

export type PracticeRole = 'facilitator' | 'participant' | 'contributor';

/** A session that is not over and in which simulated people play. */
export interface OpenPractice {
  sessionId: string;
  method: string;
  visitorId: string | null;
  role: PracticeRole;
  simulated: string[];
  seed: string;
  /** epoch milliseconds of the database's clock */
  playsUntil: number;
}

const open = `s.status IN ('planned', 'lobby', 'running')`;

/** All of them; after a restart they go on. */
export async function readOpenPractices(reads: NamedReads, ids: readonly string[] | null): Promise<OpenPractice[]> {
  return reads.named<OpenPractice>(
    'open-practices',
    `SELECT p.session_id AS "sessionId", s.method_key AS method, p.visitor_id AS "visitorId", p.role, p.simulated, p.seed,
       (extract(epoch FROM p.plays_until) * 1000)::float8 AS "playsUntil"
     FROM practice_sessions p JOIN sessions s ON s.id = p.session_id WHERE ${open} AND ($1::uuid[] IS NULL OR s.id = ANY ($1)) ORDER BY s.starts_at, s.id`,
    [ids],
  );
}

/** One at a time counts how many there are. */
export async function countOpenPractices(tx: Tx): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('practice_sessions', 0))`);
  const [row] = await tx.query<{ open: number }>(`SELECT count(*)::int AS open FROM practice_sessions p JOIN sessions s ON s.id = p.session_id WHERE ${open}`);
  return row!.open;
}

/** The circle in which this person practised before, where they are still in it. */
export async function findPracticeCircle(tx: Tx, personId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT s.group_id AS id FROM practice_sessions p JOIN sessions s ON s.id = p.session_id
     JOIN groups g ON g.id = s.group_id AND g.archived_at IS NULL
     JOIN memberships m ON m.group_id = g.id AND m.person_id = p.visitor_id AND m.ended_at IS NULL AND m.suspended_at IS NULL
     WHERE p.visitor_id = $1 ORDER BY s.created_at DESC LIMIT 1`,
    [personId],
  );
  return row?.id ?? null;
}

/** Members of a circle besides this person, in the order in which they came. */
export async function findColleagues(tx: Tx, groupId: string, personId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT person_id AS id FROM memberships WHERE group_id = $1 AND person_id <> $2 AND ended_at IS NULL AND suspended_at IS NULL AND role IN ('lead', 'co_lead', 'member')
     ORDER BY (role = 'lead') DESC, md5($1::text || person_id::text)`,
    [groupId, personId],
  );
  return rows.map(({ id }) => id);
}

/** Who can be simulated: they work in schools, and nobody can sign in as them with one click. The same for the same person. */
export async function findCandidates(tx: Tx, personId: string, most: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT p.id FROM people p
     WHERE p.status = 'active' AND p.id <> $1
       AND NOT EXISTS (SELECT FROM installation i, jsonb_array_elements(i.value) face WHERE i.key = 'demoPeople' AND face ->> 'personId' = p.id::text)
       AND EXISTS (SELECT FROM positions o WHERE o.person_id = p.id AND o.kind IN ('starter', 'teacher', 'workplace_mentor')
         AND o.from_date <= current_date AND (o.until_date IS NULL OR o.until_date > current_date))
     ORDER BY md5($1::text || p.id::text) LIMIT $2`,
    [personId, most],
  );
  return rows.map(({ id }) => id);
}

/** Where this person works, or else the first organisation there is. */
export async function findOrganisation(tx: Tx, personId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT o.id FROM organisations o LEFT JOIN positions p ON p.organisation_id = o.id AND p.person_id = $1
       AND p.from_date <= current_date AND (p.until_date IS NULL OR p.until_date > current_date)
     ORDER BY (p.id IS NULL), o.id LIMIT 1`,
    [personId],
  );
  return row?.id ?? null;
}

export async function insertPractice(
  tx: Tx,
  practice: { sessionId: string; visitorId: string | null; role: PracticeRole; simulated: readonly string[]; seed: string; playsUntil: Date },
): Promise<void> {
  const { sessionId, visitorId, role, simulated, seed, playsUntil } = practice;
  await tx.query(`INSERT INTO practice_sessions (session_id, visitor_id, role, simulated, seed, plays_until) VALUES ($1, $2, $3, $4::uuid[], $5, $6)`, [
    sessionId, visitorId, role, simulated, seed, playsUntil,
  ]);
}

/** Who begins anew is done with what they practised before. */
export async function endEarlierPractices(tx: Tx, visitorId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE practice_sessions p SET plays_until = least(plays_until, $2) FROM sessions s
     WHERE s.id = p.session_id AND p.visitor_id = $1 AND ${open} RETURNING s.id`,
    [visitorId, tx.now],
  );
  return rows.map(({ id }) => id);
}

export interface RunningNowCircle {
  groupId: string;
  members: number;
  /** members whom nobody can enter with one click */
  simulated: string[];
  /** one for whoever comes by is open */
  runs: boolean;
  /** how many practices are open in the installation */
  open: number;
}

/** The circle that the demo region names for the session that runs now. */
export async function findRunningNowCircle(reads: NamedReads): Promise<RunningNowCircle | null> {
  const [row] = await reads.named<RunningNowCircle>(
    'running-now-circle',
    `SELECT g.id AS "groupId", count(m.person_id)::int AS members,
       coalesce(array_agg(m.person_id ORDER BY md5(m.person_id::text)) FILTER (WHERE m.role = 'member' AND NOT EXISTS (
         SELECT FROM installation f, jsonb_array_elements(f.value) face WHERE f.key = 'demoPeople' AND face ->> 'personId' = m.person_id::text)), '{}') AS simulated,
       (SELECT count(*)::int FROM practice_sessions p JOIN sessions s ON s.id = p.session_id WHERE ${open}) AS open,
       EXISTS (SELECT FROM practice_sessions p JOIN sessions s ON s.id = p.session_id WHERE p.visitor_id IS NULL AND ${open}) AS runs
     FROM installation i JOIN groups g ON g.id::text = i.value #>> '{}' AND g.archived_at IS NULL
     JOIN memberships m ON m.group_id = g.id AND m.ended_at IS NULL AND m.suspended_at IS NULL AND m.role IN ('lead', 'co_lead', 'member')
     WHERE i.key = 'demoCircleNow' GROUP BY g.id`,
    [],
  );
  return row ?? null;
}
