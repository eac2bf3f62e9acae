import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personStream } from '../../../../../schema/realtime/streams.js';
import { buildTopic, type BuiltTopic, richText } from '../../../../test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const save = `mutation Save($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on SavedDraft { draft { id version text } } ... on DraftConflict { current { version text } } } }`;
const discard = 'mutation Discard($input: DiscardDraftInput!) { discardDraft(input: $input) { ok } }';
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

type Saved = { saveDraft: { __typename: string; draft?: { id: string; version: number }; current?: { version: number; text: string } } };
const keep = (session: Session, place: string, text: string, ifVersion: number | null = null, draftId: string | null = null) =>
  world.gql<Saved>(session, save, { input: { mutationId: randomUUID(), place, body: richText(text), ifVersion, draftId } });
const saved = async (session: Session, place: string, text: string, ifVersion: number | null = null) => (await keep(session, place, text, ifVersion)).data.saveDraft.draft!;
const throwAway = (session: Session, { id, version }: { id: string; version: number }) =>
  world.ask(session, discard, { input: { mutationId: randomUUID(), draftId: id, version } });
const look = (session: Session, place: string) =>
  world.ask<{ draft: { id: string; version: number; text: string; groupName: string | null; topicTitle: string | null } | null }>(session, find, { place });

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

  it('a field is not in conflict with itself: the newest of its savings stays, whichever comes last', async () => {
    const place = 'newGroup:purpose';
    const [hand, other] = [randomUUID(), randomUUID()];
    const stroke = (text: string, n: number, by = hand) =>
      world.gql<Saved>(asAnna, save, { input: { mutationId: randomUUID(), place, body: richText(text), ifVersion: null, draftId: null, hand: by, stroke: n } });
    // neither save of a page that closes knows of the other
    expect((await stroke('een', 1)).data.saveDraft.__typename).toBe('SavedDraft');
    expect((await stroke('een twee drie', 3)).data.saveDraft).toMatchObject({ __typename: 'SavedDraft', draft: { version: 2 } });
    expect((await stroke('een twee', 2)).data.saveDraft).toMatchObject({ __typename: 'SavedDraft', draft: { version: 2, text: 'een twee drie' } });
    expect((await stroke('elders', 9, other)).data.saveDraft).toMatchObject({ __typename: 'DraftConflict', current: { text: 'een twee drie' } });
    const { draft } = await look(asAnna, place);
    expect(draft).toMatchObject({ version: 2, text: 'een twee drie' });
    await throwAway(asAnna, draft!);
  });

  it('are discarded for good', async () => {
    const place = `pact:${group.id}`;
    const phone = await world.socket(asAnna);
    await phone.subscribe(personStream(anna.id));
    const draft = await saved(asAnna, place, 'weg');
    await throwAway(asAnna, draft);
    expect((await look(asAnna, place)).draft).toBeNull();
    expect((await phone.until('drafts.discarded')).payload).toEqual({ draftId: draft.id, place });
    phone.close();
  });

  it('what was written after the version that is thrown away stays, however late the throwing away arrives', async () => {
    const place = `newTopic:${group.id}`;
    const { draft } = await look(asAnna, place);
    const posted = await saved(asAnna, place, 'geplaatst', draft?.version ?? null);
    // the laptop goes on with the same draft before the phone's "posted" arrives
    const newer = await saved(asAnna, place, 'geplaatst, en op de laptop verder', posted.version);
    expect(newer.id).toBe(posted.id);
    await throwAway(asAnna, posted);
    expect((await look(asAnna, place)).draft).toMatchObject({ version: newer.version, text: 'geplaatst, en op de laptop verder' });
    // a draft that was begun after it, at the same place, is another one
    await throwAway(asAnna, newer);
    const next = await saved(asAnna, place, 'het volgende');
    await throwAway(asAnna, { id: newer.id, version: 99 });
    expect((await look(asAnna, place)).draft).toMatchObject({ id: next.id, text: 'het volgende' });
    await throwAway(asAnna, next);
  });

  it('a device that still knows an earlier draft does not save over the one that was begun since', async () => {
    const place = `newTopic:${group.id}:title`;
    const posted = await saved(asAnna, place, 'een');
    await throwAway(asAnna, posted);
    const begun = await saved(asAnna, place, 'twee');
    expect(begun.version).toBe(posted.version);
    const answer = await keep(asAnna, place, 'een, langer', posted.version, posted.id);
    expect(answer.data.saveDraft).toMatchObject({ __typename: 'DraftConflict', current: { text: 'twee' } });
    await throwAway(asAnna, begun);
    // when there is none any more, the words are a new draft
    expect((await keep(asAnna, place, 'een, langer', posted.version, posted.id)).data.saveDraft.__typename).toBe('SavedDraft');
  });

  it('nobody throws away a draft of somebody else', async () => {
    const place = 'newGroup:name';
    const draft = await saved(asAnna, place, 'van mij');
    await throwAway(asLead, draft);
    expect((await look(asAnna, place)).draft).toMatchObject({ text: 'van mij' });
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
