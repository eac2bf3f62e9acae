import type { Tx } from '../../../platform/database/unit-of-work.js';
import { MentionEntity, MessageVersionEntity, TopicEntity } from './discussion.entities.js';

/** A text as it is kept: plain in open circles, sealed in closed ones. */
export type StoredBody = { body: object; bodySealed: null } | { body: null; bodySealed: Buffer };

export async function insertTopic(
  tx: Tx,
  row: { id: string; groupId: string; title: string | null; titleSealed: Buffer | null; createdBy: string },
): Promise<boolean> {
  const done = await tx.em
    .createQueryBuilder()
    .insert()
    .into(TopicEntity)
    .values({ ...row, createdAt: tx.now, lastMessageAt: tx.now })
    .orIgnore()
    .returning('id')
    .execute();
  return (done.raw as unknown[]).length === 1;
}

export interface TopicPlace {
  topicId: string;
  groupId: string;
  createdBy: string;
  version: number;
}

export async function findTopic(tx: Tx, topicId: string): Promise<TopicPlace | null> {
  const [row] = await tx.query<TopicPlace>(
    `SELECT id AS "topicId", group_id AS "groupId", created_by AS "createdBy", version FROM topics WHERE id = $1`,
    [topicId],
  );
  return row ?? null;
}

export interface NewMessage {
  id: string;
  groupId: string;
  topicId: string;
  authorId: string;
  kind: 'REPLY' | 'DECISION';
  stored: StoredBody;
  /** the pact that the writer's right was judged by */
  pactVersion: number;
  preview: string | null;
  previewSealed: Buffer | null;
}

/**
 * Numbers and writes a message in one statement: the rows of circle and conversation are locked in this order by
 * every poster, so numbers are gapless and no two writers wait for each other crosswise.
 * The circle is looked at again under its lock: one that was archived or got another pact meanwhile takes no message.
 * @returns its numbers, or `null` when the id exists already or the circle is not as it was: then the caller gives up, and
 * the numbers go back
 */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<{ n: number; seq: number } | null> {
  const [taken] = await tx.query(`SELECT 1 AS yes FROM messages WHERE id = $1`, [message.id]);
  if (taken) return null;
  const [row] = await tx.query<{ n: number; seq: string }>(
    `WITH g AS (
       UPDATE groups SET last_seq = last_seq + 1, last_activity_at = $9,
              decision_count = decision_count + ($5 = 'DECISION')::int
       WHERE id = $2 AND archived_at IS NULL AND pact_version = $11 RETURNING last_seq),
     t AS (
       UPDATE topics SET message_count = message_count + 1, last_seq = (SELECT last_seq FROM g), last_message_at = $9,
              last_message_by = $4, preview = $7, preview_sealed = $8,
              decision_count = decision_count + ($5 = 'DECISION')::int
       WHERE id = $3 AND (SELECT last_seq FROM g) IS NOT NULL RETURNING message_count)
     INSERT INTO messages (id, group_id, topic_id, n, seq, kind, author_id, body, body_sealed, created_at)
     SELECT $1, $2, $3, t.message_count, g.last_seq, $5, $4, $6, $10, $9 FROM g, t
     ON CONFLICT (id) DO NOTHING
     RETURNING n, seq`,
    [
      message.id,
      message.groupId,
      message.topicId,
      message.authorId,
      message.kind,
      message.stored.body === null ? null : JSON.stringify(message.stored.body),
      message.preview,
      message.previewSealed,
      tx.now,
      message.stored.bodySealed,
      message.pactVersion,
    ],
  );
  return row ? { n: row.n, seq: Number(row.seq) } : null;
}

/**
 * Moves someone's reading mark in a conversation forward, never back, and their count in the circle by as much.
 * @returns the new numbers, and whether they differ from the old ones
 */
export async function moveReadMark(
  tx: Tx,
  personId: string,
  groupId: string,
  topicId: string,
  readN: number,
): Promise<{ marks: { readN: number; readCount: number }; moved: boolean }> {
  const [row] = await tx.query<{ read_n: number; read_count: string; moved: boolean }>(
    `WITH old AS (
       SELECT coalesce(r.read_n, CASE WHEN t.last_seq <= m.joined_seq THEN t.message_count ELSE
                (SELECT x.n FROM messages x WHERE x.topic_id = t.id AND x.seq <= m.joined_seq ORDER BY x.seq DESC LIMIT 1) END, 0) AS n,
              least($4::int, t.message_count) AS wanted
       FROM memberships m JOIN topics t ON t.id = $3 AND t.group_id = m.group_id
       LEFT JOIN topic_reads r ON r.topic_id = t.id AND r.person_id = m.person_id
       WHERE m.person_id = $1 AND m.group_id = $2),
     mark AS (
       INSERT INTO topic_reads AS r (person_id, topic_id, read_n, read_at)
       SELECT $1, $3, greatest(old.n, old.wanted), $5 FROM old
       ON CONFLICT (person_id, topic_id) DO UPDATE SET read_n = greatest(r.read_n, excluded.read_n), read_at = excluded.read_at
       RETURNING read_n)
     UPDATE memberships m SET read_count = m.read_count + (SELECT mark.read_n - old.n FROM mark, old)
     WHERE m.person_id = $1 AND m.group_id = $2
     RETURNING (SELECT read_n FROM mark) AS read_n, m.read_count, (SELECT mark.read_n > old.n FROM mark, old) AS moved`,
    [personId, groupId, topicId, readN, tx.now],
  );
  return { marks: { readN: row!.read_n, readCount: Number(row!.read_count) }, moved: row!.moved };
}

/** Mentions of people who are in the circle now. @returns who was not mentioned in this message before */
export async function insertMentions(tx: Tx, messageId: string, groupId: string, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const done = await tx.em
    .createQueryBuilder()
    .insert()
    .into(MentionEntity)
    .values(personIds.map((personId) => ({ messageId, personId, groupId, at: tx.now })))
    .orIgnore()
    .returning('person_id')
    .execute();
  return (done.raw as { person_id: string }[]).map((row) => row.person_id);
}

export async function dropMentions(tx: Tx, messageId: string, keep: readonly string[]): Promise<void> {
  await tx.query(`DELETE FROM mentions WHERE message_id = $1 AND NOT (person_id = ANY($2::uuid[]))`, [messageId, [...keep]]);
}

/** Names of those among these people who are members now. */
export async function membersAmong(tx: Tx, groupId: string, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(
    `SELECT q.id, q.given_name || ' ' || q.family_name AS name FROM memberships m JOIN people q ON q.id = m.person_id
     WHERE m.group_id = $1 AND m.person_id = ANY($2::uuid[]) AND m.ended_at IS NULL AND m.suspended_at IS NULL`,
    [groupId, [...personIds]],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface LockedMessage {
  id: string;
  groupId: string;
  topicId: string;
  n: number;
  kind: 'REPLY' | 'DECISION';
  authorId: string;
  body: object | null;
  bodySealed: Buffer | null;
  createdAt: Date;
  editedAt: Date | null;
  removedAt: Date | null;
  version: number;
}

export async function findMessageGroup(tx: Tx, messageId: string): Promise<string | null> {
  const [row] = await tx.query<{ group_id: string }>(`SELECT group_id FROM messages WHERE id = $1`, [messageId]);
  return row?.group_id ?? null;
}

export async function lockMessage(tx: Tx, messageId: string): Promise<LockedMessage> {
  const [row] = await tx.query<LockedMessage>(
    `SELECT id, group_id AS "groupId", topic_id AS "topicId", n, kind, author_id AS "authorId", body, body_sealed AS "bodySealed",
            created_at AS "createdAt", edited_at AS "editedAt", removed_at AS "removedAt", version
     FROM messages WHERE id = $1 FOR NO KEY UPDATE`,
    [messageId],
  );
  return row!;
}

/** Keeps the text that is replaced, then writes the new one. @returns the new version */
export async function replaceBody(tx: Tx, message: LockedMessage, stored: StoredBody): Promise<number> {
  await tx.em.insert(MessageVersionEntity, {
    messageId: message.id,
    version: message.version,
    body: message.body,
    bodySealed: message.bodySealed,
    writtenAt: message.editedAt ?? message.createdAt,
  });
  const [row] = await tx.query<{ version: number }>(
    `UPDATE messages SET body = $3, body_sealed = $4, edited_at = $5, version = version + 1 WHERE id = $1 AND version = $2 RETURNING version`,
    [message.id, message.version, stored.body === null ? null : JSON.stringify(stored.body), stored.bodySealed, tx.now],
  );
  return row!.version;
}

/** Takes the text away for good, with its earlier versions; number and place stay. @returns the new version */
export async function eraseBody(tx: Tx, message: LockedMessage, removedBy: 'AUTHOR' | 'LEAD'): Promise<number> {
  await tx.query(`DELETE FROM message_versions WHERE message_id = $1`, [message.id]);
  await tx.query(`DELETE FROM mentions WHERE message_id = $1`, [message.id]);
  const [row] = await tx.query<{ version: number }>(
    `UPDATE messages SET body = NULL, body_sealed = NULL, removed_at = $2, removed_by = $3, version = version + 1 WHERE id = $1 RETURNING version`,
    [message.id, tx.now, removedBy],
  );
  if (message.kind === 'DECISION') {
    await tx.query(`UPDATE groups SET decision_count = decision_count - 1 WHERE id = $1`, [message.groupId]);
    await tx.query(`UPDATE topics SET decision_count = decision_count - 1 WHERE id = $1`, [message.topicId]);
  }
  return row!.version;
}

/** The preview shows the newest message; when that one changes, so does the preview. */
export async function replacePreview(tx: Tx, topicId: string, n: number, preview: string | null, sealed: Buffer | null): Promise<void> {
  await tx.query(`UPDATE topics SET preview = $3, preview_sealed = $4 WHERE id = $1 AND message_count = $2`, [topicId, n, preview, sealed]);
}

/** @returns the count of this kind after it, and whether anything changed */
export async function setReaction(
  tx: Tx,
  messageId: string,
  personId: string,
  kind: 'RECOGNISE' | 'HELPFUL',
  on: boolean,
): Promise<{ count: number; changed: boolean }> {
  const rows = on
    ? await tx.query(`INSERT INTO reactions (message_id, person_id, kind, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1 AS done`, [messageId, personId, kind, tx.now])
    : await tx.query(`DELETE FROM reactions WHERE message_id = $1 AND person_id = $2 AND kind = $3 RETURNING 1 AS done`, [messageId, personId, kind]);
  const column = kind === 'RECOGNISE' ? 'recognise_count' : 'helpful_count';
  const by = rows.length === 0 ? 0 : on ? 1 : -1;
  const [row] = await tx.query<{ count: number }>(
    `UPDATE messages SET ${column} = ${column} + $2 WHERE id = $1 RETURNING ${column} AS count`,
    [messageId, by],
  );
  return { count: row!.count, changed: rows.length > 0 };
}

/** @returns the new version, or `null` when someone renamed it first */
export async function renameTopic(tx: Tx, topicId: string, ifVersion: number, title: string | null, sealed: Buffer | null): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `UPDATE topics SET title = $3, title_sealed = $4, version = version + 1 WHERE id = $1 AND version = $2 RETURNING version`,
    [topicId, ifVersion, title, sealed],
  );
  return row?.version ?? null;
}
