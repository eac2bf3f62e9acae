import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personStream } from '../../../../../schema/realtime/streams.js';
import { buildTopic, type BuiltTopic, richText } from '../../../../test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const save = `mutation Save($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on SavedDraft { draft { id version text } } ... on DraftConflict { current { version text } } } }`;
const find = `query Find($place: String!) { draft(place: $place) { id version text groupName topicTitle body } }`;

let world: World;
let anna: BuiltPerson;
let lead: BuiltPerson;
let group: BuiltGroup;
let topic: BuiltTopic;
let asAnna: Session;
let asLead: Session;

beforeAll(async () => {
  world = await createWorld();
  [anna, lead] = [await buildPerson(world), await buildPerson(world)];
  group = await buildGroup(world, { kind: 'intervision', roles: { lead, member: anna } });
  [asAnna, asLead] = [await world.signIn(anna), await world.signIn(lead)];
  topic = await buildTopic(world, asLead, { group, title: 'Morgen', text: 'Wie komt er?' });
});
afterAll(() => world.close());

type Saved = { saveDraft: { __typename: string; draft?: { version: number }; current?: { version: number; text: string } } };
const keep = (session: Session, place: string, text: string, ifVersion: number | null = null) =>
  world.gql<Saved>(session, save, { input: { mutationId: randomUUID(), place, body: richText(text), ifVersion } });
const look = (session: Session, place: string) =>
  world.ask<{ draft: { version: number; text: string; groupName: string | null; topicTitle: string | null } | null }>(session, find, { place });

describe('drafts', () => {
  it('are there again on another device, with the name of their place', async () => {
    const place = `topic:${topic.id}`;
    const phone = await world.socket(asAnna);
    await phone.subscribe(personStream(anna.id));
    expect((await keep(asAnna, place, 'Ik kom, en ik neem')).data.saveDraft).toMatchObject({ __typename: 'SavedDraft', draft: { version: 1 } });
    const event = await phone.until('drafts.saved');
    expect(event.payload).toEqual({ draftId: expect.any(String), place, version: 1 });
    const laptop = await world.signIn(anna);
    expect((await look(laptop, place)).draft).toMatchObject({ text: 'Ik kom, en ik neem', version: 1, groupName: group.name, topicTitle: 'Morgen' });
    phone.close();
  });

  it('are nobody else\'s, and unreadable in the table', async () => {
    const place = `newTopic:${group.id}`;
    await keep(asAnna, place, 'kanariegeel');
    expect((await look(asLead, place)).draft).toBeNull();
    expect((await world.ask<{ drafts: { nodes: unknown[] } }>(asLead, '{ drafts { nodes { id } } }')).drafts.nodes).toEqual([]);
    const rows = await world.sql<{ body: Buffer }>('SELECT body FROM conf.drafts');
    for (const row of rows) expect(row.body.toString('latin1')).not.toContain('kanariegeel');
  });

  it('a newer text of another device is shown, not overwritten', async () => {
    const place = `edit:${randomUUID()}`;
    await keep(asAnna, place, 'een');
    await keep(asAnna, place, 'twee', 1);
    expect((await keep(asAnna, place, 'drie', 1)).data.saveDraft).toMatchObject({ __typename: 'DraftConflict', current: { version: 2, text: 'twee' } });
    expect((await keep(asAnna, place, 'zonder versie')).data.saveDraft.__typename).toBe('DraftConflict');
    expect((await look(asAnna, place)).draft).toMatchObject({ text: 'twee' });
  });

  it('two devices that begin at once do not lose a text', async () => {
    const place = `decision:${topic.id}`;
    const answers = await Promise.all(['links', 'rechts', 'midden'].map((text) => keep(asAnna, place, text)));
    expect(answers.filter((one) => one.data.saveDraft.__typename === 'SavedDraft').length).toBe(1);
  });

  it('are discarded for good', async () => {
    const place = `pact:${group.id}`;
    await keep(asAnna, place, 'weg');
    await world.ask(asAnna, 'mutation($input: DiscardDraftInput!) { discardDraft(input: $input) { ok } }', { input: { mutationId: randomUUID(), place } });
    expect((await look(asAnna, place)).draft).toBeNull();
  });

  it('a place that no field has is refused', async () => {
    const answer = await keep(asAnna, 'elsewhere:1', 'x');
    expect(answer.errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'input.place', code: 'NOT_ALLOWED' }] });
  });

  it('the name of the circle goes when the writer leaves it; the words stay', async () => {
    const place = `topic:${topic.id}`;
    await world.ask(asLead, 'mutation($input: RemoveMemberInput!) { removeMember(input: $input) { ok } }', { input: { mutationId: randomUUID(), groupId: group.id, personId: anna.id } });
    expect((await look(asAnna, place)).draft).toMatchObject({ text: 'Ik kom, en ik neem', groupName: null, topicTitle: null });
  });
});
