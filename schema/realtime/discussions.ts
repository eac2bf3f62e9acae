import type { RichText } from '../rich-text.js';

export type ReactionKind = 'RECOGNISE' | 'HELPFUL';
export type MessageKind = 'REPLY' | 'DECISION';

export interface PersonCardPayload {
  id: string;
  name: string;
}

/** What everyone in an open (knowledge) circle may see of a new message. */
export interface MessageContent {
  author: PersonCardPayload;
  body: RichText;
  kind: MessageKind;
  createdAt: string;
}

export interface DiscussionsEvents {
  /** stream group. `title`, `preview` and `content` only in open circles: closed circles carry ids and numbers */
  'discussions.topicStarted': { groupId: string; topicId: string; title?: string };
  'discussions.topicRenamed': { groupId: string; topicId: string; title?: string; version: number };
  'discussions.messagePosted': {
    groupId: string;
    topicId: string;
    messageId: string;
    /** number in the topic, from 1 without gaps */
    n: number;
    /** number in the circle, from 1 without gaps; unread = lastSeq − readCount */
    groupSeq: number;
    content?: MessageContent;
  };
  'discussions.messageEdited': {
    groupId: string;
    topicId: string;
    messageId: string;
    version: number;
    editedAt: string;
    body?: RichText;
  };
  'discussions.messageRemoved': {
    groupId: string;
    topicId: string;
    messageId: string;
    version: number;
    removedBy: 'AUTHOR' | 'LEAD';
    removedAt: string;
  };
  'discussions.reactionChanged': {
    groupId: string;
    topicId: string;
    messageId: string;
    personId: string;
    kind: ReactionKind;
    on: boolean;
    count: number;
  };
  /** stream person: the same person read on; `readCount` and `readN` only grow */
  'discussions.readMoved': { groupId: string; topicId: string; readN: number; readCount: number };
  'discussions.mentioned': { groupId: string; topicId: string; messageId: string };
  'discussions.bellSeen': { seenAt: string };
}
