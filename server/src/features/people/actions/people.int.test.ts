import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, buildPosition, type BuiltPerson } from '../../../../test/builders/people.js';
import { type ServerParts, serverParts } from '../../../../test/harness/server-parts.js';
import { CreateOrganisation } from '../../organisations/public.js';
import type { Split } from '../domain/split.js';
import { EndManager } from './end-manager.js';
import { EndPosition } from './end-position.js';
import { GivePosition } from './give-position.js';
import { Introduce } from './introduce.js';
import { RegisterPerson } from './register-person.js';
import { SetManager } from './set-manager.js';
import { UpdateProfile } from './update-profile.js';
import { UpdateSettings } from './update-settings.js';

let parts: ServerParts;
let told: { began: Split[]; ended: Split[] };
let foundation: BuiltOrganisation;
let school: BuiltOrganisation;
let administrator: BuiltPerson;

const refusal = (work: Promise<unknown>) => work.then((value) => value ?? 'done', (error: { extensions?: unknown }) => error.extensions);
const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
const ids = () => ({ mutationId: randomUUID(), id: randomUUID() });
const splits = (a: BuiltPerson[], b: BuiltPerson[]) =>
  parts.uow.runUnsigned((tx) => parts.managerRule.findSplits(tx, a.map((one) => one.id), b.map((one) => one.id)));
const give = (by: BuiltPerson, to: BuiltPerson, kind: string, at: BuiltOrganisation, more: { from?: string; id?: string } = {}) =>
  refusal(new GivePosition(parts.uow, parts.rights, parts.people, parts.managerRule).run(parts.as(by), {
    ...ids(), personId: to.id, organisationId: at.id, kind, from: today(), ...more,
  }));

beforeAll(async () => {
  parts = await serverParts();
  parts.listeners.register({
    relationsBegan: async (_tx, began) => void told.began.push(...began),
    relationsEnded: async (_tx, ended) => void told.ended.push(...ended),
  });
});
afterAll(() => parts.close());
beforeEach(async () => {
  told = { began: [], ended: [] };
  foundation = await buildOrganisation(parts, { kind: 'foundation' });
  school = await buildOrganisation(parts, { kind: 'school', parent: foundation });
  administrator = await buildPerson(parts, { position: 'administrator_foundation', at: foundation });
});

describe('oneself', () => {
  it('is read with positions and what one may make, and nobody else is', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const me = (await parts.people.me(parts.as(teacher))) as Record<string, unknown>;
    expect(me).toMatchObject({ id: teacher.id, email: teacher.email, name: teacher.name, language: 'NL', mailLevel: 'IMPORTANT', version: 1 });
    expect(me.positions).toEqual([expect.objectContaining({ kind: 'teacher', until: null, organisation: expect.objectContaining({ id: school.id }) })]);
    expect(me.mayCreate).toEqual([{ kind: 'KNOWLEDGE', organisations: [{ id: school.id, kind: 'school', name: school.name, brin: null }] }]);
    expect(me.asOf).toEqual({ stream: `person:${teacher.id}`, epoch: 1, seq: 0 });
    await parts.sql(`UPDATE people SET status = 'disabled' WHERE id = $1`, [teacher.id]);
    expect(await parts.people.me(parts.as(teacher))).toBeNull();
  });

  it('is offered circles at everything below', async () => {
    const me = (await parts.people.me(parts.as(administrator))) as { mayCreate: { kind: string; organisations: { id: string }[] }[] };
    expect(me.mayCreate.map((right) => [right.kind, right.organisations.map((one) => one.id)])).toEqual([['KNOWLEDGE', [foundation.id, school.id]]]);
  });

  it('changes profile by version, and settings one by one', async () => {
    const person = await buildPerson(parts, { introduced: false });
    const viewer = parts.as(person);
    const rename = (ifVersion: number) => refusal(new UpdateProfile(parts.uow).run(viewer, { mutationId: randomUUID(), givenName: ' Noor ', familyName: 'de Wit', ifVersion }));
    expect(await rename(1)).toBe('done');
    expect(await rename(1)).toEqual({ code: 'CONFLICT' });
    expect(await refusal(new UpdateProfile(parts.uow).run(viewer, { mutationId: randomUUID(), givenName: ' ', familyName: 'x'.repeat(81), ifVersion: 2 }))).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'input.givenName', code: 'REQUIRED' }, { path: 'input.familyName', code: 'TOO_LONG', limit: 80 }],
    });
    await new UpdateSettings(parts.uow).run(viewer, { mutationId: randomUUID(), calmMotion: true });
    await new Introduce(parts.uow).run(viewer, { mutationId: randomUUID(), givenName: 'Noor', familyName: 'de Wit', language: 'EN', mailLevel: 'NOTHING' });
    const me = (await parts.people.me(viewer)) as Record<string, unknown>;
    expect(me).toMatchObject({ name: 'Noor de Wit', calmMotion: true, singleKeys: true, language: 'EN', mailLevel: 'NOTHING', introducedAt: expect.any(Date), version: 3 });
    expect(me.asOf).toMatchObject({ seq: 3 });
  });
});

describe('a position', () => {
  it('is given by who administers people there, from today', async () => {
    const person = await buildPerson(parts);
    const stranger = await buildPerson(parts, { position: 'administrator_school' });
    expect(await give(stranger, person, 'teacher', school)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    expect(await give(administrator, person, 'hr', school)).toEqual({ code: 'INVALID_INPUT', fields: [{ path: 'input.kind', code: 'NOT_ALLOWED' }] });
    expect(await give(administrator, person, 'teacher', school, { from: '2020-01-01' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await give(administrator, person, 'teacher', school)).toMatchObject({ given: true });
    expect(await parts.sql(`SELECT act, detail ->> 'kind' AS kind FROM audit_log WHERE subject_id = $1`, [person.id])).toEqual([{ act: 'position.given', kind: 'teacher' }]);
  });

  it('with power over others takes two', async () => {
    const person = await buildPerson(parts);
    const second = await buildPerson(parts, { position: 'administrator_network', at: await networkOf(foundation) });
    expect(await give(administrator, administrator, 'school_leader', school)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    expect(await give(administrator, person, 'school_leader', school)).toMatchObject({ given: false });
    expect(await give(administrator, person, 'school_leader', school)).toMatchObject({ given: false });
    expect(await parts.sql(`SELECT 1 FROM positions WHERE person_id = $1`, [person.id])).toHaveLength(0);
    expect(await give(person, person, 'school_leader', school)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    expect(await give(second, person, 'administrator_school', school)).toMatchObject({ given: false });
    expect(await give(second, person, 'school_leader', school)).toMatchObject({ given: true });
    expect(await parts.sql(`SELECT kind FROM positions WHERE person_id = $1`, [person.id])).toEqual([{ kind: 'school_leader' }]);
  });

  it('with power over others may be confirmed by the board', async () => {
    const person = await buildPerson(parts);
    const board = await buildPerson(parts, { position: 'board_member', at: foundation });
    expect(await give(board, person, 'school_leader', school)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    await give(administrator, person, 'school_leader', school);
    expect(await give(board, person, 'school_leader', school)).toMatchObject({ given: true });
  });

  it('ends with its rights, at once', async () => {
    const person = await buildPerson(parts, { position: 'administrator_school', at: school });
    const [held] = await parts.sql<{ id: string }>(`SELECT id FROM positions WHERE person_id = $1`, [person.id]);
    const other = await buildPerson(parts);
    expect(await give(person, other, 'teacher', school)).toMatchObject({ given: true });
    await new EndPosition(parts.uow, parts.organisations, parts.managerRule).run(parts.as(administrator), { mutationId: randomUUID(), positionId: held!.id });
    expect(await give(person, other, 'coach', school)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    expect((await parts.people.me(parts.as(person))) as object).toMatchObject({ positions: [], mayCreate: [] });
  });
});

describe('the manager rule', () => {
  it('finds a manager, and who appraises at the same organisation or above, in both directions', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const starter = await buildPerson(parts, { position: 'starter', at: school });
    const coach = await buildPerson(parts, { position: 'coach', at: school });
    const leader = await buildPerson(parts, { position: 'school_leader', at: school });
    const hr = await buildPerson(parts, { position: 'hr', at: foundation });
    const elsewhere = await buildPerson(parts, { position: 'school_leader', at: await buildOrganisation(parts, { parent: foundation }) });
    const pair = (manager: BuiltPerson, person: BuiltPerson) => ({ managerId: manager.id, personId: person.id });
    expect(await splits([leader], [teacher])).toEqual([pair(leader, teacher)]);
    expect(await splits([teacher], [leader])).toEqual([pair(leader, teacher)]);
    expect(await splits([hr], [teacher, coach])).toEqual([pair(hr, teacher)]);
    expect(await splits([hr], [leader])).toEqual([pair(hr, leader)]);
    expect(await splits([elsewhere], [teacher, starter, coach])).toEqual([]);
    expect(await splits([teacher], [starter, coach])).toEqual([]);
    expect(await splits([teacher], [teacher])).toEqual([]);
    expect(await splits([], [teacher])).toEqual([]);
    await refusal(new SetManager(parts.uow, parts.people, parts.managerRule).run(parts.as(administrator), { ...ids(), managerId: coach.id, personId: starter.id }));
    expect(await splits([starter], [coach])).toEqual([pair(coach, starter)]);
  });

  it('tells at once what begins and ends', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const manager = await buildPerson(parts, { position: 'coach', at: school });
    const pair = { managerId: manager.id, personId: teacher.id };
    const set = () => refusal(new SetManager(parts.uow, parts.people, parts.managerRule).run(parts.as(administrator), { ...ids(), managerId: manager.id, personId: teacher.id }));
    await set();
    await set();
    expect(told).toEqual({ began: [pair], ended: [] });
    expect(await parts.sql(`SELECT 1 FROM manager_relations WHERE manager_id = $1`, [manager.id])).toHaveLength(1);
    await new EndManager(parts.uow, parts.people, parts.managerRule).run(parts.as(administrator), { mutationId: randomUUID(), managerId: manager.id, personId: teacher.id });
    expect(told).toEqual({ began: [pair], ended: [pair] });
    expect(await splits([manager], [teacher])).toEqual([]);
  });

  it('is told when a position begins to appraise, and keeps quiet about a second reason', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const leader = await buildPerson(parts);
    await give(administrator, leader, 'school_leader', school);
    const board = await buildPerson(parts, { position: 'board_member', at: foundation });
    await give(board, leader, 'school_leader', school);
    const began = [...told.began];
    expect(began).toContainEqual({ managerId: leader.id, personId: teacher.id });
    expect(began).toContainEqual({ managerId: board.id, personId: leader.id });
    await refusal(new SetManager(parts.uow, parts.people, parts.managerRule).run(parts.as(administrator), { ...ids(), managerId: leader.id, personId: teacher.id }));
    expect(told.began).toEqual(began);
  });

  it('catches up with dates that came by themselves, once', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const coming = await buildPerson(parts);
    const going = await buildPerson(parts);
    await buildPosition(parts, { person: coming, kind: 'school_leader', at: school, fromDay: 0 });
    await buildPosition(parts, { person: going, kind: 'school_leader', at: school, fromDay: -30, untilDay: 0 });
    await parts.sql(
      `INSERT INTO installation (key, value) VALUES ('manager_rule_day', to_jsonb((current_date - 2)::text)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    );
    const pairOf = (manager: BuiltPerson) => ({ managerId: manager.id, personId: teacher.id });
    await parts.uow.runUnsigned((tx) => parts.managerRule.catchUp(tx));
    expect(told.began).toContainEqual(pairOf(coming));
    expect(told.ended).toContainEqual(pairOf(going));
    told = { began: [], ended: [] };
    await parts.uow.runUnsigned((tx) => parts.managerRule.catchUp(tx));
    expect(told).toEqual({ began: [], ended: [] });
  });

  it('makes acts that could break it together wait for each other', async () => {
    const teacher = await buildPerson(parts, { position: 'teacher', at: school });
    const manager = await buildPerson(parts, { position: 'coach', at: school });
    const order: string[] = [];
    let begin: Promise<unknown> | undefined;
    await parts.uow.runUnsigned(async (tx) => {
      await parts.managerRule.lock(tx);
      begin = new SetManager(parts.uow, parts.people, parts.managerRule)
        .run(parts.as(administrator), { ...ids(), managerId: manager.id, personId: teacher.id })
        .then(() => order.push('set'));
      for (let waiting = 0; waiting === 0; ) {
        waiting = (await parts.sql<{ n: number }>(`SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))[0]!.n;
      }
      order.push('free');
    });
    await begin;
    expect(order).toEqual(['free', 'set']);
  });
});

describe('administering', () => {
  it('registers people and organisations where the right reaches, and refuses elsewhere', async () => {
    const register = (by: BuiltPerson, at: BuiltOrganisation, kind: string, email: string) =>
      refusal(new RegisterPerson(parts.uow, parts.rights, parts.organisations, parts.managerRule).run(parts.as(by), {
        ...ids(), email, givenName: 'Mo', familyName: 'Bakker', language: 'NL', positionId: randomUUID(), organisationId: at.id, kind,
      }));
    const email = `mo.${randomUUID()}@kring.example`;
    expect(await register(administrator, school, 'teacher', email)).toEqual({ personId: expect.any(String) });
    expect(await register(administrator, school, 'teacher', email.toUpperCase())).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await register(administrator, school, 'school_leader', `x${email}`)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
    expect(await register(administrator, await buildOrganisation(parts), 'teacher', `y${email}`)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });

    const create = (by: BuiltPerson, kind: 'school' | 'region', parent: { id: string }, brin: string | null = null) =>
      refusal(new CreateOrganisation(parts.uow, parts.organisations).run(parts.as(by), { ...ids(), kind, parentId: parent.id, name: 'De Wilg', brin }));
    expect(await create(administrator, 'school', foundation, '09XY')).toEqual({ organisationId: expect.any(String) });
    expect(await create(administrator, 'school', foundation, '09XY')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await create(administrator, 'school', foundation, 'fout')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await create(administrator, 'region', foundation)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await create(administrator, 'school', { id: randomUUID() })).toEqual({ code: 'NOT_FOUND' });
    expect(await create(await buildPerson(parts, { position: 'teacher', at: foundation }), 'school', foundation)).toEqual({ code: 'FORBIDDEN', reason: 'POSITION' });
  });
});

async function networkOf(organisation: BuiltOrganisation): Promise<BuiltOrganisation> {
  return { id: organisation.path[0]!, kind: 'network', name: '', path: [organisation.path[0]!] };
}
