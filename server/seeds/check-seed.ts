/** Anything that runs a statement: a `pg` client or pool, or the test harness. */
export interface Queries {
  query(sql: string): Promise<{ rows: unknown[] }>;
}

/** Every counter and rule of the seed, each as a statement that finds the rows where it does not hold. */
const checks: Record<string, string> = {
  'messages are numbered 1..n in their topic, in time order': `
    SELECT id FROM (SELECT id, n, row_number() OVER (PARTITION BY topic_id ORDER BY seq, created_at) AS must FROM messages) m WHERE n <> must`,
  'messages are numbered 1..n in their circle, in time order': `
    SELECT id FROM (SELECT id, seq, row_number() OVER (PARTITION BY group_id ORDER BY created_at, seq) AS must FROM messages) m WHERE seq <> must`,
  'a message is in the circle of its topic': `
    SELECT m.id FROM messages m JOIN topics t ON t.id = m.topic_id WHERE m.group_id <> t.group_id`,
  'counters of circles': `
    SELECT g.id FROM groups g
    LEFT JOIN (SELECT group_id, max(seq) AS last, max(created_at) AS at,
        count(*) FILTER (WHERE kind = 'DECISION' AND removed_at IS NULL) AS decisions FROM messages GROUP BY group_id) m ON m.group_id = g.id
    LEFT JOIN (SELECT group_id, count(*) AS members FROM memberships WHERE ended_at IS NULL GROUP BY group_id) s ON s.group_id = g.id
    WHERE g.last_seq <> coalesce(m.last, 0) OR g.decision_count <> coalesce(m.decisions, 0)
      OR g.member_count <> coalesce(s.members, 0) OR g.last_activity_at <> coalesce(m.at, g.last_activity_at)`,
  'counters of topics': `
    SELECT t.id FROM topics t
    LEFT JOIN (SELECT topic_id, count(*) AS messages, max(seq) AS last,
        count(*) FILTER (WHERE kind = 'DECISION' AND removed_at IS NULL) AS decisions FROM messages GROUP BY topic_id) m ON m.topic_id = t.id
    LEFT JOIN messages l ON l.topic_id = t.id AND l.n = t.message_count
    WHERE t.message_count <> coalesce(m.messages, 0) OR t.last_seq <> coalesce(m.last, 0) OR t.decision_count <> coalesce(m.decisions, 0)
      OR t.last_message_at IS DISTINCT FROM l.created_at OR t.last_message_by IS DISTINCT FROM l.author_id`,
  'read counts: what is read is what the marks say': `
    WITH base AS (
      SELECT s.person_id, t.id AS topic_id, s.joined_seq,
        (SELECT count(*) FROM messages m WHERE m.topic_id = t.id AND m.seq <= s.joined_seq) AS baseline
      FROM topic_reads r JOIN topics t ON t.id = r.topic_id
      JOIN memberships s ON s.group_id = t.group_id AND s.person_id = r.person_id
      WHERE r.person_id = s.person_id),
    moved AS (
      SELECT t.group_id, r.person_id, sum(greatest(r.read_n - b.baseline, 0)) AS more
      FROM topic_reads r JOIN topics t ON t.id = r.topic_id
      JOIN base b ON b.person_id = r.person_id AND b.topic_id = r.topic_id
      GROUP BY 1, 2)
    SELECT s.person_id FROM memberships s LEFT JOIN moved ON moved.group_id = s.group_id AND moved.person_id = s.person_id
    WHERE s.read_count <> s.joined_seq + coalesce(moved.more, 0)`,
  'nobody read more than there is, or joined later than now': `
    SELECT s.person_id FROM memberships s JOIN groups g ON g.id = s.group_id WHERE s.read_count > g.last_seq OR s.joined_seq > g.last_seq
    UNION ALL SELECT r.person_id FROM topic_reads r JOIN topics t ON t.id = r.topic_id WHERE r.read_n > t.message_count OR r.read_n < 1`,
  'only members have read marks': `
    SELECT r.person_id FROM topic_reads r JOIN topics t ON t.id = r.topic_id
    LEFT JOIN memberships s ON s.group_id = t.group_id AND s.person_id = r.person_id WHERE s.person_id IS NULL`,
  'reaction counts': `
    SELECT m.id FROM messages m LEFT JOIN (
      SELECT message_id, count(*) FILTER (WHERE kind = 'RECOGNISE') AS h, count(*) FILTER (WHERE kind = 'HELPFUL') AS i FROM reactions GROUP BY 1
    ) r ON r.message_id = m.id WHERE m.recognise_count <> coalesce(r.h, 0) OR m.helpful_count <> coalesce(r.i, 0)`,
  'who wrote, reacted or was mentioned is in the circle': `
    SELECT m.author_id FROM messages m LEFT JOIN memberships s ON s.group_id = m.group_id AND s.person_id = m.author_id WHERE s.person_id IS NULL
    UNION ALL SELECT r.person_id FROM reactions r JOIN messages m ON m.id = r.message_id
      LEFT JOIN memberships s ON s.group_id = m.group_id AND s.person_id = r.person_id WHERE s.person_id IS NULL
    UNION ALL SELECT x.person_id FROM mentions x LEFT JOIN memberships s ON s.group_id = x.group_id AND s.person_id = x.person_id
      WHERE s.person_id IS NULL OR s.ended_at IS NOT NULL`,
  'mentions are the mention nodes of open messages': `
    (SELECT m.id, (node #>> '{attrs,id}')::uuid FROM messages m, LATERAL jsonb_path_query(m.body, 'strict $.**?(@.type == "mention")') node
      EXCEPT SELECT message_id, person_id FROM mentions)
    UNION ALL
    (SELECT x.message_id, x.person_id FROM mentions x JOIN messages m ON m.id = x.message_id WHERE m.body IS NOT NULL
      EXCEPT SELECT m.id, (node #>> '{attrs,id}')::uuid FROM messages m, LATERAL jsonb_path_query(m.body, 'strict $.**?(@.type == "mention")') node)`,
  'closed circles hold nothing in plain text, open ones nothing sealed': `
    SELECT t.id FROM topics t JOIN groups g ON g.id = t.group_id
      WHERE (g.kind = 'knowledge') = (t.title IS NULL) OR (g.kind <> 'knowledge' AND t.preview IS NOT NULL)
    UNION ALL SELECT m.id FROM messages m JOIN groups g ON g.id = m.group_id
      WHERE m.removed_at IS NULL AND (g.kind = 'knowledge') = (m.body IS NULL)`,
  'a closed circle has a key': `
    SELECT g.id FROM groups g LEFT JOIN conf.keys k ON k.scope_kind = 'group' AND k.scope_id = g.id
    WHERE (g.kind <> 'knowledge') AND g.last_seq > 0 AND k.scope_id IS NULL`,
  'pacts: the last version exists, and who agreed to it is kept': `
    SELECT g.id FROM groups g LEFT JOIN group_pacts p ON p.group_id = g.id AND p.version = g.pact_version WHERE g.pact_version > 0 AND p.version IS NULL
    UNION ALL SELECT s.person_id FROM memberships s LEFT JOIN pact_acceptances a
      ON a.group_id = s.group_id AND a.person_id = s.person_id AND a.version = s.pact_version
      WHERE (s.pact_version > 0) <> (a.accepted_at IS NOT NULL) OR s.pact_accepted_at IS DISTINCT FROM a.accepted_at`,
  'nobody wrote before joining or after leaving': `
    SELECT m.id FROM messages m JOIN memberships s ON s.group_id = m.group_id AND s.person_id = m.author_id
    WHERE m.created_at < s.joined_at OR m.created_at > s.ended_at`,
  'nobody was in a session before they joined': `
    SELECT p.session_id FROM session_people p JOIN sessions x ON x.id = p.session_id JOIN memberships s ON s.group_id = x.group_id AND s.person_id = p.person_id
    WHERE x.ended_at IS NOT NULL AND s.joined_at > x.ended_at`,
  'every circle has a lead': `
    SELECT g.id FROM groups g WHERE NOT EXISTS (SELECT FROM memberships s WHERE s.group_id = g.id AND s.role = 'lead' AND s.ended_at IS NULL)`,
  'manager and managed are never in one closed circle': `
    SELECT a.group_id FROM memberships a JOIN memberships b ON b.group_id = a.group_id AND b.person_id <> a.person_id
    JOIN groups g ON g.id = a.group_id AND g.kind <> 'knowledge'
    JOIN manager_relations r ON r.manager_id = a.person_id AND r.person_id = b.person_id
      AND r.from_date <= now() AND (r.until_date IS NULL OR r.until_date > now()::date)
    WHERE a.ended_at IS NULL AND b.ended_at IS NULL`,
  'who appraises is never in one closed circle with whom they appraise': `
    WITH appraises (kind, appraised) AS (VALUES
      ('school_leader', ARRAY['starter', 'teacher', 'coach', 'workplace_mentor', 'school_educator', 'buddy', 'assistant', 'side_entrant']),
      ('hr', ARRAY['starter', 'teacher', 'school_leader', 'assistant', 'side_entrant']),
      ('board_member', ARRAY['school_leader']), ('institute_educator', ARRAY['student', 'side_entrant']))
    SELECT a.group_id FROM memberships a JOIN memberships b ON b.group_id = a.group_id AND b.person_id <> a.person_id
    JOIN groups g ON g.id = a.group_id AND g.kind <> 'knowledge'
    JOIN positions pa ON pa.person_id = a.person_id AND pa.from_date <= now() AND (pa.until_date IS NULL OR pa.until_date > now()::date)
    JOIN appraises x ON x.kind = pa.kind
    JOIN positions pb ON pb.person_id = b.person_id AND pb.kind = ANY (x.appraised) AND (pb.until_date IS NULL OR pb.until_date > now()::date)
    JOIN organisations o ON o.id = pb.organisation_id AND pa.organisation_id = ANY (o.path)
    WHERE a.ended_at IS NULL AND b.ended_at IS NULL`,
  'organisations stand in their path': `
    SELECT o.id FROM organisations o LEFT JOIN organisations p ON p.id = o.parent_id WHERE o.path <> coalesce(p.path, '{}') || o.id`,
  'everyone can sign in': `SELECT p.id FROM people p LEFT JOIN credentials c ON c.person_id = p.id WHERE c.person_id IS NULL`,
};

/**
 * Looks at every counter and rule that the seeds promise.
 * @returns one line per rule that does not hold; empty when all is well
 */
export async function checkSeed(db: Queries): Promise<string[]> {
  const problems: string[] = [];
  for (const [rule, statement] of Object.entries(checks)) {
    const { rows } = await db.query(`SELECT count(*)::int AS wrong FROM (${statement}) AS found`);
    const { wrong } = rows[0] as { wrong: number };
    if (wrong > 0) problems.push(`${rule}: ${wrong} rows do not`);
  }
  return problems;
}
