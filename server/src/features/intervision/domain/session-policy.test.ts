import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodNamed } from './method.js';
import { resolveScript } from './resolve-script.js';
import type { Script } from './script.js';
import { decideSession, rightsNow, rightOf, sessionRights, sessionRightsFrom, type SessionCircumstances, type SessionRight, type SessionRightRow } from './session-policy.js';
import { plannedSession, sessionRoles, type Person, type SessionRole, type SessionState } from './session.js';

const held = Object.fromEntries(sessionRoles.map((role) => [role, z.boolean()])) as Record<SessionRole, z.ZodBoolean>;
const rows: SessionRightRow[] = readCatalogue('positions-and-rights', z.object({ session_rights: z.array(z.object({ verb: z.string(), ...held })) })).session_rights;
const rights = sessionRightsFrom(rows);

const catalogue = loadMethodCatalogue();
function scriptOf(key: string): Script {
  const result = resolveScript(catalogue, methodNamed(catalogue, key), { frame: 'full', profile: 'normal', written: false, people: 7, previousContributor: true, caseChosen: false, options: null, minutes: {} });
  if (!result.ok) throw new Error(result.refusal);
  return result.script;
}
const script = scriptOf('ten_step');
const phaseAt = (id: string): number => script.phases.findIndex((phase) => phase.id === id);

const person = (id: string, observer = false): Person => ({ id, observer, seat: null });
const people: Record<SessionRole, Person> = {
  contributor: person('contributor'),
  facilitator: person('facilitator'),
  co_facilitator: person('co'),
  participant: person('participant'),
  timekeeper: person('timekeeper'),
  observer: person('observer', true),
  notetaker: person('notetaker'),
};
const now = 1_000_000;
const running: SessionState = {
  ...plannedSession({ facilitatorId: 'facilitator', coFacilitatorId: 'co', contributorId: 'contributor', caseId: null, previousContributorId: null, notetakerId: 'notetaker', timekeeperId: 'timekeeper', startsAt: 0 }),
  status: 'running',
  facilitatorAwaySince: null,
  coFacilitatorAwaySince: null,
  phase: phaseAt('core.write_questions'),
  furthest: phaseAt('core.write_questions'),
  turn: 8,
  entry: 'open',
  endsAt: now + 60_000,
};
const at = (who: Person | null, state: Partial<SessionState> = {}, more: Partial<SessionCircumstances> = {}): SessionCircumstances => ({ state: { ...running, ...state }, script, person: who, pactOpen: false, now, ...more });
const rightsIn = (role: SessionRole, state: Partial<SessionState> = {}): SessionRight[] => rightsNow(rights, at(people[role], state));

describe('who may do what in a running session', () => {
  const ofAll: SessionRight[] = ['read', 'enter', 'leave', 'ask_extra_time', 'time_out'];
  it.each<[SessionRole, SessionRight[]]>([
    ['facilitator', [...ofAll, 'start_end', 'move_phase', 'extend_pause', 'reveal', 'hand_over', 'choose_case', 'write_own', 'show_on_beamer', 'enter_for_others', 'freeze']],
    ['co_facilitator', [...ofAll, 'extend_pause', 'reveal', 'write_own']],
    ['contributor', [...ofAll, 'write_own']],
    ['participant', [...ofAll, 'write_own']],
    ['timekeeper', [...ofAll, 'extend_pause', 'write_own']],
    ['observer', ofAll],
    ['notetaker', [...ofAll, 'write_own', 'enter_for_others']],
  ])('%s', (role, may) => {
    expect(rightsIn(role).sort()).toEqual([...may].sort());
  });

  it('an outsider nothing, whatever their position', () => {
    for (const right of sessionRights) expect(decideSession(rights, right, at(null))).toEqual({ allow: false, reason: 'NOT_A_MEMBER' });
  });

  it.each<[string, SessionRight, SessionRole[]]>([
    ['open.choose', 'vote', ['contributor', 'facilitator', 'co_facilitator', 'participant', 'timekeeper', 'notetaker']],
    ['core.rate_questions', 'rate', ['contributor']],
    ['core.tips', 'write_own', ['contributor', 'facilitator', 'co_facilitator', 'participant', 'timekeeper', 'notetaker']],
  ])('entering in %s is the right %s', (id, right, who) => {
    const phase = phaseAt(id);
    expect(sessionRoles.filter((role) => rightsIn(role, { phase, furthest: phase }).includes(right))).toEqual(who);
    for (const other of (['vote', 'rate', 'write_own', 'write_outcome'] as const).filter((each) => each !== right)) for (const role of sessionRoles) expect(rightsIn(role, { phase, furthest: phase })).not.toContain(other);
  });

  it('an outcome is written by one for all', () => {
    const course = scriptOf('u_procedure');
    const phase = course.phases.findIndex(({ id }) => id === 'core.how_new');
    const who = sessionRoles.filter((role) => decideSession(rights, 'write_outcome', at(people[role], { phase, furthest: phase }, { script: course })).allow);
    expect(who).toEqual(['contributor', 'facilitator', 'co_facilitator', 'notetaker']);
  });
});

describe('what the moment changes', () => {
  it.each<[string, Partial<SessionState>, SessionRole, SessionRight, string | null]>([
    ['before the lobby only who leads comes in', { status: 'planned', phase: -1 }, 'participant', 'enter', 'NOT_RUNNING'],
    ['before the lobby only who leads comes in', { status: 'planned', phase: -1 }, 'facilitator', 'enter', null],
    ['the lobby is open', { status: 'lobby', phase: -1 }, 'participant', 'enter', null],
    ['nothing moves before the start', { status: 'lobby', phase: -1 }, 'facilitator', 'move_phase', 'NOT_RUNNING'],
    ['the start is the facilitator’s', { status: 'lobby', phase: -1 }, 'facilitator', 'start_end', null],
    ['the start is the facilitator’s', { status: 'lobby', phase: -1 }, 'co_facilitator', 'start_end', 'ROLE'],
    ['afterwards one reads', { status: 'ended' }, 'observer', 'read', null],
    ['afterwards nobody writes', { status: 'ended' }, 'participant', 'write_own', 'SESSION_OVER'],
    ['afterwards the contributor approves the harvest', { status: 'ended' }, 'contributor', 'approve_harvest', null],
    ['not before', {}, 'contributor', 'approve_harvest', 'NOT_NOW'],
    ['and nobody else', { status: 'ended' }, 'facilitator', 'approve_harvest', 'ROLE'],
    ['a time-out stops moving', { clock: 'time_out', haltedAt: now }, 'facilitator', 'move_phase', 'TIME_OUT'],
    ['a time-out is ended by who leads', { clock: 'time_out', haltedAt: now }, 'facilitator', 'end_time_out', null],
    ['a time-out is ended by who leads', { clock: 'time_out', haltedAt: now }, 'participant', 'end_time_out', 'ROLE'],
    ['and a session can be ended in it', { clock: 'time_out', haltedAt: now }, 'facilitator', 'start_end', null],
    ['nobody takes over from who is here', {}, 'co_facilitator', 'take_over', 'FACILITATOR_PRESENT'],
    ['nor within a minute', { facilitatorAwaySince: now - 59_999 }, 'co_facilitator', 'take_over', 'FACILITATOR_PRESENT'],
    ['the co-facilitator after a minute', { facilitatorAwaySince: now - 60_000 }, 'co_facilitator', 'take_over', null],
    ['the contributor comes after them', { facilitatorAwaySince: now - 60_000 }, 'contributor', 'take_over', 'NOT_NOW'],
    ['the contributor when they are away too', { facilitatorAwaySince: now - 60_000, coFacilitatorAwaySince: now - 60_000 }, 'contributor', 'take_over', null],
    ['a participant never', { facilitatorAwaySince: 0, coFacilitatorAwaySince: 0 }, 'participant', 'take_over', 'ROLE'],
  ])('%s (%j, %s, %s)', (_why, state, role, right, reason) => {
    expect(decideSession(rights, right, at(people[role], state))).toEqual(reason === null ? { allow: true } : { allow: false, reason });
  });

  it('an open pact stops coming in and writing, not reading', () => {
    for (const right of ['enter', 'write_own'] as const) expect(decideSession(rights, right, at(people.participant, {}, { pactOpen: true }))).toEqual({ allow: false, reason: 'PACT_NOT_ACCEPTED' });
    expect(decideSession(rights, 'read', at(people.participant, {}, { pactOpen: true })).allow).toBe(true);
  });

  it('who took over is the facilitator', () => {
    expect(rightsNow(rights, at(people.co_facilitator, { facilitatorId: 'co', coFacilitatorId: 'facilitator' }))).toContain('move_phase');
    expect(rightsNow(rights, at(people.facilitator, { facilitatorId: 'co', coFacilitatorId: 'facilitator' }))).not.toContain('move_phase');
  });
});

describe('the catalogue', () => {
  it('has every verb that commands and entries need, and no other', () => {
    const derived = ['read', 'enter', 'hand_over', 'choose_case', 'end_time_out', 'show_on_beamer', 'give_role', 'enter_for_others', 'change_plan', 'freeze', 'write_outcome_later'];
    expect([...rights.keys()].sort()).toEqual(sessionRights.filter((right) => !derived.includes(right)).sort());
    for (const right of Object.values(rightOf)) if (right) expect(sessionRights).toContain(right);
  });
});
