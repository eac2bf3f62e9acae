import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDay, isOutcomePhase, itemFrom } from './action-item.js';
import { minutesIn, roleKept } from './attendance.js';
import { erasesAt, keptDays, leastCaseDays, mayShortenTo } from './keeping.js';
import type { SessionRole } from './session.js';

const day = 86_400_000;
const minute = 60_000;

describe('how long words are kept', () => {
  it('never grows by what a circle chooses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.option(fc.integer({ min: 1, max: 400 })), (schedule, circle) => {
        expect(keptDays(schedule, circle)).toBeLessThanOrEqual(schedule);
        expect(keptDays(schedule, circle)).toBe(circle === null ? schedule : Math.min(schedule, circle));
      }),
    );
  });

  it('counts from the beginning, and from the planned one where it never began', () => {
    expect(erasesAt({ startedAt: 5 * day, startsAt: 4 * day }, 90)).toBe(95 * day);
    expect(erasesAt({ startedAt: null, startsAt: 4 * day }, 90)).toBe(94 * day);
  });

  it('can be shortened only, and not below what it takes to look something up', () => {
    expect([mayShortenTo(30, 90), mayShortenTo(90, 90), mayShortenTo(120, 90), mayShortenTo(30, 14), mayShortenTo(leastCaseDays, 90), mayShortenTo(leastCaseDays - 1, 90)]).toEqual([true, false, false, false, true, false]);
  });
});

describe('what is kept of a person', () => {
  it('is the role that says most', () => {
    const roles = (...given: SessionRole[]): ReadonlySet<SessionRole> => new Set(given);
    expect(roleKept(roles('facilitator', 'contributor'))).toBe('contributor');
    expect(roleKept(roles('co_facilitator', 'participant'))).toBe('co_facilitator');
    expect(roleKept(roles())).toBe('participant');
  });

  it('is minutes inside the session, at most twice the plan', () => {
    const session = { startedAt: 100 * minute, endedAt: 175 * minute, planned: 75, written: false };
    expect(minutesIn({ enteredAt: 90 * minute, leftAt: null }, session)).toBe(75);
    expect(minutesIn({ enteredAt: 115 * minute, leftAt: 145 * minute }, session)).toBe(30);
    expect(minutesIn({ enteredAt: 90 * minute, leftAt: 95 * minute }, session)).toBe(0);
    expect(minutesIn({ enteredAt: 90 * minute, leftAt: null }, { ...session, endedAt: 9_000 * minute })).toBe(150);
    expect(minutesIn({ enteredAt: 0, leftAt: 0 }, { ...session, written: true })).toBe(75);
  });
});

describe('an action', () => {
  const people = new Set(['anna', 'bram']);
  const at = { authorId: 'anna', contributorId: 'bram', people };
  const actions = { input: 'actions' } as const;

  it('is whom the text names, else who wrote it, else whose case it was', () => {
    expect(itemFrom(actions, '{"what":"Bellen","owner":"bram","due":"2026-12-01"}', at)).toEqual({ kind: 'action', ownerId: 'bram', dueOn: '2026-12-01', body: { what: 'Bellen' } });
    expect(itemFrom(actions, '{"what":"Bellen"}', at)).toMatchObject({ ownerId: 'anna', dueOn: null });
    expect(itemFrom(actions, '{"what":"Bellen"}', { ...at, authorId: 'weg' })).toMatchObject({ ownerId: 'bram' });
  });

  it('keeps as words what is no person and no day', () => {
    expect(itemFrom(actions, '{"what":"Bellen","owner":"de intern begeleider","due":"na de vakantie"}', at)).toEqual({
      kind: 'action', ownerId: null, dueOn: null, body: { what: 'Bellen', owner: 'de intern begeleider', due: 'na de vakantie' },
    });
    expect(itemFrom(actions, 'geen formulier', at)).toMatchObject({ ownerId: 'anna', body: { what: 'geen formulier' } });
  });

  it('knows days of the calendar only', () => {
    expect(['2026-02-28', '2028-02-29'].map(isDay)).toEqual([true, true]);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '0001-01-01', '', 'morgen'].map(isDay)).toEqual([false, false, false, false, false, false]);
  });

  it('comes from phases of actions; what the note taker wrote for all is kept with them', () => {
    expect(isOutcomePhase({ input: 'actions', writer: 'contributor' })).toBe(true);
    expect(isOutcomePhase({ input: 'statement', writer: 'notetaker' })).toBe(true);
    expect(isOutcomePhase({ input: 'statement', writer: 'contributor' })).toBe(false);
    expect(itemFrom({ input: 'statement' }, 'Wanneer is streng zorgzaam?', at)).toEqual({ kind: 'note', ownerId: null, dueOn: null, body: { what: 'Wanneer is streng zorgzaam?' } });
  });
});
