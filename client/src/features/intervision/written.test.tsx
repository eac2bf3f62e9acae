import { describe, expect, it } from '@jest/globals';
import { people, TestSession, testPhase } from './test-session.js';
import { askedNow, awaitedNames } from './written-awaited.js';
import { lastDaysOf, notLater, refusedDay, writtenProblems, type WrittenForm } from './written-plan-form.js';

const page = (written: Partial<NonNullable<TestSession['page']['written']>> = {}) => {
  const world = new TestSession(people.fenna, [testPhase(0, { input: 'card_each', writer: 'each', maxEach: 1, days: 2 }), testPhase(1, { input: 'private_reveal', sealed: true, days: 2 })]);
  world.enter(0);
  world.page.written = { __typename: 'SessionWritten', deadlines: ['2026-12-10T16:00:00Z', '2026-12-14T16:00:00Z'], extended: false, awaited: [], awaitsMe: false, mayAnswer: false, missed: [], ...written };
  return world.page;
};

describe('what a written session asks now', () => {
  it('a first text, an answer, nothing but a change, or nothing', () => {
    expect(askedNow(page({ awaitsMe: true }))).toBe('write');
    expect(askedNow(page({ awaitsMe: true, mayAnswer: true }))).toBe('answer');
    expect(askedNow(page())).toBe('change');
    const reader = page();
    reader.me.mayWrite = false;
    reader.me.refusal = 'CONTRIBUTOR_SILENT';
    expect(askedNow(reader)).toBe('nothing');
    reader.me.refusal = 'ENOUGH';
    expect(askedNow(reader)).toBe('change');
  });

  it('nothing while it stands still, when the phase takes nothing, and of a session that is live', () => {
    const halted = page({ awaitsMe: true });
    halted.state.clock = 'PAUSED';
    const closed = page({ awaitsMe: true });
    closed.state.entry = 'CLOSED';
    const live = page({ awaitsMe: true });
    live.written = null;
    expect([halted, closed, live].map(askedNow)).toEqual(['nothing', 'nothing', 'nothing']);
  });

  it('names those who are awaited, oneself first; and nobody where it may not be known', () => {
    const awaited = page({ awaited: [people.yara.id, people.fenna.id, people.bram.id] });
    expect(awaitedNames(awaited, people.fenna.id)!.map(({ name, me }) => [name, me])).toEqual([[people.fenna.name, true], [people.bram.name, false], [people.yara.name, false]]);
    expect(awaitedNames(page({ awaited: null }), people.fenna.id)).toBeNull();
    expect(awaitedNames(page(), people.fenna.id)).toEqual([]);
  });
});

describe('the days of a written session, before they are agreed', () => {
  const form: WrittenForm = { id: 'x', methodKey: 'heilsbronn', startsOn: '2026-12-07', changed: {}, facilitatorId: 'a', coFacilitatorId: '', contributorId: '' };
  const phases = [{ key: 'core.case', lastDay: '2026-12-08' }, { key: 'core.ask', lastDay: '2026-12-11' }];

  it('are the suggested ones, but for what somebody changed', () => {
    expect(lastDaysOf(phases, { 'core.ask': '2026-12-14' })).toEqual(['2026-12-08', '2026-12-14']);
    expect(lastDaysOf(phases, { 'core.ask': '' })).toEqual(['2026-12-08', '2026-12-11']);
  });

  it('come one after the other', () => {
    expect(notLater('2026-12-07', ['2026-12-08', '2026-12-11'])).toEqual([]);
    expect(notLater('2026-12-07', ['2026-12-07', '2026-12-11'])).toEqual([0]);
    expect(notLater('2026-12-07', ['2026-12-08', '2026-12-08'])).toEqual([1]);
  });

  it('and what is missing is said at its field', () => {
    expect(writtenProblems(form, { facilitatorRequired: true }, lastDaysOf(phases, {}), '2026-12-01')).toEqual([]);
    expect(writtenProblems({ ...form, contributorId: 'a' }, { facilitatorRequired: true }, [], '2026-12-01')).toEqual(['leads']);
    expect(writtenProblems({ ...form, contributorId: 'a' }, { facilitatorRequired: false }, [], '2026-12-01')).toEqual([]);
    expect(writtenProblems({ ...form, startsOn: '2026-11-30', coFacilitatorId: 'a' }, undefined, [], '2026-12-01')).toEqual(['method', 'start', 'same']);
    expect(refusedDay(['input.startsOn', 'input.lastDays.3'])).toBe(3);
    expect(refusedDay(['input.lastDays'])).toBeNull();
  });
});
