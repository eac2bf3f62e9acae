import { randomUUID } from 'node:crypto';
import { hashToken, newToken } from '../../server/src/platform/identity/secret-token.js';
import { buildMessage, buildTopic, type BuiltTopic, richText } from '../../server/test/builders/discussions.js';
import { buildGroup, type BuiltGroup, buildMembership } from '../../server/test/builders/groups.js';
import { buildOrganisation } from '../../server/test/builders/organisations.js';
import { buildPoll } from '../../server/test/builders/agenda.js';
import { buildSession } from '../../server/test/builders/intervision.js';
import { buildOwnMethod } from '../../server/test/builders/methods.js';
import { buildCase } from '../../server/test/builders/prepared-case.js';
import { buildOutcome } from '../../server/test/builders/session-outcome.js';
import { beginWritten } from './written-room.js';
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
  /** a session in writing with so many questions and answers; likewise */
  written: string | null;
  /** an ended session with a lesson on its way and a report of one's own; closed circles only */
  left: string | null;
  /** the code in the room of that session, and the token of the screen there; likewise */
  room: { code: string; screen: string } | null;
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
  if (kind === 'knowledge') return { group, topic, message, poll: null, session: null, written: null, left: null, room: null, ownMethod: null };
  const asks = { groupId: group.id, askedBy: person.id, facilitatorId: other.id };
  await times(Math.min(many, 15) - 1, () => buildPoll(world, asks));
  let ownMethod = '';
  await times(many, async () => (ownMethod = await buildOwnMethod(world, session, { groupId: group.id })));
  const played = await talkedThrough(world, { person, session }, group, many);
  return { group, topic, message, poll: (await buildPoll(world, asks)).id, session: played, written: await askedInWriting(world, { person, other, session, writer }, group, many), left: await leftOver(world, { person, session }, group, many), room: await inTheRoom(world, person, played), ownMethod };
}

/** So many ended sessions, each with totals, a report of one's own, and a lesson that the circle reads; of one more the lesson is on its way. */
async function leftOver(world: World, { person, session }: Pick<Base, 'person' | 'session'>, group: BuiltGroup, many: number): Promise<string> {
  let id = '';
  await times(many + 1, async () => {
    ({ id } = await buildSession(world, session, { groupId: group.id, facilitatorId: person.id }));
    await world.sql(`UPDATE sessions SET status = 'ended', started_at = now(), ended_at = now(), contributor_id = $2 WHERE id = $1`, [id, person.id]);
    await world.sql(`INSERT INTO conf.session_evaluations (session_id, phase, item, counts) VALUES ($1, 0, 'safe', '{0,1,1,1,1}')`, [id]);
    await world.sql('DELETE FROM rate_limits');
    const asked = (more: object) => ({ input: { mutationId: randomUUID(), id: randomUUID(), sessionId: id, ifVersion: 0, ...more } });
    await world.ask(session, 'mutation K($input: KeepReportInput!) { keepReport(input: $input) { id } }', asked({ textIds: [], words: 'Eerst kijken' }));
    const lesson = { title: 'Begin klein', situation: 'Een drukke klas', helped: 'Groeten', tryNext: 'Een vast begin', reach: 'CIRCLE', quoteIds: [] };
    await world.ask(session, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', asked(lesson));
  });
  await world.sql(`UPDATE conf.harvests SET status = 'published', published_on = current_date, approved_ids = contributor_ids WHERE group_id = $1 AND session_id <> $2`, [group.id, id]);
  return id;
}

/** The room of a session, with a screen that whoever leads has paired. */
async function inTheRoom(world: World, person: BuiltPerson, sessionId: string): Promise<{ code: string; screen: string }> {
  const [id, screen] = [randomUUID(), newToken()];
  await world.sql(`INSERT INTO beamers (id, token_hash, session_id, paired_by, expires_at) VALUES ($1, $2, $3, $4, now() + interval '1 day')`, [id, hashToken(screen), sessionId, person.id]);
  const [row] = await world.sql<{ code: string }>('UPDATE sessions SET beamer_id = $2 WHERE id = $1 RETURNING room_code AS code', [sessionId, id]);
  return { code: row!.code, screen };
}

/** So many planned sessions, and one that runs, holds so many notes, and in which so many cards are chosen from. */
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
  const pitches = await play.skipTo(session, 'pitches');
  const cards = [session];
  for (const member of members) cards.push(await browserOf(world, member.id, session));
  for (const card of cards) {
    await play.do(card, 'enterSession');
    await play.write(card, { phase: pitches, body: `Over de deur, bij ${id}` });
  }
  // now they choose, and the screen shows all they choose from
  await play.skipTo(session, 'choose');
  return play.id;
}

/** Sessions in writing that wait for this person, as many as Today shows; and one in which so many questions were asked and answered. */
async function askedInWriting(world: World, { person, other, session, writer }: Pick<Base, 'person' | 'other' | 'session' | 'writer'>, group: BuiltGroup, many: number): Promise<string> {
  const room = { groupId: group.id, lead: { id: other.id, session: writer }, contributor: { id: person.id, session } };
  await times(Math.min(many, 20), async () => void (await (await beginWritten(world, room)).until(writer, 'case')));
  const play = await beginWritten(world, room);
  const phase = await play.until(writer, 'ask');
  const askers = await world.sql<{ id: string }>(`SELECT person_id AS id FROM memberships WHERE group_id = $1 AND ended_at IS NULL AND role = 'member' ORDER BY person_id LIMIT $2`, [group.id, many]);
  for (const { id: personId } of askers) {
    const { id } = await play.write(await browserOf(world, personId, session), { phase, body: 'Wat zag je?' });
    await play.answer(session, { phase, aboutId: id, body: 'Stilte' });
  }
  return play.id;
}

/** Somebody's browser, signed in without asking the server; `like` says what cookies look like. */
async function browserOf(world: World, personId: string, like: Session): Promise<Session> {
  const token = newToken();
  await world.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at) VALUES ($1, $2, $3, 'Browser', now() + interval '1 day')`, [randomUUID(), hashToken(token), personId]);
  return { ...like, email: '', cookie: `${like.cookie.split('=')[0]}=${token}` };
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
