import { describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import type { ApolloClient } from '@apollo/client';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import { facilitatorStream } from '../../../../schema/realtime/streams.js';
import { SessionPageDocument } from '../../generated/graphql.js';
import { createClient } from '../../platform/apollo/create-client.js';
import { KringError } from '../../platform/errors/kring-error.js';
import { dispatch, type EventHandlers } from '../../platform/realtime/handlers.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { intervisionHandlers } from './intervision.realtime.js';
import { readSession, takeMoved } from './session-cache.js';
import { people, sessionId, TestSession } from './test-session.js';

const handlers = intervisionHandlers as unknown as EventHandlers;

async function open(world: TestSession): Promise<ApolloClient> {
  const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating: world.link() });
  await client.query({ query: SessionPageDocument, variables: { id: sessionId } });
  return client;
}
const tell = (client: ApolloClient, ...events: EventEnvelope[]): void => {
  for (const event of events) dispatch(handlers, event, { client, cache: client.cache, viewerId: people.fenna.id });
};
const seen = (client: ApolloClient): unknown => {
  const page = readSession(client.cache, sessionId);
  return page && JSON.parse(JSON.stringify(page, (key, value: unknown) => (key === 'at' || key === 'asOf' || key === 'facilitatorAsOf' ? undefined : value)));
};

/** Cache before + events = cache from a fresh question; and the same when every event comes twice. */
async function expectParity(world: TestSession, act: (world: TestSession) => EventEnvelope[]): Promise<void> {
  const client = await open(world);
  const events = act(world);
  tell(client, ...events, ...events);
  const fresh = await open(world);
  await waitFor(() => expect(seen(client)).toEqual(seen(fresh)));
}

describe('events of a session', () => {
  it('a move brings state and texts', () =>
    expectParity(new TestSession(), (world) => {
      world.enter(3);
      world.addText({ id: 'n1', phase: 2, body: 'Ik zou één gebaar gebruiken.', position: 1 });
      return [world.moved('phaseEntered')];
    }));

  it('people, open texts and own texts of another device', () =>
    expectParity(new TestSession(), (world) => {
      world.page.people[3]!.here = false;
      world.addText({ id: 'n2', phase: 0, body: 'Moe.' });
      world.addText({ id: 'n3', phase: 0, kind: 'NOTE', mine: true, opened: false, body: 'Voor mij.' });
      return [
        world.event('intervision.peopleChanged', { sessionId }),
        world.event('intervision.textChanged', { sessionId, phase: 0 }),
        { ...world.event('intervision.ownTextChanged', { sessionId }), stream: `person:${people.fenna.id}` },
      ];
    }));

  it('how many are ready, without a question', async () => {
    const world = new TestSession();
    world.enter(2);
    const client = await open(world);
    world.page.state.ready = 3;
    tell(client, world.event('intervision.readyChanged', { sessionId, ready: 3, writers: 4 }));
    expect(readSession(client.cache, sessionId)?.state).toMatchObject({ ready: 3, writers: 4 });
    expect(world.variablesOf('SessionPage')).toHaveLength(1);
    await expectParity(world, (same) => [same.event('intervision.readyChanged', { sessionId, ready: 3, writers: 4 })]);
  });

  it('how many asked for time, on the stream of whoever leads', async () => {
    const world = new TestSession(people.bram);
    world.enter(2);
    const client = await open(world);
    tell(client, world.event('intervision.extraTimeAsked', { sessionId, count: 2 }, facilitatorStream(sessionId)));
    expect(readSession(client.cache, sessionId)?.state.extraTimeAsked).toBe(2);
  });

  it('many at once ask the page at most twice, and events that the page knows ask nothing', async () => {
    const world = new TestSession();
    const client = await open(world);
    world.enter(0);
    const events = Array.from({ length: 20 }, () => world.moved('extended'));
    tell(client, ...events);
    await waitFor(() => expect(readSession(client.cache, sessionId)?.state.phase).toBe(0));
    await waitFor(() => expect(world.variablesOf('SessionPage').length).toBeLessThanOrEqual(3));
    const asked = world.variablesOf('SessionPage').length;
    tell(client, ...events);
    expect(world.variablesOf('SessionPage')).toHaveLength(asked);
  });

  it('of a session that nobody opened here ask nothing', async () => {
    const world = new TestSession();
    const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating: world.link() });
    tell(client, world.moved('started'));
    expect(world.asked).toHaveLength(0);
  });

  it('a state that was read earlier and comes later changes nothing', async () => {
    const world = new TestSession();
    world.enter(2);
    const client = await open(world);
    const old = structuredClone(world.page);
    world.enter(3);
    takeMoved(client.cache, sessionId, { __typename: 'SessionMoved', session: world.page.session, state: world.page.state });
    client.writeQuery({ query: SessionPageDocument, variables: { id: sessionId }, data: { __typename: 'Query', sessionPage: old } });
    expect(readSession(client.cache, sessionId)?.state.phase).toBe(3);
  });

  it('a session that is not there any more leaves nothing behind', async () => {
    const world = new TestSession();
    world.addText({ id: 'n1', phase: 0, body: 'Besloten.' });
    const client = await open(world);
    world.instead.set('SessionPage', [new KringError({ code: 'NOT_FOUND' })]);
    tell(client, world.moved('ended'));
    await waitFor(() => expect(readSession(client.cache, sessionId)).toBeNull());
    expect(JSON.stringify(client.cache.extract())).not.toContain('Besloten.');
  });
});
