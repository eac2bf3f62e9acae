import type { MessageContent, ReactionKind } from '../../../../../schema/realtime/discussions.js';
import type { RichText } from '../../../../../schema/rich-text.js';
import { groupStream, personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

interface Place {
  groupId: string;
  topicId: string;
  /** closed circles: events carry ids and numbers, nothing else (decisions 11) */
  closed: boolean;
}

/** Facts of conversations → events and their streams. */
export const discussionsRealtime = {
  topicStarted: (at: Place, title: string): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.topicStarted',
    payload: { groupId: at.groupId, topicId: at.topicId, ...(at.closed ? {} : { title }) },
  }),
  topicRenamed: (at: Place, title: string, version: number): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.topicRenamed',
    payload: { groupId: at.groupId, topicId: at.topicId, version, ...(at.closed ? {} : { title }) },
  }),
  messagePosted: (at: Place, messageId: string, n: number, groupSeq: number, content: MessageContent): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.messagePosted',
    payload: { groupId: at.groupId, topicId: at.topicId, messageId, n, groupSeq, ...(at.closed ? {} : { content }) },
  }),
  messageEdited: (at: Place, messageId: string, version: number, editedAt: Date, body: RichText): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.messageEdited',
    payload: {
      groupId: at.groupId,
      topicId: at.topicId,
      messageId,
      version,
      editedAt: editedAt.toISOString(),
      ...(at.closed ? {} : { body }),
    },
  }),
  messageRemoved: (at: Place, messageId: string, version: number, removed: { by: 'AUTHOR' | 'LEAD'; at: Date }): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.messageRemoved',
    payload: { groupId: at.groupId, topicId: at.topicId, messageId, version, removedBy: removed.by, removedAt: removed.at.toISOString() },
  }),
  reactionChanged: (
    at: Place,
    messageId: string,
    personId: string,
    reaction: { kind: ReactionKind; on: boolean; count: number },
  ): StreamFact => ({
    stream: groupStream(at.groupId),
    type: 'discussions.reactionChanged',
    payload: { groupId: at.groupId, topicId: at.topicId, messageId, personId, ...reaction },
  }),
  readMoved: (at: Place, personId: string, marks: { readN: number; readCount: number }): StreamFact => ({
    stream: personStream(personId),
    type: 'discussions.readMoved',
    payload: { groupId: at.groupId, topicId: at.topicId, ...marks },
  }),
  mentioned: (at: Place, personId: string, messageId: string): StreamFact => ({
    stream: personStream(personId),
    type: 'discussions.mentioned',
    payload: { groupId: at.groupId, topicId: at.topicId, messageId },
  }),
};
