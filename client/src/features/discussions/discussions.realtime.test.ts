import { beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import type { ApolloClient } from '@apollo/client';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import { GroupPageDocument, TopicPageDocument } from '../../generated/graphql.js';
import { createClient } from '../../platform/apollo/create-client.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { dispatch, type EventHandlers } from '../../platform/realtime/handlers.js';
import { fromPlainText } from '../../ui/rich-text/rich-text-document.js';
import { groupsHandlers } from '../groups/groups.realtime.js';
import { goneGroups } from '../groups/gone-groups.js';
import { takeMessage, takeReaction } from './conversation-cache.js';
import { discussionsHandlers } from './discussions.realtime.js';
import { groupId, people, TestWorld, topicId, viewer } from './test-world.js';

const handlers = { ...discussionsHandlers, ...groupsHandlers } as unknown as EventHandlers;

async function open(world: TestWorld): Promise<ApolloClient> {
  const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating: world.link() });
  await client.query({ query: GroupPageDocument, variables: { id: groupId, first: 30 } });
  await client.query({ query: TopicPageDocument, variables: { id: topicId } });
  return client;
}

const byLast = (a: { lastMessageAt: string }, b: { lastMessageAt: string }): number => Date.parse(b.lastMessageAt) - Date.parse(a.lastMessageAt);
/** What the screens read, without what only says when it was read. */
function seen(client: ApolloClient) {
  const group = client.readQuery({ query: GroupPageDocument, variables: { id: groupId, first: 30 } });
  const topic = client.readQuery({ query: TopicPageDocument, variables: { id: topicId } });
  const without = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'asOf' || key === 'pageInfo' || key === 'readAt' ? undefined : item)));
  return without({
    group: group?.groupPage.group,
    topics: [...(group?.groupPage.topics.nodes ?? [])].sort(byLast),
    topic: topic?.topicPage.topic,
    messages: topic?.topicPage.messages.nodes,
  });
}
const tell = (client: ApolloClient, ...events: EventEnvelope[]): void => {
  for (const event of events) dispatch(handlers, event, { client, cache: client.cache, viewerId: viewer.id });
};

/** Cache before + events = cache from a fresh question; and the same when every event comes twice. */
async function expectParity(world: TestWorld, act: (world: TestWorld) => EventEnvelope[]): Promise<void> {
  const client = await open(world);
  const events = act(world);
  tell(client, ...events);
  const fresh = seen(await open(world));
  await waitFor(() => expect(seen(client)).toEqual(fresh));
  tell(client, ...events);
  expect(seen(client)).toEqual(fresh);
}

describe.each([
  ['open', false],
  ['closed', true],
])('event parity in an %s circle', (_kind, closed) => {
  let world: TestWorld;
  beforeEach(() => {
    world = new TestWorld(closed);
    world.say('Groep 6, na de pauze.');
    world.say('Ik sta bij de deur.', people.sem);
    world.say('Doe ik mee.', viewer);
    world.topics.push(world.newTopic('00000000-0000-4000-8000-00000000000c', 'Wisselmomenten'));
    world.say('Wat is jullie routine?', people.noor, { topicId: '00000000-0000-4000-8000-00000000000c' });
  });

  it('messagePosted, by someone else and by the same person elsewhere', () =>
    expectParity(world, (it) => [it.posted(it.say('Een kaartje.', people.noor)), it.posted(it.say('Van mijn telefoon', viewer))]));

  it('messagePosted in another conversation, which moves to the top', () =>
    expectParity(world, (it) => [it.posted(it.say('Klappen helpt.', people.sem, { topicId: '00000000-0000-4000-8000-00000000000c' }))]));

  it('a decision', () => expectParity(world, (it) => [it.posted(it.say('Twee weken proberen.', people.noor, { kind: 'DECISION' }))]));

  it('topicStarted with its first message', () =>
    expectParity(world, (it) => {
      const id = '00000000-0000-4000-8000-00000000000d';
      it.topics.push(it.newTopic(id, 'Nieuw'));
      const first = it.say('Eerste', people.noor, { topicId: id });
      return [it.event('discussions.topicStarted', { groupId, topicId: id, ...(closed ? {} : { title: 'Nieuw' }) }), it.posted(first)];
    }));

  it('topicRenamed', () =>
    expectParity(world, (it) => {
      Object.assign(it.topic(), { title: 'De start na de pauze', version: 2 });
      return [it.event('discussions.topicRenamed', { groupId, topicId, version: 2, ...(closed ? {} : { title: 'De start na de pauze' }) })];
    }));

  it('messageEdited', () =>
    expectParity(world, (it) => {
      const body = fromPlainText('Groep 7, na de pauze.');
      const editedAt = it.time();
      const message = Object.assign(it.messages[0]!, { body, editedAt, version: 2 });
      return [it.event('discussions.messageEdited', { groupId, topicId, messageId: message.id, version: 2, editedAt, ...(closed ? {} : { body }) })];
    }));

  it('messageRemoved, by the lead', () =>
    expectParity(world, (it) => {
      const message = Object.assign(it.messages[1]!, { body: null, removedBy: 'LEAD', removedAt: it.time(), version: 2, viewerActions: [] });
      const removedAt = message.removedAt!;
      return [it.event('discussions.messageRemoved', { groupId, topicId, messageId: message.id, version: 2, removedBy: 'LEAD', removedAt })];
    }));

  it('reactionChanged, by others and by the same person elsewhere', () =>
    expectParity(world, (it) => {
      const message = it.messages[0]!;
      message.reactions = { __typename: 'Reactions', recognise: 2, helpful: 0, mine: ['RECOGNISE'] };
      const react = (personId: string, count: number) => it.event('discussions.reactionChanged', { groupId, topicId, messageId: message.id, personId, kind: 'RECOGNISE', on: true, count });
      return [react(people.sem.id, 1), react(viewer.id, 2)];
    }));

  it('readMoved', () =>
    expectParity(world, (it) => {
      it.topic().readN = 3;
      it.group.readCount = 3;
      return [it.event('discussions.readMoved', { groupId, topicId, readN: 3, readCount: 3 })];
    }));

  it('memberJoined and membershipEnded of someone else', () =>
    expectParity(world, (it) => {
      it.group.memberCount = 31;
      return [
        it.event('groups.memberJoined', { groupId, personId: people.sem.id, memberCount: 32 }),
        it.event('groups.membershipEnded', { groupId, personId: people.sem.id, reason: 'LEFT', memberCount: 31 }),
      ];
    }));

  it('groupChanged, pactChanged and groupArchived', () =>
    expectParity(world, (it) => {
      const archivedAt = it.time();
      Object.assign(it.group, {
        name: 'Gedrag', version: 2, archivedAt, viewerActions: ['READ', 'LEAVE'],
        pact: { __typename: 'Pact', version: 1, text: 'Wat hier staat blijft hier.', createdAt: it.time() },
      });
      return [
        it.event('groups.groupChanged', { groupId, version: 2 }),
        it.event('groups.pactChanged', { groupId, pactVersion: 1 }),
        it.event('groups.groupArchived', { groupId, archivedAt }),
      ];
    }));
});

describe('reply and event', () => {
  it.each([
    ['reply first', ['reply', 'event']],
    ['event first', ['event', 'reply']],
    ['only the event', ['event']],
  ])('%s: one message, counted once', async (_what, order) => {
    const world = new TestWorld();
    world.say('Eerste', viewer);
    const client = await open(world);
    const mine = world.say('Tweede', viewer);
    const event = world.posted(mine);
    for (const step of order) {
      if (step === 'reply') takeMessage(client.cache, structuredClone(mine));
      else tell(client, event);
    }
    expect(seen(client)).toEqual(seen(await open(world)));
  });

  it('a decision is counted once', async () => {
    const world = new TestWorld();
    world.say('Eerste', viewer);
    const client = await open(world);
    const decision = world.say('Besluit', viewer, { kind: 'DECISION' });
    const event = world.posted(decision);
    takeMessage(client.cache, structuredClone(decision));
    tell(client, event, event);
    expect(seen(client)).toMatchObject({ group: { decisionCount: 1 }, topic: { decisionCount: 1 } });
  });

  it('an older version never replaces a newer one', async () => {
    const world = new TestWorld();
    const old = structuredClone(world.say('Oud', people.sem));
    const client = await open(world);
    tell(client, world.event('discussions.messageEdited', { groupId, topicId, messageId: old.id, version: 3, editedAt: world.time(), body: fromPlainText('Nieuw') }));
    takeMessage(client.cache, old);
    tell(client, world.event('discussions.messageEdited', { groupId, topicId, messageId: old.id, version: 2, editedAt: world.time(), body: fromPlainText('Tussenin') }));
    expect(JSON.stringify(seen(client))).toContain('Nieuw');
    expect(JSON.stringify(seen(client))).not.toMatch(/Oud|Tussenin/);
  });

  it('an own reaction shows at once and is put right by the count of the event', async () => {
    const world = new TestWorld();
    const { id } = world.say('Eerste', people.sem);
    const client = await open(world);
    takeReaction(client.cache, { messageId: id, kind: 'HELPFUL', on: true, own: true });
    takeReaction(client.cache, { messageId: id, kind: 'HELPFUL', on: true, own: true });
    expect(seen(client)).toMatchObject({ messages: [{ reactions: { helpful: 1, mine: ['HELPFUL'] } }] });
    tell(client, world.event('discussions.reactionChanged', { groupId, topicId, messageId: id, personId: viewer.id, kind: 'HELPFUL', on: true, count: 4 }));
    expect(seen(client)).toMatchObject({ messages: [{ reactions: { helpful: 4, mine: ['HELPFUL'] } }] });
  });
});

describe('a window on a long conversation', () => {
  it('does not grow over a hole: only its numbers move', async () => {
    const world = new TestWorld();
    for (let n = 1; n <= 9; n += 1) world.say(`Bericht ${n}`, people.sem);
    const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating: world.link() });
    await client.query({ query: TopicPageDocument, variables: { id: topicId, around: 3, first: 4 } });
    tell(client, world.posted(world.say('Nieuw', people.sem)));
    const page = client.readQuery({ query: TopicPageDocument, variables: { id: topicId } })!.topicPage;
    expect(page.messages.nodes.map((message) => message.n)).not.toContain(10);
    expect(page.topic.messageCount).toBe(10);
  });
});

describe('no longer in the circle', () => {
  it.each([
    ['membershipEnded', (world: TestWorld) => world.event('groups.membershipEnded', { groupId, personId: viewer.id, reason: 'REMOVED', memberCount: 30 })],
    ['left', (world: TestWorld) => world.event('groups.left', { groupId, reason: 'MANAGER_SPLIT' })],
    ['membershipSuspended', (world: TestWorld) => world.event('groups.membershipSuspended', { groupId, personId: viewer.id, suspended: true })],
  ])('%s takes everything of it out of the cache', async (_what, make) => {
    const world = new TestWorld(true);
    world.say('Wat hier staat blijft hier.', people.sem);
    const client = await open(world);
    tell(client, make(world));
    expect(JSON.stringify(client.cache.extract())).not.toMatch(/Wat hier staat|ontsporen|Gedrag in de groep/);
    expect(goneGroups.read().has(groupId)).toBe(true);
    tell(client, world.event('groups.joined', { groupId }));
    expect(goneGroups.read().has(groupId)).toBe(false);
  });
});
