import type { NamedReads } from '../../../platform/database/reads.js';

/** The circle's columns and joins come from the feature that owns them: `$1` is the person. */
export interface GroupSql {
  columns: string;
  joins: string;
  active: string;
}

export interface TopicRow {
  topic_id: string | null;
  title: string | null;
  title_sealed: Buffer | null;
  topic_created_at: Date;
  created_by: string;
  created_by_name: string;
  message_count: number;
  topic_decision_count: number;
  topic_last_seq: string;
  last_message_at: Date;
  last_message_by: string | null;
  last_message_by_name: string | null;
  preview: string | null;
  preview_sealed: Buffer | null;
  topic_version: number;
  read_n: number;
  read_at: Date | null;
}

const topicColumns = `
  t.id AS topic_id, t.title, t.title_sealed, t.created_at AS topic_created_at, t.created_by,
  c.given_name || ' ' || c.family_name AS created_by_name, t.message_count, t.decision_count AS topic_decision_count,
  t.last_seq AS topic_last_seq, t.last_message_at, t.last_message_by,
  l.given_name || ' ' || l.family_name AS last_message_by_name, t.preview, t.preview_sealed, t.version AS topic_version`;

/** What was there before this person joined counts as read, without a row per topic. */
const readN = `
  coalesce(r.read_n, CASE WHEN t.last_seq <= m.joined_seq THEN t.message_count ELSE
    (SELECT x.n FROM messages x WHERE x.topic_id = t.id AND x.seq <= m.joined_seq ORDER BY x.seq DESC LIMIT 1) END, 0) AS read_n,
  r.read_at`;

/** The page of a circle: header, my numbers and conversations, newest first, in one statement. */
export async function readGroupPage<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  groupId: string,
  first: number,
  before: number | null,
): Promise<(Group & TopicRow)[]> {
  return reads.named<Group & TopicRow>(
    'group-page',
    `SELECT ${group.columns}, t.*
     ${group.joins}
     LEFT JOIN LATERAL (
       SELECT ${topicColumns}, ${readN}
       FROM topics t
       JOIN people c ON c.id = t.created_by
       LEFT JOIN people l ON l.id = t.last_message_by
       LEFT JOIN topic_reads r ON r.topic_id = t.id AND r.person_id = m.person_id
       WHERE t.group_id = g.id AND ($4::bigint IS NULL OR t.last_seq < $4)
       ORDER BY t.last_seq DESC LIMIT $3) t ON true
     WHERE ${group.active} AND m.group_id = $2
     ORDER BY t.topic_last_seq DESC`,
    [personId, groupId, first + 1, before],
  );
}

/** One conversation with its circle, for someone inside. */
export async function readTopic<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  topicId: string,
): Promise<(Group & TopicRow) | null> {
  const rows = await reads.named<Group & TopicRow>(
    'topic',
    `SELECT ${group.columns}, ${topicColumns}, ${readN}
     ${group.joins}
     JOIN topics t ON t.group_id = g.id
     JOIN people c ON c.id = t.created_by
     LEFT JOIN people l ON l.id = t.last_message_by
     LEFT JOIN topic_reads r ON r.topic_id = t.id AND r.person_id = m.person_id
     WHERE ${group.active} AND t.id = $2`,
    [personId, topicId],
  );
  return rows[0] ?? null;
}

export interface MessageRow {
  id: string;
  group_id: string;
  topic_id: string;
  n: number;
  seq: string;
  kind: 'REPLY' | 'DECISION';
  author_id: string;
  author_name: string;
  body: object | null;
  body_sealed: Buffer | null;
  created_at: Date;
  edited_at: Date | null;
  removed_at: Date | null;
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

/** Messages of one conversation with `from < n ≤ to`. The door has checked the circle; the statement checks it again. */
export async function readMessages(
  reads: NamedReads,
  personId: string,
  topicId: string,
  from: number,
  to: number,
): Promise<MessageRow[]> {
  return reads.named<MessageRow>(
    'messages-of-topic',
    `SELECT ${messageColumns}
     FROM messages x JOIN people a ON a.id = x.author_id
     WHERE x.topic_id = $2 AND x.n > $3 AND x.n <= $4
       AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = x.group_id AND m.person_id = $1
                   AND m.ended_at IS NULL AND m.suspended_at IS NULL)
     ORDER BY x.n`,
    [personId, topicId, from, to],
  );
}

/** One message with its circle, for someone inside. */
export async function readMessage<Group extends object>(
  reads: NamedReads,
  group: GroupSql,
  personId: string,
  messageId: string,
): Promise<{ group: Group; message: MessageRow } | null> {
  const found = await reads.named<MessageRow>(
    'message',
    `SELECT ${messageColumns}
     FROM messages x JOIN people a ON a.id = x.author_id
     JOIN memberships m ON m.group_id = x.group_id AND ${group.active}
     WHERE x.id = $2`,
    [personId, messageId],
  );
  const message = found[0];
  if (!message) return null;
  const [row] = await reads.named<Group>(
    'group-of-message',
    `SELECT ${group.columns} ${group.joins} WHERE ${group.active} AND m.group_id = $2`,
    [personId, message.group_id],
  );
  return row ? { group: row, message } : null;
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

export type DecisionRow = MessageRow & { title: string | null; title_sealed: Buffer | null };

/** Decisions of a circle, newest first. */
export async function readDecisions(
  reads: NamedReads,
  personId: string,
  groupId: string,
  first: number,
  before: number | null,
): Promise<DecisionRow[]> {
  return reads.named<DecisionRow>(
    'decisions',
    `SELECT ${messageColumns}, t.title, t.title_sealed
     FROM messages x JOIN people a ON a.id = x.author_id JOIN topics t ON t.id = x.topic_id
     WHERE x.group_id = $2 AND x.kind = 'DECISION' AND x.removed_at IS NULL AND ($4::bigint IS NULL OR x.seq < $4)
       AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = x.group_id AND m.person_id = $1
                   AND m.ended_at IS NULL AND m.suspended_at IS NULL)
     ORDER BY x.seq DESC LIMIT $3`,
    [personId, groupId, first + 1, before],
  );
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
