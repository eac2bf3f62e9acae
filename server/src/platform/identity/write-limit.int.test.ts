import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildTopic, richText } from '../../../test/builders/discussions.js';
import { buildGroup } from '../../../test/builders/groups.js';
import { buildPerson } from '../../../test/builders/people.js';
import { createWorld, type World } from '../../../test/harness/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { KRING_WRITES_PER_MINUTE: '5' } });
});
afterAll(() => world.close());

it('someone who writes without pause is asked to wait; reading and other people are not touched', async () => {
  const [anna, bas] = [await buildPerson(world), await buildPerson(world)];
  const group = await buildGroup(world, { roles: { lead: anna, member: bas } });
  const [asAnna, asBas] = [await world.signIn(anna), await world.signIn(bas)];
  const topic = await buildTopic(world, asAnna, { group, title: 'Snel', text: 'Eén' });
  const post = (session = asAnna) =>
    world.gql(session, 'mutation($input: PostMessageInput!) { postMessage(input: $input) { n } }', {
      input: { mutationId: randomUUID(), id: randomUUID(), topicId: topic.id, kind: 'REPLY', body: richText('Nog een') },
    });
  for (let n = 0; n < 4; n += 1) expect((await post()).errors).toBeUndefined();
  const refused = await post();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('12');
  expect(refused.errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 12 });
  expect((await world.gql(asAnna, '{ me { id } }')).errors).toBeUndefined();
  expect((await post(asBas)).errors).toBeUndefined();
});
