import { randomUUID } from 'node:crypto';
import type { RichText } from '../../../schema/rich-text.js';
import type { Session } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';
import { nextNumber } from './builder-store.js';

/** Plain text as the editor would write it: a paragraph per line. */
export function richText(text: string): RichText {
  return { type: 'doc', content: text.split('\n').map((line) => ({ type: 'paragraph', ...(line ? { content: [{ type: 'text', text: line }] } : {}) })) };
}

export interface BuiltTopic {
  id: string;
  groupId: string;
  title: string;
  /** the message that opens the conversation */
  messageId: string;
}

/** Starts a conversation the way a person does, so closed circles are sealed and events are sent. */
export async function buildTopic(world: World, session: Session, choices: { group: { id: string }; title?: string; text?: string }): Promise<BuiltTopic> {
  const topicId = randomUUID();
  const messageId = randomUUID();
  const title = choices.title ?? `Gesprek ${nextNumber()}`;
  await world.ask(session, 'mutation StartTopic($input: StartTopicInput!) { startTopic(input: $input) { topic { id } message { id } } }', {
    input: { mutationId: randomUUID(), topicId, messageId, groupId: choices.group.id, title, body: richText(choices.text ?? 'Wie heeft hier ervaring mee?') },
  });
  return { id: topicId, groupId: choices.group.id, title, messageId };
}

export interface BuiltMessage {
  id: string;
  topicId: string;
  n: number;
  seq: number;
}

/** Posts a reply the way a person does. */
export async function buildMessage(world: World, session: Session, choices: { topic: { id: string }; text?: string; kind?: 'REPLY' | 'DECISION' }): Promise<BuiltMessage> {
  const id = randomUUID();
  const { postMessage } = await world.ask<{ postMessage: { n: number; seq: number } }>(
    session,
    'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id n seq } }',
    { input: { mutationId: randomUUID(), id, topicId: choices.topic.id, body: richText(choices.text ?? `Reactie ${nextNumber()}`), kind: choices.kind ?? 'REPLY' } },
  );
  return { id, topicId: choices.topic.id, n: postMessage.n, seq: postMessage.seq };
}
