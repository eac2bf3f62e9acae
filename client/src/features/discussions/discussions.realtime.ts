import type { DiscussionsEvents, MessageContent } from '../../../../schema/realtime/discussions.js';
import type { MessageFieldsFragment } from '../../generated/graphql.js';
import type { HandlersOf, HandlerTools } from '../../platform/realtime/handlers.js';
import {
  hasConversation,
  hasTopicList,
  readMessage,
  readTopic,
  rightsOfAlike,
  takeMessage,
  takeNumbers,
  takeReaction,
  takeRead,
  takeTitle,
  takeVersion,
} from './conversation-cache.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { refreshersOf } from './refresh.js';

type Posted = DiscussionsEvents['discussions.messagePosted'];

/** A message as everyone in an open circle may know it. Rights are not in an event: `rights` are those of a message alike. */
export function messageFromEvent(
  posted: Posted,
  content: MessageContent,
  rights: MessageFieldsFragment['viewerActions'],
): MessageFieldsFragment {
  return {
    __typename: 'Message',
    id: posted.messageId,
    groupId: posted.groupId,
    topicId: posted.topicId,
    n: posted.n,
    seq: posted.groupSeq,
    kind: content.kind,
    author: { __typename: 'Person', id: content.author.id, name: content.author.name },
    body: content.body,
    createdAt: content.createdAt,
    editedAt: null,
    removedAt: null,
    removedBy: null,
    version: 1,
    reactions: { __typename: 'Reactions', recognise: 0, helpful: 0, mine: [] },
    viewerActions: rights,
  };
}

function posted(payload: Posted, { client, cache, viewerId }: HandlerTools): void {
  const refresh = refreshersOf(client);
  if (payload.content === undefined) {
    // The author has it already from the reply to the own mutation.
    const known = readMessage(cache, payload.messageId) !== null;
    takeNumbers(cache, payload);
    if (!known && (hasConversation(cache, payload.topicId) || hasTopicList(cache, payload.groupId))) refresh.topic(payload.topicId);
    return;
  }
  const own = payload.content.author.id === viewerId;
  const rights = rightsOfAlike(cache, { topicId: payload.topicId, own, viewerId });
  const isNew = readMessage(cache, payload.messageId) === null;
  takeMessage(cache, messageFromEvent(payload, payload.content, rights ?? []));
  if (readTopic(cache, payload.topicId) === null) {
    if (hasTopicList(cache, payload.groupId)) refresh.topic(payload.topicId);
  } else if (rights === null && isNew && hasConversation(cache, payload.topicId)) refresh.rights(payload.messageId);
}

/** What events of conversations do to the cache. */
export const discussionsHandlers = {
  'discussions.topicStarted': ({ payload }, { client, cache }) => {
    if (readTopic(cache, payload.topicId) === null && hasTopicList(cache, payload.groupId)) refreshersOf(client).topic(payload.topicId);
  },

  'discussions.topicRenamed': ({ payload }, { client, cache }) => {
    const known = readTopic(cache, payload.topicId);
    if (known === null || known.version >= payload.version) return;
    if (payload.title === undefined) refreshersOf(client).topic(payload.topicId);
    else takeTitle(cache, payload.topicId, payload.title, payload.version);
  },

  'discussions.messagePosted': ({ payload }, tools) => posted(payload, tools),

  'discussions.messageEdited': ({ payload }, { client, cache }) => {
    const known = readMessage(cache, payload.messageId);
    if (known === null || known.version >= payload.version) return;
    if (payload.body === undefined) refreshersOf(client).message(payload.messageId);
    else takeVersion(cache, payload.messageId, { body: payload.body, editedAt: payload.editedAt, version: payload.version });
    askAgain(client, 'MessageHistory');
  },

  'discussions.messageRemoved': ({ payload }, { client, cache }) => {
    const known = readMessage(cache, payload.messageId);
    const changed = takeVersion(cache, payload.messageId, {
      body: null,
      removedBy: payload.removedBy,
      removedAt: payload.removedAt,
      viewerActions: [],
      version: payload.version,
    });
    if (changed && known?.kind === 'DECISION') refreshersOf(client).topic(payload.topicId);
    askAgain(client, 'Decisions');
  },

  'discussions.reactionChanged': ({ payload }, { cache, viewerId }) =>
    takeReaction(cache, {
      messageId: payload.messageId,
      kind: payload.kind,
      on: payload.on,
      own: payload.personId === viewerId,
      count: payload.count,
      fromEvent: true,
    }),

  'discussions.readMoved': ({ payload }, { cache }) => takeRead(cache, payload),

  'discussions.mentioned': (_event, { client }) => askAgain(client, 'Bell', 'Home'),

  'discussions.bellSeen': (_event, { client }) => askAgain(client, 'Bell'),
} satisfies HandlersOf<DiscussionsEvents>;
