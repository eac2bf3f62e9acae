import { randomUUID } from 'node:crypto';
import { buildMessage, buildTopic, type BuiltTopic, richText } from '../../server/test/builders/discussions.js';
import { buildGroup, type BuiltGroup, buildMembership } from '../../server/test/builders/groups.js';
import { buildOrganisation } from '../../server/test/builders/organisations.js';
import { buildPoll } from '../../server/test/builders/agenda.js';
import { buildSession } from '../../server/test/builders/intervision.js';
import { buildOwnMethod } from '../../server/test/builders/methods.js';
import { buildCase } from '../../server/test/builders/prepared-case.js';
import { buildOutcome } from '../../server/test/builders/session-outcome.js';
import { buildPerson, type BuiltPerson, buildPosition } from '../../server/test/builders/people.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { World } from '../../server/test/harness/world.js';

/** Someone with so many of everything: circles, conversations, members, drafts, mentions, invitations. */
export interface Crowded {
  person: BuiltPerson;
  session: Session;
  open: Place;
  closed: Place;
  /** an open invitation of this person */
  invitation: string;
  draftPlace: string;
}

export interface Place {
  group: BuiltGroup;
  topic: BuiltTopic;
  message: string;
  /** a running session with so many texts; closed circles only */
  session: string | null;
  /** an open poll, in closed circles */
  poll: string | null;
  /** one of so many methods of its own; likewise */
  ownMethod: string | null;
}

const times = async (count: number, make: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await make(i);
};

/** Builds someone who has `many` of everything that a list can hold. */
export async function crowdedPerson(world: World, many: number): Promise<Crowded> {
  const network = await buildOrganisation(world, { kind: 'network' });
  const region = await buildOrganisation(world, { kind: 'region', parent: network });
  const foundation = await buildOrganisation(world, { kind: 'foundation', parent: region });
  const person = await buildPerson(world);
  const other = await buildPerson(world);
  await times(many, async (i) => buildPosition(world, { person, kind: i % 2 ? 'coach' : 'teacher', at: await buildOrganisation(world, { parent: foundation }) }));
  await times(many, () => buildPosition(world, { kind: 'teacher', at: foundation }));
  await times(many, () => world.sql(`INSERT INTO lessons (id, region_id, title, situation, helped, try_next, published_on) VALUES ($1, $2, 'Begin klein', 'Een drukke klas', 'Groeten', 'Een vast begin', current_date)`, [randomUUID(), region.id]));
  const [session, writer] = [await world.signIn(person), await world.signIn(other)];
  await times(many - 1, () => world.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at) VALUES ($1, sha256($2::bytea), $3, 'Browser', now() + interval '1 day')`, [randomUUID(), randomUUID(), person.id]));
  const open = await place(world, { person, other, session, writer, foundation, many }, 'knowledge');
  const closed = await place(world, { person, other, session, writer, foundation, many }, 'intervision');

  // circles of both kinds, each with news, a mention, a draft, and a pact that waits
  let draftPlace = '';
  await times(many, async (i) => {
    const group = await buildGroup(world, { kind: i % 2 ? 'knowledge' : 'coaching', organisation: foundation, pact: 'Afspraak', roles: { lead: other } });
    await buildMembership(world, group, person);
    const topic = await buildTopic(world, writer, { group });
    await mention(world, writer, topic, person);
    const place = `topic:${topic.id}`;
    draftPlace ||= place;
    await world.ask(session, 'mutation D($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }', { input: { mutationId: randomUUID(), place, body: richText('Nog niet af') } });
    await world.sql(`UPDATE memberships SET pact_version = 0 WHERE group_id = $1 AND person_id = $2`, [group.id, person.id]);
  });
  let invitation = '';
  await times(many, async () => {
    const group = await buildGroup(world, { organisation: foundation, roles: { lead: other } });
    invitation = randomUUID();
    // into more circles than one person may invite another in a day
    await world.sql('DELETE FROM rate_limits');
    await world.ask(writer, 'mutation I($input: InviteInput!) { invite(input: $input) { id } }', { input: { mutationId: randomUUID(), id: invitation, groupId: group.id, personId: person.id, role: 'MEMBER' } });
  });
  return { person, session, open, closed, invitation, draftPlace };
}

interface Base {
  person: BuiltPerson;
  other: BuiltPerson;
  session: Session;
  writer: Session;
  foundation: Awaited<ReturnType<typeof buildOrganisation>>;
  many: number;
}

/** A circle with so many members, conversations, messages, decisions, old texts and open invitations. */
async function place(world: World, { person, other, session, writer, foundation, many }: Base, kind: 'knowledge' | 'intervision'): Promise<Place> {
  const group = await buildGroup(world, { kind, organisation: foundation, pact: 'Afspraak', roles: { lead: [person, other] } });
  await times(many, async () => buildMembership(world, group, await buildPerson(world, { position: 'teacher', at: foundation })));
  await times(many, () => buildTopic(world, writer, { group }));
  const topic = await buildTopic(world, writer, { group });
  await times(many, async (i) => {
    const { id } = await buildMessage(world, i % 2 ? session : writer, { topic, kind: 'DECISION' });
    await world.ask(session, 'mutation R($input: ReactInput!) { react(input: $input) { id } }', { input: { mutationId: randomUUID(), messageId: id, kind: 'HELPFUL', on: true } });
  });
  const message = (await buildMessage(world, session, { topic })).id;
  await times(many, (i) =>
    world.ask(session, 'mutation E($input: EditMessageInput!) { editMessage(input: $input) { __typename } }', { input: { mutationId: randomUUID(), messageId: message, ifVersion: i + 1, body: richText(`Tekst ${i}`) } }),
  );
  await times(many, async () => {
    const guest = await buildPerson(world, { position: 'teacher', at: foundation });
    await world.ask(writer, 'mutation I($input: InviteInput!) { invite(input: $input) { id } }', { input: { mutationId: randomUUID(), id: randomUUID(), groupId: group.id, personId: guest.id, role: 'MEMBER' } });
  });
  if (kind === 'knowledge') return { group, topic, message, poll: null, session: null, ownMethod: null };
  const asks = { groupId: group.id, askedBy: person.id, facilitatorId: other.id };
  await times(Math.min(many, 15) - 1, () => buildPoll(world, asks));
  let ownMethod = '';
  await times(many, async () => (ownMethod = await buildOwnMethod(world, session, { groupId: group.id })));
  return { group, topic, message, poll: (await buildPoll(world, asks)).id, session: await talkedThrough(world, { person, session }, group, many), ownMethod };
}

/** So many planned sessions, and one that runs and holds so many cards. */
async function talkedThrough(world: World, { person, session }: Pick<Base, 'person' | 'session'>, group: BuiltGroup, many: number): Promise<string> {
  const plan = { groupId: group.id, facilitatorId: person.id };
  await times(many, () => buildSession(world, session, plan));
  const play = await buildSession(world, session, plan);
  await play.do(session, 'startSession');
  const { id } = await play.write(session, { phase: 0, body: 'Ik ben er' });
  await world.sql(
    `INSERT INTO conf.session_ratings (session_id, phase, text_id, value) SELECT $1, 0, gen_random_uuid(), 'x' FROM generate_series(1, $2::int)`,
    [play.id, many],
  );
  // a copy of a sealed row would not open in another place: notes are cheap enough to write
  await times(many, () => play.write(session, { phase: 0, kind: 'NOTE', sharing: 'NOT_SHARED', body: `Bij ${id}` }));
  await times(many, () => buildOutcome(world, { sessionId: play.id, ownerId: person.id, what: 'Bij de deur staan' }));
  const members = await world.sql<{ id: string }>(`SELECT person_id AS id FROM memberships WHERE group_id = $1 AND ended_at IS NULL ORDER BY person_id = $2, person_id LIMIT $3`, [group.id, person.id, many]);
  for (const member of members) await buildCase(world, { groupId: group.id, personId: member.id, story: 'Voor mezelf', title: 'De deur', question: 'Hoe begin ik?', forSession: play.id });
  return play.id;
}

const mention = (world: World, writer: Session, topic: BuiltTopic, person: BuiltPerson) =>
  world.ask(writer, 'mutation P($input: PostMessageInput!) { postMessage(input: $input) { id } }', {
    input: {
      mutationId: randomUUID(),
      id: randomUUID(),
      topicId: topic.id,
      kind: 'REPLY',
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: person.id, label: person.name } }] }] },
    },
  });
