import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupStream, personStream } from '../../../schema/realtime/streams.js';
import { buildMessage, buildTopic } from '../builders/discussions.js';
import { buildGroup } from '../builders/groups.js';
import { buildPerson } from '../builders/people.js';
import { must } from './graphql-call.js';
import { createWorld, type World } from './world.js';

describe('a world', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ jobs: true });
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

  it('hears what someone else writes, in open and in closed circles', async () => {
    for (const kind of ['knowledge', 'intervision'] as const) {
      const [writer, listener] = [await buildPerson(world), await buildPerson(world)];
      const group = await buildGroup(world, { kind, roles: { lead: writer, member: listener } });
      const [writing, listening] = [await world.signIn(writer), await world.signIn(listener)];
      const socket = await world.socket(listening);
      await socket.subscribe(groupStream(group.id));
      const topic = await buildTopic(world, writing, { group });
      const message = await buildMessage(world, writing, { topic, text: 'Geheim van de smid' });
      const event = await socket.until('discussions.messagePosted', (e) => e.payload.messageId === message.id);
      expect(event.payload.n).toBe(2);
      expect(JSON.stringify(event).includes('Geheim')).toBe(kind === 'knowledge');
    }
  });

  it('reads the mails that were sent', async () => {
    const person = await buildPerson(world);
    await world.ask(null, 'mutation R($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }', { input: { email: person.email } });
    const mail = await world.untilMail((m) => m.to.includes(person.email));
    expect(mail.links.some((link) => link.includes('/wachtwoord/'))).toBe(true);
  });
});
