/**
 * The least that a page can cost on this database: one prepared statement whose JSON PostgreSQL makes. The same rows,
 * rights and numbers as our page, without GraphQL's type names and without what the server works out from a role.
 */
const person = (alias: string): string => `json_build_object('id', ${alias}.id, 'name', ${alias}.given_name || ' ' || ${alias}.family_name)`;

const card = `
  'id', g.id, 'kind', g.kind, 'name', g.name, 'purpose', g.purpose, 'memberCount', g.member_count, 'archivedAt', g.archived_at,
  'version', g.version, 'lastActivityAt', g.last_activity_at, 'lastSeq', g.last_seq, 'readCount', m.read_count, 'myRole', m.role,
  'pactAcceptedVersion', m.pact_version, 'organisation', json_build_object('id', o.id, 'kind', o.kind, 'name', o.name),
  'asOf', json_build_object('seq', coalesce(s.seq, 0), 'epoch', coalesce(s.epoch, 1))`;

const from = `
  FROM memberships m JOIN groups g ON g.id = m.group_id JOIN organisations o ON o.id = g.organisation_id
  LEFT JOIN realtime_stream s ON s.stream = 'group:' || g.id`;

const active = `m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL`;

const topic = `
  'id', t.id, 'title', t.title, 'createdAt', t.created_at, 'createdBy', ${person('c')}, 'messageCount', t.message_count,
  'decisionCount', t.decision_count, 'lastMessageAt', t.last_message_at, 'lastMessageBy', ${person('l')}, 'preview', t.preview,
  'version', t.version, 'readAt', r.read_at, 'readN',
  coalesce(r.read_n, CASE WHEN t.last_seq <= m.joined_seq THEN t.message_count ELSE
    (SELECT x.n FROM messages x WHERE x.topic_id = t.id AND x.seq <= m.joined_seq ORDER BY x.seq DESC LIMIT 1) END, 0)`;

const topicJoins = `
  JOIN people c ON c.id = t.created_by LEFT JOIN people l ON l.id = t.last_message_by
  LEFT JOIN topic_reads r ON r.topic_id = t.id AND r.person_id = m.person_id`;

/** $1 person, $2 circle: header, my numbers, the newest 20 conversations with starter, last writer and preview */
const circle = `
  SELECT json_build_object('group', json_build_object(${card}, 'createdAt', g.created_at, 'decisionCount', g.decision_count,
      'pactAcceptedAt', m.pact_accepted_at, 'pact', CASE WHEN p.version IS NOT NULL THEN json_build_object('version', p.version, 'text', p.text, 'createdAt', p.created_at) END),
    'topics', (SELECT json_agg(one) FROM (
      SELECT json_build_object(${topic}) AS one FROM topics t ${topicJoins}
      WHERE t.group_id = g.id ORDER BY t.last_seq DESC LIMIT 20) AS page),
    'more', (SELECT count(*) FROM (SELECT FROM topics t WHERE t.group_id = g.id LIMIT 21) AS page2) > 20)::text AS body
  ${from} LEFT JOIN group_pacts p ON p.group_id = g.id AND p.version = g.pact_version
  WHERE ${active} AND m.group_id = $2`;

/** $1 person, $2 conversation, $3 and $4: messages with $3 < n ≤ $4, with their writers */
const conversation = `
  SELECT json_build_object('group', json_build_object('id', g.id, 'lastSeq', g.last_seq, 'readCount', m.read_count, 'decisionCount', g.decision_count,
      'lastActivityAt', g.last_activity_at, 'asOf', json_build_object('seq', coalesce(s.seq, 0), 'epoch', coalesce(s.epoch, 1))),
    'topic', json_build_object(${topic}),
    'messages', (SELECT json_agg(json_build_object('id', x.id, 'n', x.n, 'seq', x.seq, 'kind', x.kind, 'author', ${person('a')}, 'body', x.body,
        'createdAt', x.created_at, 'editedAt', x.edited_at, 'removedAt', x.removed_at, 'removedBy', x.removed_by, 'version', x.version,
        'recognise', x.recognise_count, 'helpful', x.helpful_count,
        'mine', CASE WHEN x.recognise_count + x.helpful_count > 0 THEN
          (SELECT array_agg(y.kind) FROM reactions y WHERE y.message_id = x.id AND y.person_id = $1) END) ORDER BY x.n)
      FROM messages x JOIN people a ON a.id = x.author_id WHERE x.topic_id = t.id AND x.n > $3 AND x.n <= $4))::text AS body
  ${from} JOIN topics t ON t.group_id = g.id ${topicJoins}
  WHERE ${active} AND t.id = $2`;

/** $1 person: all circles with what is unread, and what waits: mentions, invitations, drafts */
const home = `
  SELECT json_build_object(
    'groups', (SELECT json_agg(json_build_object(${card}, 'pactVersion', g.pact_version) ORDER BY g.last_activity_at DESC, g.id)
      ${from} WHERE ${active} AND g.archived_at IS NULL),
    'mentions', (SELECT json_agg(json_build_object('messageId', x.id, 'topicId', x.topic_id, 'groupId', x.group_id, 'n', x.n, 'at', e.at, 'groupName', g.name,
        'kind', g.kind, 'topicTitle', t.title, 'person', ${person('a')}) ORDER BY e.at DESC)
      FROM mentions e JOIN messages x ON x.id = e.message_id AND x.removed_at IS NULL
      JOIN memberships m ON m.group_id = x.group_id AND ${active} JOIN groups g ON g.id = x.group_id
      JOIN people a ON a.id = x.author_id JOIN topics t ON t.id = x.topic_id
      LEFT JOIN topic_reads r ON r.person_id = $1 AND r.topic_id = x.topic_id
      WHERE e.person_id = $1 AND x.n > coalesce(r.read_n, 0) AND x.seq > m.joined_seq),
    'invitations', (SELECT json_agg(json_build_object('id', i.id, 'at', i.created_at, 'groupId', g.id, 'groupName', g.name, 'kind', g.kind, 'person', ${person('b')}))
      FROM invitations i JOIN groups g ON g.id = i.group_id AND g.archived_at IS NULL JOIN people b ON b.id = i.invited_by
      WHERE i.person_id = $1 AND i.answer IS NULL AND i.expires_at > now()),
    'drafts', (SELECT json_agg(d.id) FROM (SELECT id FROM conf.drafts WHERE person_id = $1 ORDER BY updated_at DESC LIMIT 6) AS d),
    'asOf', (SELECT json_build_object('seq', s.seq, 'epoch', s.epoch) FROM realtime_stream s WHERE s.stream = 'person:' || $1))::text AS body`;

/** Page → its statement. The name of a prepared statement is the page's. */
export const rawStatements = { circle, conversation, home } as const;
export type RawPage = keyof typeof rawStatements;
