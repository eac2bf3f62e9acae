import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personStream } from '../../../schema/realtime/streams.js';
import { buildPerson } from '../builders/people.js';
import { must } from './graphql-call.js';
import { createWorld, type World } from './world.js';

describe('a world', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('answers a stranger', async () => {
    const answer = await world.gql<{ instance: { demo: boolean } }>(null, '{ instance { demo } }');
    expect(must(answer).instance.demo).toBe(false);
  });

  it('signs people in and remembers who they are', async () => {
    const person = await buildPerson(world);
    const session = await world.signIn(person);
    const { me } = await world.ask<{ me: { id: string } }>(session, '{ me { id } }');
    expect(me.id).toBe(person.id);
    await expect(world.signIn(person, 'not-the-password')).rejects.toThrow();
  });

  it('opens sockets for who is signed in, from the right place', async () => {
    const person = await buildPerson(world);
    const session = await world.signIn(person);
    const socket = await world.socket(session);
    const answer = await socket.subscribe(personStream(person.id));
    expect(answer.ok).toBe(true);
    await expect(world.socket(null)).rejects.toThrow('UNAUTHENTICATED');
    await expect(world.socket(session, { origin: 'https://evil.example' })).rejects.toThrow();
  });
});
