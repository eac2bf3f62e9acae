import type { NamedReads } from '../../../platform/database/reads.js';

/** The circle's columns and joins come from the feature that owns them: `$1` is the person. */
export interface GroupSql {
  columns: string;
  joins: string;
  active: string;
}

/** Sealed columns are hexadecimal in JSON (`\\x…`), moments are the texts of PostgreSQL. */
export interface TopicRow {
  topic_id: string;
  title: string | null;
  title_sealed: string | null;
  topic_created_at: string;
  created_by: string;
  created_by_name: string;
  message_count: number;
  topic_decision_count: number;
  topic_last_seq: number;
  last_message_at: string;
  last_message_by: string | null;
  last_message_by_name: string | null;
  preview: string | null;
  preview_sealed: string | null;
  topic_version: number;
  read_n: number;
  read_at: string | null;
}

const topicColumns = `
  t.id AS topic_id, t.title, t.title_sealed, t.created_at AS topic_created_at, t.created_by,
  c.given_name || ' ' || c.family_name AS created_by_name, t.message_count, t.decision_count AS topic_decision_count,
  t.last_seq AS topic_last_seq, t.last_message_at, t.last_message_by,
  l.given_name || ' ' || l.family_name AS last_message_by_name, t.preview, t.preview_sealed, t.version AS topic_version`;

const topicJoins = `
  JOIN people c ON c.id = t.created_by
  LEFT JOIN people l ON l.id = t.last_message_by
  LEFT JOIN topic_reads r ON r.topic_id = t.id AND r.person_id = m.person_id`;

/** What was there before this person joined counts as read, without a row per topic. */
const readN = `
  coalesce(r.read_n, CASE WHEN t.last_seq <= m.joined_seq THEN t.message_count ELSE
    (SELECT x.n FROM messages x WHERE x.topic_id = t.id AND x.seq <= m.joined_seq ORDER BY x.seq DESC LIMIT 1) END, 0)`;

const headOf = (group: GroupSql): string => `(SELECT row_to_json(h) FROM (SELECT ${group.columns}) AS h) AS head`;

/** The page of a circle: header, my numbers and conversations, newest first, in one statement; null outside the circle. */
export async function readGroupPage<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  groupId: string,
  first: number,
  before: number | null,
): Promise<{ head: Group; topics: TopicRow[] } | null> {
  const [page] = await reads.named<{ head: Group; topics: TopicRow[] }>(
    'group-page',
    `SELECT ${headOf(group)},
       (SELECT coalesce(json_agg(t), '[]') FROM (
          SELECT ${topicColumns}, ${readN} AS read_n, r.read_at
          FROM topics t ${topicJoins}
          WHERE t.group_id = g.id AND ($4::bigint IS NULL OR t.last_seq < $4)
          ORDER BY t.last_seq DESC LIMIT $3) AS t) AS topics
     ${group.joins}
     WHERE ${group.active} AND m.group_id = $2`,
    [personId, groupId, first + 1, before],
  );
  return page ?? null;
}

/** One conversation with its circle, for someone inside. */
export async function readTopic<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  topicId: string,
): Promise<{ head: Group; topic: TopicRow } | null> {
  const [found] = await reads.named<{ head: Group; topic: TopicRow }>(
    'topic',
    `SELECT ${headOf(group)}, (SELECT row_to_json(o) FROM (SELECT ${topicColumns}, ${readN} AS read_n, r.read_at) AS o) AS topic
     ${group.joins} JOIN topics t ON t.group_id = g.id ${topicJoins}
     WHERE ${group.active} AND t.id = $2`,
    [personId, topicId],
  );
  return found ?? null;
}

export interface MessageRow {
  id: string;
  group_id: string;
  topic_id: string;
  n: number;
  seq: number;
  kind: 'REPLY' | 'DECISION';
  author_id: string;
  author_name: string;
  body: object | null;
  body_sealed: string | null;
  created_at: string;
  edited_at: string | null;
  removed_at: string | null;
  removed_by: string | null;
  recognise_count: number;
  helpful_count: number;
  version: number;
  mine: string[] | null;
}

const messageColumns = `
  x.id, x.group_id, x.topic_id, x.n, x.seq, x.kind, x.author_id, a.given_name || ' ' || a.family_name AS author_name,
  x.body, x.body_sealed, x.created_at, x.edited_at, x.removed_at, x.removed_by, x.recognise_count, x.helpful_count, x.version,
  CASE WHEN x.recognise_count + x.helpful_count > 0 THEN
    (SELECT array_agg(y.kind) FROM reactions y WHERE y.message_id = x.id AND y.person_id = $1) END AS mine`;

/** The page that the statement fetches by itself: a range, or (`from` null) `size` messages at the end or `leadIn` before the first unread. */
export interface TopicWindow {
  from: number | null;
  to: number | null;
  size: number;
  /** null: the newest page, whatever was read */
  leadIn: number | null;
}

/** One conversation with its circle and a page of messages, in one statement; null outside the circle. */
export async function readTopicPage<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  topicId: string,
  window: TopicWindow,
): Promise<{ head: Group; topic: TopicRow; messages: MessageRow[] } | null> {
  const [page] = await reads.named<{ head: Group; topic: TopicRow; messages: MessageRow[] }>(
    'topic-page',
    `SELECT ${headOf(group)},
       (SELECT row_to_json(o) FROM (SELECT ${topicColumns}, mark.read_n, r.read_at) AS o) AS topic,
       (SELECT coalesce(json_agg(x), '[]') FROM (
          SELECT ${messageColumns}
          FROM messages x JOIN people a ON a.id = x.author_id
          WHERE x.topic_id = t.id AND x.n > page.start AND x.n <= coalesce($4::int, page.start + $5::int)
          ORDER BY x.n) AS x) AS messages
     ${group.joins} JOIN topics t ON t.group_id = g.id ${topicJoins}
     CROSS JOIN LATERAL (SELECT ${readN} AS read_n) AS mark
     CROSS JOIN LATERAL (SELECT coalesce($3::int, greatest(0, least(t.message_count - $5::int, mark.read_n - $6::int))) AS start) AS page
     WHERE ${group.active} AND t.id = $2`,
    [personId, topicId, window.from, window.to, window.size, window.leadIn],
  );
  return page ?? null;
}

/** Messages of one conversation with `from < n ≤ to`. The door has checked the circle; the statement checks it again. */
export async function readMessages(
  reads: NamedReads,
  personId: string,
  topicId: string,
  from: number,
  to: number,
): Promise<MessageRow[]> {
  const [found] = await reads.named<{ messages: MessageRow[] }>(
    'messages-of-topic',
    `SELECT coalesce(json_agg(x), '[]') AS messages FROM (
       SELECT ${messageColumns}
       FROM messages x JOIN people a ON a.id = x.author_id
       WHERE x.topic_id = $2 AND x.n > $3 AND x.n <= $4
         AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = x.group_id AND m.person_id = $1
                     AND m.ended_at IS NULL AND m.suspended_at IS NULL)
       ORDER BY x.n) AS x`,
    [personId, topicId, from, to],
  );
  return found!.messages;
}

/** One message with its circle, for someone inside. */
export async function readMessage<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  messageId: string,
): Promise<{ group: Group; message: MessageRow } | null> {
  const [found] = await reads.named<{ group: Group; message: MessageRow }>(
    'message',
    `SELECT (SELECT row_to_json(h) FROM (SELECT ${group.columns}) AS h) AS group,
       (SELECT row_to_json(o) FROM (SELECT ${messageColumns}) AS o) AS message
     ${group.joins}
     JOIN messages x ON x.group_id = g.id JOIN people a ON a.id = x.author_id
     WHERE ${group.active} AND x.id = $2`,
    [personId, messageId],
  );
  return found ?? null;
}

export interface VersionRow {
  message_id: string;
  version: number;
  body: object | null;
  body_sealed: Buffer | null;
  written_at: Date;
}

/** Earlier texts of one message, oldest first. */
export async function readVersions(reads: NamedReads, messageId: string): Promise<VersionRow[]> {
  return reads.named<VersionRow>(
    'message-versions',
    `SELECT message_id, version, body, body_sealed, written_at FROM message_versions WHERE message_id = $1 ORDER BY version LIMIT 100`,
    [messageId],
  );
}

export type DecisionRow = MessageRow & { title: string | null; title_sealed: string | null };

/** Decisions of a circle, newest first. */
export async function readDecisions(
  reads: NamedReads,
  personId: string,
  groupId: string,
  first: number,
  before: number | null,
): Promise<DecisionRow[]> {
  const [found] = await reads.named<{ decisions: DecisionRow[] }>(
    'decisions',
    `SELECT coalesce(json_agg(x), '[]') AS decisions FROM (
       SELECT ${messageColumns}, t.title, t.title_sealed
       FROM messages x JOIN people a ON a.id = x.author_id JOIN topics t ON t.id = x.topic_id
       WHERE x.group_id = $2 AND x.kind = 'DECISION' AND x.removed_at IS NULL AND ($4::bigint IS NULL OR x.seq < $4)
         AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = x.group_id AND m.person_id = $1
                     AND m.ended_at IS NULL AND m.suspended_at IS NULL)
       ORDER BY x.seq DESC LIMIT $3) AS x`,
    [personId, groupId, first + 1, before],
  );
  return found!.decisions;
}

export interface LabelRow {
  topic_id: string;
  group_id: string;
  kind: string;
  title: string | null;
  title_sealed: Buffer | null;
}

/** Titles of conversations in circles of this person; those of others are left out. */
export async function readTopicLabels(reads: NamedReads, personId: string, topicIds: readonly string[]): Promise<LabelRow[]> {
  return reads.named<LabelRow>(
    'topic-labels',
    `SELECT t.id AS topic_id, t.group_id, g.kind, t.title, t.title_sealed
     FROM topics t JOIN groups g ON g.id = t.group_id
     JOIN memberships m ON m.group_id = g.id AND m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL
     WHERE t.id = ANY($2::uuid[])`,
    [personId, [...topicIds]],
  );
}

/** Names of circles of this person; those of others are left out. */
export async function readGroupLabels(reads: NamedReads, personId: string, groupIds: readonly string[]) {
  return reads.named<{ id: string; name: string }>(
    'group-labels',
    `SELECT g.id, g.name FROM groups g
     JOIN memberships m ON m.group_id = g.id AND m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL
     WHERE g.id = ANY($2::uuid[])`,
    [personId, [...groupIds]],
  );
}
