import type { ApolloCache, Reference } from '@apollo/client';
import {
  GroupNumbersFragmentDoc,
  MessageFieldsFragmentDoc,
  PersonNameFragmentDoc,
  TopicRowFragmentDoc,
  type MessageFieldsFragment,
  type ReactionKind,
  type TopicPageQuery,
  type TopicRowFragment,
} from '../../generated/graphql.js';

/** What the cache does with a fact about a conversation. Every function may be called again with the same fact. */

interface ModifierDetails {
  storeFieldName: string;
  readField: (name: string, from: Reference) => unknown;
}

const idOf = (type: 'Group' | 'Topic' | 'Message', id: string): string => `${type}:${id}`;

/** The key of a root field that is kept per id (`platform/apollo/type-policies.ts`). */
const isPage = (storeFieldName: string, field: 'topicPage' | 'groupPage', id: string): boolean =>
  storeFieldName === `${field}:${JSON.stringify({ id })}`;

interface StoredRows {
  nodes: readonly Reference[];
}

export function readMessage(cache: ApolloCache, id: string): MessageFieldsFragment | null {
  return cache.readFragment({
    id: idOf('Message', id),
    fragment: MessageFieldsFragmentDoc,
    fragmentName: 'MessageFields',
  });
}

export function readTopic(cache: ApolloCache, id: string): TopicRowFragment | null {
  return cache.readFragment({ id: idOf('Topic', id), fragment: TopicRowFragmentDoc, fragmentName: 'TopicRow' });
}

/** One field of an object, without asking for the rest of it. */
function fieldOf<Value>(cache: ApolloCache, id: string, field: string): Value | undefined {
  let found: Value | undefined;
  modify(cache, id, {
    [field]: (value) => {
      found = value as Value;
      return value;
    },
  });
  return found;
}

function modify(cache: ApolloCache, id: string, fields: Record<string, (before: unknown) => unknown>): void {
  cache.modify({ id, fields: fields as Parameters<ApolloCache['modify']>[0]['fields'] });
}

/** Looks at the stored page of one circle or conversation; what is given back takes its place. */
function visitPage(
  cache: ApolloCache,
  field: 'topicPage' | 'groupPage',
  id: string,
  visit: (page: Record<string, unknown>, readField: (name: string, from: Reference) => unknown) => unknown,
): void {
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      [field](value: unknown, { storeFieldName, readField }: ModifierDetails) {
        return isPage(storeFieldName, field, id) ? visit(value as Record<string, unknown>, readField) : value;
      },
    },
  });
}

/** Whether the list of conversations of this circle is on this device. */
export function hasTopicList(cache: ApolloCache, groupId: string): boolean {
  let found = false;
  visitPage(cache, 'groupPage', groupId, (page) => {
    found = true;
    return page;
  });
  return found;
}

/** The numbers of the first and the last message in the window on this conversation; null = there is no window here. */
export function edgesOfWindow(cache: ApolloCache, topicId: string): { first: number; last: number } | null {
  let edges: { first: number; last: number } | null = null;
  visitPage(cache, 'topicPage', topicId, (page, readField) => {
    const nodes = (page['messages'] as StoredRows | undefined)?.nodes ?? [];
    const numberOf = (node: Reference | undefined) => (node === undefined ? 0 : Number(readField('n', node) ?? 0));
    edges = { first: numberOf(nodes[0]), last: numberOf(nodes.at(-1)) };
    return page;
  });
  return edges;
}

/** The number of the last message in the window on this conversation; null = there is no window here. */
export const endOfWindow = (cache: ApolloCache, topicId: string): number | null => edgesOfWindow(cache, topicId)?.last ?? null;

/** Whether a window on this conversation is on this device. */
export const hasConversation = (cache: ApolloCache, topicId: string): boolean => endOfWindow(cache, topicId) !== null;

/** Puts a conversation that is known here in its circle's list, once. The list itself sorts by the last reply. */
export function placeTopic(cache: ApolloCache, groupId: string, topicId: string): void {
  visitPage(cache, 'groupPage', groupId, (page, readField) => {
    const topics = page['topics'] as StoredRows | undefined;
    if (!topics || topics.nodes.some((node) => readField('id', node) === topicId)) return page;
    return { ...page, topics: { ...topics, nodes: [{ __ref: idOf('Topic', topicId) }, ...topics.nodes] } };
  });
}

/** Adds a message to the window on its conversation when it touches it; a hole is never made. */
function placeMessage(cache: ApolloCache, message: Pick<MessageFieldsFragment, 'id' | 'topicId' | 'n'>): void {
  visitPage(cache, 'topicPage', message.topicId, (page, readField) => {
    const messages = page['messages'] as StoredRows | undefined;
    if (!messages || messages.nodes.some((node) => readField('id', node) === message.id)) return page;
    const last = messages.nodes.at(-1);
    const end = last === undefined ? 0 : Number(readField('n', last) ?? 0);
    if (message.n !== end + 1) return page;
    return { ...page, messages: { ...messages, nodes: [...messages.nodes, { __ref: idOf('Message', message.id) }] } };
  });
}

/**
 * Counts a message in its conversation and its circle. Numbers only grow, so a message that was counted before (by a
 * snapshot, the reply to the own mutation, or the same event) changes nothing.
 */
function countMessage(
  cache: ApolloCache,
  message: Pick<MessageFieldsFragment, 'groupId' | 'topicId' | 'n' | 'seq' | 'kind' | 'createdAt' | 'author'>,
): void {
  const decided = message.kind === 'DECISION' ? 1 : 0;
  const topicId = idOf('Topic', message.topicId);
  const counted = fieldOf<number>(cache, topicId, 'messageCount');
  if (counted !== undefined && message.n > counted) {
    writePerson(cache, message.author);
    modify(cache, topicId, {
      messageCount: () => message.n,
      decisionCount: (before) => Number(before) + decided,
      lastMessageAt: () => message.createdAt,
      lastMessageBy: () => ({ __ref: `Person:${message.author.id}` }),
    });
  }
  const groupId = idOf('Group', message.groupId);
  const lastSeq = fieldOf<number>(cache, groupId, 'lastSeq');
  if (lastSeq !== undefined && message.seq > lastSeq) {
    modify(cache, groupId, {
      lastSeq: () => message.seq,
      decisionCount: (before) => Number(before) + decided,
      lastActivityAt: () => message.createdAt,
    });
  }
}

function writePerson(cache: ApolloCache, person: MessageFieldsFragment['author']): void {
  cache.writeFragment({
    id: `Person:${person.id}`,
    fragment: PersonNameFragmentDoc,
    data: { __typename: 'Person', id: person.id, name: person.name },
  });
}

/**
 * Takes in one whole message: the reply to the own mutation, an event of an open circle, or an answer to a question.
 * Of a message that is known, the newer version stays; its reactions go their own way (`takeReaction`).
 */
export function takeMessage(cache: ApolloCache, message: MessageFieldsFragment): void {
  cache.batch({
    update: (batched) => {
      // A conversation that nobody opened here needs its numbers, not its words.
      if (hasConversation(batched, message.topicId)) {
        const known = readMessage(batched, message.id);
        if (known === null) write(batched, message);
        else if (message.version >= known.version) write(batched, { ...message, reactions: known.reactions });
        placeMessage(batched, message);
      }
      countMessage(batched, message);
      if (readTopic(batched, message.topicId) !== null) placeTopic(batched, message.groupId, message.topicId);
    },
  });
}

function write(cache: ApolloCache, message: MessageFieldsFragment): void {
  cache.writeFragment({
    id: idOf('Message', message.id),
    fragment: MessageFieldsFragmentDoc,
    fragmentName: 'MessageFields',
    data: message,
  });
}

/** An answer that was asked past the cache: the conversation, its circle's numbers, and what joins the window. */
export function takePage(cache: ApolloCache, page: TopicPageQuery['topicPage']): void {
  cache.batch({
    update: (batched) => {
      batched.writeFragment({ id: idOf('Topic', page.topic.id), fragment: TopicRowFragmentDoc, fragmentName: 'TopicRow', data: page.topic });
      batched.writeFragment({ id: idOf('Group', page.group.id), fragment: GroupNumbersFragmentDoc, fragmentName: 'GroupNumbers', data: page.group });
      for (const message of page.messages.nodes) takeMessage(batched, message);
      placeTopic(batched, page.topic.groupId, page.topic.id);
    },
  });
}

/** Only the numbers of a message whose words are not here (closed circles carry ids). */
export function takeNumbers(
  cache: ApolloCache,
  numbers: { groupId: string; topicId: string; n: number; groupSeq: number },
): void {
  cache.batch({
    update: (batched) => {
      const topicId = idOf('Topic', numbers.topicId);
      const counted = fieldOf<number>(batched, topicId, 'messageCount');
      if (counted !== undefined && numbers.n > counted) modify(batched, topicId, { messageCount: () => numbers.n });
      const groupId = idOf('Group', numbers.groupId);
      const lastSeq = fieldOf<number>(batched, groupId, 'lastSeq');
      if (lastSeq !== undefined && numbers.groupSeq > lastSeq) {
        modify(batched, groupId, { lastSeq: () => numbers.groupSeq });
      }
    },
  });
}

/** A newer version of a known message. Says whether the message is here and was older. */
export function takeVersion(
  cache: ApolloCache,
  id: string,
  change: Partial<Omit<MessageFieldsFragment, 'id' | 'version'>> & { version: number },
): boolean {
  const known = readMessage(cache, id);
  if (known === null || known.version >= change.version) return false;
  write(cache, { ...known, ...change });
  return true;
}

/** What this person may do with a message that is here, as the server says now. */
export function takeRights(cache: ApolloCache, message: Pick<MessageFieldsFragment, 'id' | 'viewerActions'>): void {
  modify(cache, idOf('Message', message.id), { viewerActions: () => message.viewerActions });
}

/** How often a reaction to a message was heard from others: an answer that left before then does not set the count. */
const heard = new Map<string, number>();
const heardKey = (messageId: string, kind: ReactionKind): string => `${messageId} ${kind}`;
export const reactionsHeard = (messageId: string, kind: ReactionKind): number => heard.get(heardKey(messageId, kind)) ?? 0;

const countField = (kind: ReactionKind): 'recognise' | 'helpful' => (kind === 'RECOGNISE' ? 'recognise' : 'helpful');

/** Sets one reaction. `count` is the number after it; without it the number moves by one when the own mark changes. */
export function takeReaction(
  cache: ApolloCache,
  fact: { messageId: string; kind: ReactionKind; on: boolean; own: boolean; count?: number; fromEvent?: boolean },
): void {
  if (fact.fromEvent) heard.set(heardKey(fact.messageId, fact.kind), reactionsHeard(fact.messageId, fact.kind) + 1);
  modify(cache, idOf('Message', fact.messageId), {
    reactions: (before) => {
      const present = before as MessageFieldsFragment['reactions'];
      const had = present.mine.includes(fact.kind);
      const others = present.mine.filter((kind) => kind !== fact.kind);
      const mine = fact.own ? (fact.on ? [...others, fact.kind] : others) : present.mine;
      const field = countField(fact.kind);
      const moved = fact.own && had !== fact.on ? (fact.on ? 1 : -1) : 0;
      return { ...present, mine, [field]: Math.max(0, fact.count ?? present[field] + moved) };
    },
  });
}

/** This person read on, here or on another device. */
export function takeRead(cache: ApolloCache, fact: { groupId: string; topicId: string; readN: number; readCount: number }): void {
  const upTo = (number: number) => (before: unknown) => Math.max(Number(before ?? 0), number);
  modify(cache, idOf('Topic', fact.topicId), { readN: upTo(fact.readN) });
  modify(cache, idOf('Group', fact.groupId), { readCount: upTo(fact.readCount) });
}

/** The title of a conversation, when the version is newer. */
export function takeTitle(cache: ApolloCache, topicId: string, title: string, version: number): void {
  const known = fieldOf<number>(cache, idOf('Topic', topicId), 'version');
  if (known === undefined || known >= version) return;
  modify(cache, idOf('Topic', topicId), { title: () => title, version: () => version });
}

/**
 * The rights on a message that came without them (events say what everyone may know). The server decided them for another
 * message of this conversation by the same kind of author; without such a message nothing is assumed.
 */
export function rightsOfAlike(
  cache: ApolloCache,
  like: { topicId: string; own: boolean; viewerId: string },
): MessageFieldsFragment['viewerActions'] | null {
  let rights: MessageFieldsFragment['viewerActions'] | null = null;
  visitPage(cache, 'topicPage', like.topicId, (page, readField) => {
    const messages = (page['messages'] as StoredRows | undefined)?.nodes ?? [];
    for (const node of messages.toReversed()) {
      const author = readField('author', node) as Reference | undefined;
      if (readField('removedBy', node) !== null || author === undefined) continue;
      if ((author.__ref === `Person:${like.viewerId}`) !== like.own) continue;
      rights = readField('viewerActions', node) as MessageFieldsFragment['viewerActions'];
      break;
    }
    return page;
  });
  return rights;
}
