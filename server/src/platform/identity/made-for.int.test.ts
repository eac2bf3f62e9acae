import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { madeForHeader } from '../../../../schema/made-for.js';
import { personStream } from '../../../../schema/realtime/streams.js';
import { buildTopic, type BuiltTopic, richText } from '../../../test/builders/discussions.js';
import { buildGroup } from '../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson, testPassword } from '../../../test/builders/people.js';
import { codeOf, type Session } from '../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../test/harness/world.js';

/** One browser, two people: the page was made for Anna, the cookie is of Bram by now. Both are in the circle. */
let world: World;
let anna: BuiltPerson;
let bram: BuiltPerson;
let topic: BuiltTopic;
let asBram: Session;

beforeAll(async () => {
  world = await createWorld();
  [anna, bram] = [await buildPerson(world), await buildPerson(world)];
  const group = await buildGroup(world, { roles: { lead: anna, member: bram } });
  topic = await buildTopic(world, await world.signIn(anna), { group });
  asBram = await world.signIn(bram);
});
afterAll(() => world.close());

const from = (person: BuiltPerson) => ({ [madeForHeader]: person.id });
const post = 'mutation Post($input: PostMessageInput!) { postMessage(input: $input) { author { id } } }';
const reply = () => ({ input: { mutationId: randomUUID(), id: randomUUID(), topicId: topic.id, kind: 'REPLY', body: richText('Woorden van Anna') } });

describe('a page that was made for somebody else than who is signed in', () => {
  it('posts nothing in the name of the other', async () => {
    const answer = await world.gql(asBram, post, reply(), from(anna));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(await world.sql('SELECT 1 FROM messages WHERE author_id = $1', [bram.id])).toEqual([]);
  });

  it('keeps no draft where the other finds it, and reads nothing of the other', async () => {
    const save = 'mutation Save($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }';
    const saved = await world.gql(asBram, save, { input: { mutationId: randomUUID(), place: `topic:${topic.id}`, body: richText('Woorden van Anna') } }, from(anna));
    expect(codeOf(saved)).toBe('UNAUTHENTICATED');
    expect(await world.sql('SELECT 1 FROM conf.drafts')).toEqual([]);
    expect(codeOf(await world.gql(asBram, '{ home { groups { id } } }', {}, from(anna)))).toBe('UNAUTHENTICATED');
    expect((await world.gql(asBram, '{ me { id } }', {}, from(anna))).text).not.toContain(bram.id);
  });

  it('does not sign the other out', async () => {
    expect(codeOf(await world.gql(asBram, 'mutation { signOut { ok } }', {}, from(anna)))).toBe('UNAUTHENTICATED');
    expect(await world.ask(asBram, '{ me { id } }')).toEqual({ me: { id: bram.id } });
  });

  it('opens no socket', async () => {
    await expect(world.socket(asBram, { madeFor: anna.id })).rejects.toThrow('UNAUTHENTICATED');
  });

  it('can be signed in on again', async () => {
    const signIn = 'mutation In($input: SignInInput!) { signIn(input: $input) { me { id } } }';
    const answer = await world.gql<{ signIn: { me: { id: string } } }>(null, signIn, { input: { email: anna.email, password: testPassword } }, from(anna));
    expect(answer.data.signIn.me.id).toBe(anna.id);
  });
});

describe('a page that was made for who is signed in', () => {
  it('acts and listens', async () => {
    const answer = await world.gql<{ postMessage: { author: { id: string } } }>(asBram, post, reply(), from(bram));
    expect(answer.data.postMessage.author.id).toBe(bram.id);
    const socket = await world.socket(asBram, { madeFor: bram.id });
    expect(await socket.subscribe(personStream(bram.id))).toMatchObject({ ok: true });
    socket.close();
  });

  it('signs out when the sign-in is over already', async () => {
    const ended = await world.signIn(bram);
    expect((await world.gql(ended, 'mutation { signOut { ok } }', {}, from(bram))).errors).toBeUndefined();
    expect((await world.gql(ended, 'mutation { signOut { ok } }', {}, from(bram))).errors).toBeUndefined();
  });
});
