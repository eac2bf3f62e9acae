import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupStream } from '../../../schema/realtime/streams.js';
import { buildMessage, buildTopic, richText } from '../builders/discussions.js';
import { buildGroup } from '../builders/groups.js';
import { buildPerson } from '../builders/people.js';
import { createWorld, type World } from '../harness/world.js';

describe('a message that was taken away', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is not in the log either, for whoever catches up from an earlier number; its place is', async () => {
    const [author, reader] = [await buildPerson(world), await buildPerson(world)];
    const group = await buildGroup(world, { roles: { lead: author, member: reader } });
    const session = await world.signIn(author);
    const topic = await buildTopic(world, session, { group });
    const { id } = await buildMessage(world, session, { topic, text: 'eerste zin' });
    const other = await buildMessage(world, session, { topic, text: 'blijft staan' });
    await world.ask(session, 'mutation E($input: EditMessageInput!) { editMessage(input: $input) { __typename } }', {
      input: { mutationId: randomUUID(), messageId: id, ifVersion: 1, body: richText('tweede zin') },
    });
    await world.ask(session, 'mutation R($input: RemoveMessageInput!) { removeMessage(input: $input) { id } }', { input: { mutationId: randomUUID(), messageId: id } });

    const socket = await world.socket(await world.signIn(reader));
    const answer = await socket.subscribe(groupStream(group.id), { epoch: 1, seq: 0 });
    const events = answer.ok ? answer.events : [];
    expect(JSON.stringify(events)).not.toMatch(/eerste zin|tweede zin/);
    expect(JSON.stringify(events)).toContain('blijft staan');
    const about = events.filter((event) => (event.payload as { messageId?: string }).messageId === id);
    expect(about.map((event) => event.type)).toEqual(['discussions.messagePosted', 'discussions.messageEdited', 'discussions.messageRemoved']);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
    expect(other.n).toBe(3);
  });
});
