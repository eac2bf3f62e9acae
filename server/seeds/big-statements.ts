/**
 * The load set as statements: PostgreSQL makes the rows itself, which is the fastest way to a million of them.
 * Chance is a hash of the row's numbers, so every run makes the same rows. `load_*` are temporary tables.
 */

/** A hash of two numbers as a whole number from 0 up to, not including, `below`. */
const chance = (what: string, salt: number, below: string): string => `((hashint8extended(${what}, ${salt}) & 9223372036854775807) % (${below}))`;
const uid = (kind: string, number: string): string => `pg_temp.load_uid('${kind}', ${number})`;
const messageNo = '(m.circle::bigint * 100000 + m.seq)';
const plain = `a.text || ' ' || b.text`;

export const prepare: string[] = [
  `SET LOCAL work_mem = '128MB'`,
  `SET LOCAL maintenance_work_mem = '256MB'`,
  `CREATE FUNCTION pg_temp.load_uid(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
     SELECT overlay(overlay(md5('kring load ' || kind || number) placing '4' from 13) placing 'a' from 17)::uuid $$`,
  `CREATE TEMP TABLE load_circles (circle int, topics int, messages int, long_topic int) ON COMMIT DROP`,
  `CREATE TEMP TABLE load_halves (i int, text text) ON COMMIT DROP`,
  `CREATE TEMP TABLE load_titles (i int, text text) ON COMMIT DROP`,
];

export const organisations = `
  INSERT INTO organisations (id, kind, parent_id, path, name) VALUES
    (${uid('organisation', '1')}, 'network', NULL, ARRAY[${uid('organisation', '1')}], 'Netwerk Meetlat'),
    (${uid('organisation', '2')}, 'region', ${uid('organisation', '1')}, ARRAY[${uid('organisation', '1')}, ${uid('organisation', '2')}], 'Regio Meetlat'),
    (${uid('organisation', '3')}, 'foundation', ${uid('organisation', '2')},
      ARRAY[${uid('organisation', '1')}, ${uid('organisation', '2')}, ${uid('organisation', '3')}], 'Stichting Meetlat')`;

/** $1 people, $2 password hash, $3 now */
export const people: { statement: string; parameters: ('people' | 'hash' | 'now')[] }[] = [
  {
    statement: `
      INSERT INTO people (id, given_name, family_name, email, introduced_at, bell_seen_at, created_at)
      SELECT ${uid('person', 'i')},
        (ARRAY['Anna','Bas','Cato','Daan','Eva','Finn','Guus','Hanna','Isa','Jip','Kees','Lotte','Mees','Noor','Otis','Puck'])[1 + i % 16],
        (ARRAY['Meerkoet','Zwaluw','Kievit','Merel','Roek','Specht','Vink','Wulp','Havik','Fuut','Sijs','Kluut','Stern'])[1 + i % 13] || ' ' || i,
        'persoon' || i || '@meetlat.example', $2, $2, $2::timestamptz - interval '400 days'
      FROM generate_series(1, $1::int) AS i`,
    parameters: ['people', 'now'],
  },
  {
    statement: `INSERT INTO credentials (person_id, password_hash) SELECT ${uid('person', 'i')}, $2 FROM generate_series(1, $1::int) AS i`,
    parameters: ['people', 'hash'],
  },
  {
    statement: `
      INSERT INTO positions (id, person_id, organisation_id, kind, from_date)
      SELECT ${uid('position', 'i')}, ${uid('person', 'i')}, ${uid('organisation', '3')}, 'teacher', $2::date - 400 FROM generate_series(1, $1::int) AS i`,
    parameters: ['people', 'now'],
  },
];

/** $1 people, $2 circles, $3 memberships of each person: evenly spaced circles from a start that differs per person */
export const members = `
  CREATE TEMP TABLE load_members ON COMMIT DROP AS
  SELECT circle, person, row_number() OVER (PARTITION BY circle ORDER BY person)::int AS k FROM (
    SELECT i AS person, (1 + (${chance('i', 11, '$2::int')} + j * ($2::int / $3::int)) % $2::int)::int AS circle
    FROM generate_series(1, $1::int) AS i, generate_series(0, $3::int - 1) AS j) AS joined`;

/**
 * Which message goes to which topic. Topics begin evenly; a message goes to one of the twenty youngest; the long topic
 * takes its share evenly over the whole circle. Reactions (`likes`) are decided here too, so that counters fit.
 */
export const messagePlan = `
  CREATE TEMP TABLE load_messages ON COMMIT DROP AS
  SELECT circle, seq, topic, row_number() OVER (PARTITION BY circle, topic ORDER BY seq)::int AS n, k, other, likes, liked, decision, mention, messages
  FROM (
    SELECT circle, seq, messages, k, 1 + (k + 1 + ${chance('(circle::bigint * 100000 + seq)', 3, 'members - 2')}) % members AS other,
      CASE WHEN ${chance('(circle::bigint * 100000 + seq)', 4, '10')} = 0 THEN 1 + ${chance('(circle::bigint * 100000 + seq)', 5, '3')} ELSE 0 END::int AS likes,
      CASE WHEN ${chance('(circle::bigint * 100000 + seq)', 6, '2')} = 0 THEN 'RECOGNISE' ELSE 'HELPFUL' END AS liked,
      ${chance('(circle::bigint * 100000 + seq)', 7, '200')} = 0 AS decision,
      ${chance('(circle::bigint * 100000 + seq)', 8, '50')} = 0 AS mention,
      CASE WHEN is_long THEN 1 WHEN base <> before THEN base
        ELSE greatest(least(base, CASE WHEN long_topic > 0 THEN 2 ELSE 1 END), base - ${chance('(circle::bigint * 100000 + seq)', 1, 'least(base, 20)')}) END::int AS topic
    FROM (
      SELECT c.circle, c.messages, c.long_topic, s AS seq, m.members,
        1 + ${chance('(c.circle::bigint * 100000 + s)', 2, 'm.members')}::int AS k,
        (s::bigint * c.long_topic / c.messages) <> ((s - 1)::bigint * c.long_topic / c.messages) AS is_long,
        ((s - s::bigint * c.long_topic / c.messages) * c.topics + c.messages - c.long_topic - 1) / (c.messages - c.long_topic) AS base,
        ((s - 1 - (s - 1)::bigint * c.long_topic / c.messages) * c.topics + c.messages - c.long_topic - 1) / (c.messages - c.long_topic) AS before
      FROM load_circles c JOIN (SELECT circle, count(*)::int AS members FROM load_members GROUP BY circle) m USING (circle),
        LATERAL generate_series(1, c.messages) AS s) AS counted) AS planned`;

export const planIndexes: string[] = [
  `CREATE INDEX ON load_messages (circle, topic, n)`,
  `CREATE INDEX ON load_members (circle, k)`,
  `ANALYZE load_messages`,
  `ANALYZE load_members`,
  `ANALYZE load_halves`,
];

const at = `$1::timestamptz - (m.circle % 600) * interval '1 minute' - interval '360 days' * (1 - m.seq::float8 / m.messages)`;
const textNode = (text: string): string => `jsonb_build_object('type', 'text', 'text', ${text})`;

/** $1 now, $2 how many halves there are, $3 and $4 the first and last circle */
export const messages = `
  INSERT INTO messages (id, group_id, topic_id, n, seq, kind, author_id, body, created_at, recognise_count, helpful_count)
  SELECT ${uid('message', messageNo)}, ${uid('circle', 'm.circle')}, ${uid('topic', '(m.circle::bigint * 100000 + m.topic)')}, m.n, m.seq,
    CASE WHEN m.decision THEN 'DECISION' ELSE 'REPLY' END, ${uid('person', 'w.person')},
    jsonb_build_object('type', 'doc', 'content', jsonb_build_array(jsonb_build_object('type', 'paragraph', 'content',
      CASE WHEN o.person IS NULL THEN jsonb_build_array(${textNode(plain)})
        ELSE jsonb_build_array(jsonb_build_object('type', 'mention', 'attrs', jsonb_build_object('id', ${uid('person', 'o.person')}, 'label', p.given_name || ' ' || p.family_name)),
          ${textNode(`' ' || ${plain}`)}) END))),
    ${at}, CASE WHEN m.liked = 'RECOGNISE' THEN m.likes ELSE 0 END, CASE WHEN m.liked = 'HELPFUL' THEN m.likes ELSE 0 END
  FROM load_messages m
  JOIN load_members w ON w.circle = m.circle AND w.k = m.k
  JOIN load_halves a ON a.i = 1 + ${chance(messageNo, 21, '$2::int')}
  JOIN load_halves b ON b.i = 1 + ${chance(messageNo, 22, '$2::int')}
  LEFT JOIN load_members o ON m.mention AND o.circle = m.circle AND o.k = m.other
  LEFT JOIN people p ON p.id = ${uid('person', 'o.person')}
  WHERE m.circle BETWEEN $3 AND $4
  ORDER BY m.circle, m.seq`;

/** $1 now */
export const afterMessages: { what: string; statement: string; now: boolean }[] = [
  {
    what: 'mentions',
    now: true,
    statement: `
      INSERT INTO mentions (message_id, person_id, group_id, at)
      SELECT ${uid('message', messageNo)}, ${uid('person', 'o.person')}, ${uid('circle', 'm.circle')}, ${at}
      FROM load_messages m JOIN load_members o ON o.circle = m.circle AND o.k = m.other WHERE m.mention`,
  },
  {
    what: 'reactions',
    now: true,
    statement: `
      INSERT INTO reactions (message_id, person_id, kind, at)
      SELECT ${uid('message', messageNo)}, ${uid('person', 'r.person')}, m.liked, ${at} + interval '3 minutes'
      FROM load_messages m
      JOIN (SELECT circle, count(*)::int AS members FROM load_members GROUP BY circle) c ON c.circle = m.circle
      CROSS JOIN LATERAL generate_series(1, m.likes) AS i
      JOIN load_members r ON r.circle = m.circle AND r.k = 1 + (m.k - 1 + i * 2) % c.members
      WHERE m.likes > 0`,
  },
  {
    what: 'topics',
    now: true,
    statement: `
      INSERT INTO topics (id, group_id, title, created_by, created_at, message_count, decision_count, last_seq, last_message_at, last_message_by, preview)
      SELECT ${uid('topic', '(t.circle::bigint * 100000 + t.topic)')}, ${uid('circle', 't.circle')},
        h.text || CASE WHEN t.circle = 2 AND t.topic = 1 THEN ' (het lange gesprek)' ELSE '' END,
        ${uid('person', 'w.person')}, ${at}, t.count, t.decisions, t.last_seq, l.created_at, l.author_id,
        left(coalesce('@' || (l.body #>> '{content,0,content,0,attrs,label}'), '') || coalesce(l.body #>> '{content,0,content,1,text}', l.body #>> '{content,0,content,0,text}'), 140)
      FROM (SELECT circle, topic, count(*)::int AS count, max(seq) AS last_seq, (count(*) FILTER (WHERE decision))::int AS decisions
            FROM load_messages GROUP BY circle, topic) t
      JOIN load_messages m ON m.circle = t.circle AND m.topic = t.topic AND m.n = 1
      JOIN load_members w ON w.circle = m.circle AND w.k = m.k
      JOIN messages l ON l.id = ${uid('message', '(t.circle::bigint * 100000 + t.last_seq)')}
      JOIN load_titles h ON h.i = 1 + ${chance('(t.circle::bigint * 100000 + t.topic)', 31, '(SELECT count(*) FROM load_titles)')}`,
  },
  {
    what: 'circles',
    now: true,
    statement: `
      INSERT INTO groups (id, kind, organisation_id, name, purpose, last_seq, member_count, decision_count, last_activity_at, created_by, created_at)
      SELECT ${uid('circle', 'c.circle')}, 'knowledge', ${uid('organisation', '2')}, 'Kring ' || c.circle, 'Een kring om mee te meten.', c.messages,
        (SELECT count(*) FROM load_members x WHERE x.circle = c.circle), (SELECT count(*) FROM load_messages d WHERE d.circle = c.circle AND d.decision),
        ${at}, ${uid('person', 'w.person')}, $1::timestamptz - interval '380 days'
      FROM load_circles c
      JOIN load_messages m ON m.circle = c.circle AND m.seq = c.messages
      JOIN load_members w ON w.circle = c.circle AND w.k = 1`,
  },
  {
    what: 'read marks: the last sixty messages of each circle',
    now: false,
    statement: `
      CREATE TEMP TABLE load_more ON COMMIT DROP AS
      SELECT c.circle, r AS away, c.topics - x AS topic, t.count,
        (SELECT count(*)::int FROM load_messages m WHERE m.circle = c.circle AND m.topic = c.topics - x AND m.seq > c.messages - r) AS more
      FROM load_circles c CROSS JOIN generate_series(0, 59) AS r CROSS JOIN generate_series(0, 1) AS x
      JOIN (SELECT circle, topic, count(*)::int AS count FROM load_messages GROUP BY circle, topic) t ON t.circle = c.circle AND t.topic = c.topics - x`,
  },
  {
    what: 'read marks: who read how far',
    now: false,
    statement: `
      CREATE TEMP TABLE load_read ON COMMIT DROP AS
      SELECT circle, person, k, ${chance('(circle::bigint * 100000 + person)', 41, '60')}::int AS away, ${chance('(circle::bigint * 100000 + person)', 42, '3')}::int AS reads
      FROM load_members`,
  },
  {
    what: 'memberships',
    now: true,
    statement: `
      INSERT INTO memberships (person_id, group_id, role, joined_at, joined_seq, read_count)
      SELECT ${uid('person', 'd.person')}, ${uid('circle', 'd.circle')}, CASE WHEN d.k = 1 THEN 'lead' ELSE 'member' END, $1::timestamptz - interval '370 days',
        c.messages - d.away, c.messages - d.away + coalesce(e.more, 0) + coalesce(f.more, 0)
      FROM load_read d JOIN load_circles c USING (circle)
      LEFT JOIN load_more e ON e.circle = d.circle AND e.away = d.away AND e.topic = c.topics AND d.reads >= 1
      LEFT JOIN load_more f ON f.circle = d.circle AND f.away = d.away AND f.topic = c.topics - 1 AND d.reads >= 2
      ORDER BY d.person, d.circle`,
  },
  {
    what: 'read marks',
    now: true,
    statement: `
      INSERT INTO topic_reads (person_id, topic_id, read_n, read_at)
      SELECT ${uid('person', 'd.person')}, ${uid('topic', '(d.circle::bigint * 100000 + e.topic)')}, e.count, $1::timestamptz - interval '5 minutes'
      FROM load_read d JOIN load_circles c USING (circle)
      JOIN load_more e ON e.circle = d.circle AND e.away = d.away AND (e.topic = c.topics AND d.reads >= 1 OR e.topic = c.topics - 1 AND d.reads >= 2)`,
  },
];
