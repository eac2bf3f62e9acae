import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { groupStream, personStream } from '../../../../../schema/realtime/streams.js';
import { buildTopic } from '../../../../test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisations.js';
import { buildManager, buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const invite = `mutation Invite($input: InviteInput!) { invite(input: $input) { id accepted person { id } } }`;
const answer = `mutation Answer($input: AnswerInvitationInput!) { answerInvitation(input: $input) { group { id memberCount readCount lastSeq pactAcceptedVersion myRole } } }`;
const remove = `mutation Remove($input: RemoveMemberInput!) { removeMember(input: $input) { ok } }`;
const one = `query One($id: UUID!) { group(id: $id) { id name memberCount version viewerActions pactAcceptedVersion pact { version text } archivedAt } }`;

let world: World;
let school: BuiltOrganisation;
let lead: BuiltPerson;
let member: BuiltPerson;
let outsider: BuiltPerson;
let asLead: Session;
let asMember: Session;
let asOutsider: Session;
let group: BuiltGroup;

beforeAll(async () => {
  world = await createWorld();
  const foundation = await buildOrganisation(world, { kind: 'foundation' });
  school = await buildOrganisation(world, { kind: 'school', parent: foundation });
  lead = await buildPerson(world, { position: 'coach', at: school });
  member = await buildPerson(world, { position: 'starter', at: school });
  outsider = await buildPerson(world, { position: 'teacher', at: school });
  [asLead, asMember, asOutsider] = [await world.signIn(lead), await world.signIn(member), await world.signIn(outsider)];
});
afterAll(() => world.close());
beforeEach(async () => {
  group = await buildGroup(world, { kind: 'coaching', organisation: school, roles: { lead, member } });
});

const send = (session: Session, personId: string, role = 'MEMBER', id = randomUUID()) =>
  world.gql<{ invite: { id: string; accepted: boolean } }>(session, invite, { input: { mutationId: randomUUID(), id, groupId: group.id, personId, role } });
const reply = (session: Session, invitationId: string, pactVersion: number | null = 1, how = 'ACCEPT') =>
  world.gql<{ answerInvitation: { group: { memberCount: number; myRole: string } | null } }>(session, answer, { input: { mutationId: randomUUID(), invitationId, answer: how, pactVersion } });
const reasonOf = (result: { errors: { extensions: object }[] | undefined }) => result.errors?.[0]?.extensions;
const show = (session: Session) => world.gql<{ group: { memberCount: number; viewerActions: string[]; version: number; pactAcceptedVersion: number; archivedAt: string | null } }>(session, one, { id: group.id });

describe('making a circle', () => {
  const create = (session: Session, kind: string, organisationId: string) =>
    world.gql<{ createGroup: { id: string; myRole: string; memberCount: number } }>(session, 'mutation($input: CreateGroupInput!) { createGroup(input: $input) { id myRole memberCount } }', {
      input: { mutationId: randomUUID(), id: randomUUID(), kind, organisationId, name: 'Nieuwe kring', purpose: '', pact: 'Wat hier gezegd wordt, blijft hier.' },
    });

  it('needs a position that allows this kind at this organisation', async () => {
    expect((await create(asLead, 'COACHING', school.id)).data.createGroup).toMatchObject({ myRole: 'LEAD', memberCount: 1 });
    expect(reasonOf(await create(asMember, 'COACHING', school.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'POSITION' });
    const elsewhere = await buildOrganisation(world, { kind: 'school' });
    expect(reasonOf(await create(asLead, 'COACHING', elsewhere.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'POSITION' });
  });
});

describe('inviting and answering', () => {
  it('only leads invite; the invited person joins with the pact that was on screen', async () => {
    expect(reasonOf(await send(asMember, outsider.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE' });
    expect(reasonOf(await send(asOutsider, outsider.id))).toMatchObject({ code: 'NOT_FOUND' });
    const { data } = await send(asLead, outsider.id);
    expect(reasonOf(await reply(asMember, data.invite.id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(reasonOf(await reply(asOutsider, data.invite.id, 7))).toMatchObject({ code: 'CONFLICT' });
    expect((await reply(asOutsider, data.invite.id)).data.answerInvitation.group).toMatchObject({ memberCount: 3, myRole: 'MEMBER' });
    expect(reasonOf(await reply(asOutsider, data.invite.id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(reasonOf(await send(asLead, outsider.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'ALREADY_MEMBER' });
  });

  it('reaches nobody outside the network, and nobody whose position has ended', async () => {
    const stranger = await buildPerson(world);
    const elsewhere = await buildPerson(world, { position: 'teacher' });
    for (const person of [stranger, elsewhere]) expect(reasonOf(await send(asLead, person.id))).toMatchObject({ code: 'INVALID_INPUT' });
    const former = await buildPerson(world, { position: 'teacher', at: school });
    await world.sql('UPDATE positions SET from_date = current_date - 9, until_date = current_date - 2 WHERE person_id = $1', [former.id]);
    expect(reasonOf(await send(asLead, former.id))).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('a declined invitation looks open to the lead', async () => {
    const { data } = await send(asLead, outsider.id);
    await reply(asOutsider, data.invite.id, null, 'DECLINE');
    const sent = await world.ask<{ sentInvitations: { id: string; accepted: boolean }[] }>(asLead, 'query($id: UUID!) { sentInvitations(groupId: $id) { id accepted } }', { id: group.id });
    expect(sent.sentInvitations).toEqual([{ id: data.invite.id, accepted: false }]);
  });

  it('whatever the lead does, a declined invitation answers as an open one', async () => {
    const withdraw = (invitationId: string) =>
      world.gql(asLead, 'mutation($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) { ok } }', { input: { mutationId: randomUUID(), groupId: group.id, invitationId } });
    const list = 'query($id: UUID!, $text: String!) { sentInvitations(groupId: $id) { id accepted role person { id } } candidates(groupId: $id, text: $text) { id } }';
    /** everything the lead hears, in order, with ids that differ by nature replaced by the order in which they came */
    const story = async (person: BuiltPerson, declines: boolean): Promise<string[]> => {
      group = await buildGroup(world, { kind: 'coaching', organisation: school, roles: { lead, member } });
      const heard: string[] = [];
      const names = new Map<string, string>([[person.id, 'the person']]);
      const hear = (answer: { status: number; text: string }): void => {
        const text = answer.text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? (names.set(id, `id ${names.size}`), names.get(id)!));
        heard.push(`${answer.status} ${text}`);
      };
      const look = async (): Promise<void> => hear(await world.gql(asLead, list, { id: group.id, text: person.name }));
      const first = await send(asLead, person.id);
      hear(first);
      if (declines) expect((await reply(await world.signIn(person), first.data.invite.id, null, 'DECLINE')).errors).toBeUndefined();
      await look();
      hear(await send(asLead, person.id, 'GUEST'));
      await look();
      hear(await withdraw(first.data.invite.id));
      hear(await withdraw(first.data.invite.id));
      await look();
      const second = await send(asLead, person.id);
      hear(second);
      await look();
      expect(second.data.invite.id).not.toBe(first.data.invite.id);
      expect(heard.every((line) => line.startsWith('200 {"data"'))).toBe(true);
      return heard;
    };
    const [one, other] = [await buildPerson(world, { position: 'teacher', at: school }), await buildPerson(world, { position: 'teacher', at: school })];
    const told = await story(one, true);
    expect(told).toEqual(await story(other, false));
    expect(told).toHaveLength(9);
  });

  it('one person is not mailed without end by inviting and withdrawing', async () => {
    const person = await buildPerson(world, { position: 'teacher', at: school });
    const round = async () => {
      const answer = await send(asLead, person.id);
      if (!answer.errors) await world.sql(`UPDATE invitations SET answer = 'withdrawn', answered_at = now() WHERE id = $1`, [answer.data.invite.id]);
      return answer;
    };
    for (let n = 0; n < 10; n += 1) expect((await round()).errors).toBeUndefined();
    const refused = await round();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(reasonOf(refused)).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect(await world.sql('SELECT 1 FROM invitations WHERE person_id = $1', [person.id])).toHaveLength(10);
    expect((await send(asLead, outsider.id)).errors).toBeUndefined();
  });

  it('sixty answers at once make one member', async () => {
    const { data } = await send(asLead, outsider.id);
    const answers = await Promise.all(Array.from({ length: 60 }, () => reply(asOutsider, data.invite.id)));
    expect(answers.filter((one) => !one.errors).length).toBe(1);
    expect((await show(asLead)).data.group.memberCount).toBe(3);
  });

  it('what was there before counts as read', async () => {
    await buildTopic(world, asLead, { group, title: 'Oud', text: 'Van vroeger' });
    const { data } = await send(asLead, outsider.id);
    const joined = await world.ask<{ answerInvitation: { group: { readCount: number; lastSeq: number } } }>(asOutsider, answer, { input: { mutationId: randomUUID(), invitationId: data.invite.id, answer: 'ACCEPT', pactVersion: 1 } });
    expect(joined.answerInvitation.group).toMatchObject({ readCount: 1, lastSeq: 1 });
  });
});

describe('the manager rule', () => {
  it('refuses a manager in the closed circle of their people, and not in an open one', async () => {
    const manager = await buildPerson(world, { position: 'teacher', at: school });
    await buildManager(world, { manager, person: member });
    expect(reasonOf(await send(asLead, manager.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'MANAGER_SPLIT' });
    const appraiser = await buildPerson(world, { position: 'school_leader', at: school });
    expect(reasonOf(await send(asLead, appraiser.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'MANAGER_SPLIT' });
    group = await buildGroup(world, { kind: 'knowledge', organisation: school, roles: { lead, member } });
    expect((await send(asLead, manager.id)).errors).toBeUndefined();
  });

  it('a lead whose membership rests does not count as one who leads', async () => {
    const second = await buildPerson(world, { position: 'teacher', at: school });
    group = await buildGroup(world, { kind: 'coaching', organisation: school, roles: { lead, member } });
    await world.sql(`INSERT INTO memberships (person_id, group_id, role, suspended_at) VALUES ($1, $2, 'lead', now())`, [second.id, group.id]);
    const leave = () => world.gql(asLead, 'mutation($input: GroupIdInput!) { leaveGroup(input: $input) { ok } }', { input: { mutationId: randomUUID(), groupId: group.id } });
    expect(reasonOf(await leave())).toMatchObject({ reason: 'LAST_LEAD' });
    expect((await world.gql(asLead, remove, { input: { mutationId: randomUUID(), groupId: group.id, personId: second.id } })).errors).toBeUndefined();
  });

  it('refuses an answer when the relation came after the invitation', async () => {
    const later = await buildPerson(world, { position: 'teacher', at: school });
    const { data } = await send(asLead, later.id);
    await buildManager(world, { manager: later, person: member });
    const session = await world.signIn(later);
    expect(reasonOf(await reply(session, data.invite.id))).toMatchObject({ code: 'FORBIDDEN', reason: 'MANAGER_SPLIT' });
    expect((await world.sql('SELECT 1 FROM memberships WHERE group_id = $1 AND person_id = $2', [group.id, later.id])).length).toBe(0);
  });
});

describe('leaving and being removed', () => {
  it('ends reading, writing and listening with the commit', async () => {
    const socket = await world.socket(asMember);
    await socket.subscribe(groupStream(group.id));
    await socket.subscribe(personStream(member.id));
    await world.ask(asLead, remove, { input: { mutationId: randomUUID(), groupId: group.id, personId: member.id } });
    expect(reasonOf(await show(asMember))).toMatchObject({ code: 'NOT_FOUND' });
    const ended = await socket.until('groups.membershipEnded');
    await buildTopic(world, asLead, { group, title: 'Daarna', text: 'Dit hoort niemand die weg is' });
    expect(await socket.subscribe(groupStream(group.id))).toEqual({ ok: false, refused: 'NOT_FOUND' });
    expect(socket.events.filter((event) => event.stream === groupStream(group.id) && event.seq > ended.seq)).toEqual([]);
    socket.close();
  });

  it('a circle with others in it keeps a lead', async () => {
    const leave = (session: Session) => world.gql(session, 'mutation($input: GroupIdInput!) { leaveGroup(input: $input) { ok } }', { input: { mutationId: randomUUID(), groupId: group.id } });
    expect(reasonOf(await leave(asLead))).toMatchObject({ code: 'FORBIDDEN', reason: 'LAST_LEAD' });
    expect(reasonOf(await world.gql(asLead, remove, { input: { mutationId: randomUUID(), groupId: group.id, personId: lead.id } }))).toMatchObject({ reason: 'LAST_LEAD' });
    expect((await leave(asMember)).errors).toBeUndefined();
  });
});

describe('the pact', () => {
  it('is asked again when it changes, and nobody writes before agreeing', async () => {
    await world.ask(asLead, 'mutation($input: ChangePactInput!) { changePact(input: $input) { id } }', { input: { mutationId: randomUUID(), groupId: group.id, text: 'Nieuwe afspraken', ifVersion: 1 } });
    const { group: mine } = (await show(asMember)).data;
    expect(mine.viewerActions).toEqual(expect.arrayContaining(['READ', 'ACCEPT_PACT', 'LEAVE']));
    expect(mine.viewerActions).not.toContain('POST');
    const accept = (version: number) => world.gql(asMember, 'mutation($input: AcceptPactInput!) { acceptPact(input: $input) { pactAcceptedVersion viewerActions } }', { input: { mutationId: randomUUID(), groupId: group.id, version } });
    expect(reasonOf(await accept(1))).toMatchObject({ code: 'CONFLICT' });
    expect((await accept(2)).data).toMatchObject({ acceptPact: { pactAcceptedVersion: 2, viewerActions: expect.arrayContaining(['POST']) } });
    const dated = await world.sql('SELECT 1 FROM pact_acceptances WHERE group_id = $1 AND version = 2 AND person_id = $2', [group.id, member.id]);
    expect(dated.length).toBe(1);
  });
});

describe('archiving', () => {
  it('leaves reading and takes writing, for everyone', async () => {
    await world.ask(asLead, 'mutation($input: GroupIdInput!) { archiveGroup(input: $input) { id } }', { input: { mutationId: randomUUID(), groupId: group.id } });
    expect((await show(asMember)).data.group).toMatchObject({ viewerActions: ['READ', 'LEAVE'], archivedAt: expect.any(String) });
    await expect(buildTopic(world, asMember, { group, title: 'Nog iets', text: 'Te laat' })).rejects.toThrow(/ARCHIVED/);
    const find = (session: Session) => world.gql(session, 'query($id: UUID!) { candidates(groupId: $id, text: "Voor") { id } }', { id: group.id });
    expect(reasonOf(await find(asLead))).toMatchObject({ code: 'FORBIDDEN', reason: 'ARCHIVED' });
    expect(reasonOf(await find(asMember))).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE' });
    expect(reasonOf(await world.gql(asMember, 'mutation($input: GroupIdInput!) { reopenGroup(input: $input) { id } }', { input: { mutationId: randomUUID(), groupId: group.id } }))).toMatchObject({ reason: 'ROLE' });
  });
});
