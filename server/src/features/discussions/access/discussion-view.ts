import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { RichText } from '../../../../../schema/rich-text.js';
import type { MessageRow, TopicRow } from '../data/discussion.reads.js';
import { decideRename, type MessageCircumstances, messageRightsNow } from '../domain/message-policy.js';
import type { Sealing } from './conversation-seal.js';

/** What is known of the circle around a row, and of this person's place in it. */
export interface Inside extends Pick<MessageCircumstances, 'post' | 'role' | 'archived'> {
  groupId: string;
}

export interface TopicView {
  id: string;
  groupId: string;
  title: string;
  createdAt: string;
  createdBy: { id: string; name: string };
  messageCount: number;
  decisionCount: number;
  readN: number;
  readAt: string | null;
  lastMessageAt: string;
  lastMessageBy: { id: string; name: string } | null;
  preview: string | null;
  version: number;
  viewerActions: 'RENAME'[];
}

/** A conversation for a member whose membership the statement joined. */
export function topicView(row: TopicRow, sealing: Sealing, viewerId: string, inside: Inside): Branded<TopicView> {
  return brand('Topic', {
    id: row.topic_id,
    groupId: inside.groupId,
    title: sealing.openTitle(row.topic_id, row),
    createdAt: row.topic_created_at,
    createdBy: brand('Person', { id: row.created_by, name: row.created_by_name }),
    messageCount: row.message_count,
    decisionCount: row.topic_decision_count,
    readN: row.read_n,
    readAt: row.read_at,
    lastMessageAt: row.last_message_at,
    lastMessageBy: row.last_message_by
      ? brand('Person', { id: row.last_message_by, name: row.last_message_by_name ?? '' })
      : null,
    preview: sealing.openPreview(row.topic_id, row),
    version: row.topic_version,
    viewerActions: decideRename({ ...inside, isStarter: row.created_by === viewerId }).allow ? ['RENAME'] : [],
  });
}

export interface MessageView {
  id: string;
  groupId: string;
  topicId: string;
  n: number;
  seq: number;
  kind: string;
  author: { id: string; name: string };
  body: RichText | null;
  createdAt: string;
  editedAt: string | null;
  removedAt: string | null;
  removedBy: string | null;
  version: number;
  reactions: { recognise: number; helpful: number; mine: string[] };
  viewerActions: string[];
}

/** A message for a member whose membership the statement joined. */
export function messageView(
  row: MessageRow,
  sealing: Sealing,
  viewerId: string,
  inside: Inside,
): Branded<MessageView> {
  const removed = row.removed_at !== null;
  return brand('Message', {
    id: row.id,
    groupId: row.group_id,
    topicId: row.topic_id,
    n: row.n,
    seq: row.seq,
    kind: row.kind,
    author: brand('Person', { id: row.author_id, name: row.author_name }),
    body: removed ? null : sealing.openBody(row.id, row),
    createdAt: row.created_at,
    editedAt: row.edited_at,
    removedAt: row.removed_at,
    removedBy: row.removed_by,
    version: row.version,
    reactions: brand('Reactions', { recognise: row.recognise_count, helpful: row.helpful_count, mine: row.mine ?? [] }),
    viewerActions: messageRightsNow({ ...inside, isAuthor: row.author_id === viewerId, removed }).map((right) => right.toUpperCase()),
  });
}
