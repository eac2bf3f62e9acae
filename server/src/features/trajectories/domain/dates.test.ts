import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayNumber, dayText, mondayOf, weekday } from './day-number.js';
import type { DatedActivity, DatedProtocol } from './dated-protocol.js';
import { normHours, programmeMinutes, yearOf } from './hours.js';
import { planDates, type PlanAsked, type PlannedStep } from './plan-dates.js';
import { isRefused, rhythmOf, stretched } from './rhythm.js';
import { type RegionDays, schoolWeeks } from './school-weeks.js';

/** A region of the tests: one long holiday, one of advice, one public day; known from August 2026 to July 2028, the second year confirmed. */
const testRegion: RegionDays = {
  isSchoolDay: (day) => weekday(dayNumber(day)) <= 5 && !('2026-12-19' <= day && day <= '2027-01-03') && !('2027-02-20' <= day && day <= '2027-02-28') && !('2027-07-17' <= day && day <= '2027-08-29') && day !== '2027-03-29',
  isPublicDay: (day) => day === '2027-03-29' || day === '2026-12-25',
  isAdvised: (day) => '2027-02-20' <= day && day <= '2027-02-28',
  knows: (day) => '2026-08-01' <= day && day <= '2028-07-31',
  confirmed: (day) => '2027-08-01' <= day && day <= '2028-07-31',
};

const phases = [
  { key: 'before', from: { d: -42 }, to: { d: -1 } },
  { key: 'week1', from: { sw: 1 }, to: { sw: 1 } },
  { key: 'days100', from: { sw: 2 }, to: { sw: 14 } },
  { key: 'year1', from: { sw: 15 }, to: { sw: 40 } },
  { key: 'year3', from: { sw: 81 }, to: { sw: 120 } },
] as const;

const make = (uid: string, phase: string, at: DatedActivity['at'], more: Partial<DatedActivity> = {}): DatedActivity => ({
  uid, phase, at, type: 'meeting', role: 'coach', with: ['starter'], count: 1, minutes: 45, space: 'coaching', status: 'core', ...more,
});

const activities = [
  make('call', 'before', { d: -21 }, { role: 'leader', norm: 'budget' }),
  make('daily', 'week1', { sw: 1 }, { every: { sd: 1 }, count: 5, minutes: 10 }),
  make('talk', 'days100', { sw: 2 }, { every: { sw: 2 }, count: 6 }),
  make('check', 'days100', { sw: 2 }, { every: { sw: 1 }, count: 13, minutes: 2, type: 'checkin' }),
  make('extra', 'days100', { sw: 3 }, { every: { sw: 3 }, count: 4, status: 'default' }),
  make('never', 'days100', { sw: 3 }, { status: 'optional' }),
  make('admin', 'year1', { sw: 20 }, { role: 'hr', with: ['leader'] }),
  make('late', 'year3', { sw: 116 }),
];
const protocol: DatedProtocol = { phases, activities };

const ask = (more: Partial<PlanAsked> = {}): PlanAsked => ({ protocol, region: testRegion, start: '2026-11-02', fte: 100, workDays: [1, 2, 3, 4, 5], ...more });
const stepsOf = (asked: PlanAsked): readonly PlannedStep[] => {
  const plan = planDates(asked);
  if ('refused' in plan) throw new Error(JSON.stringify(plan.refused));
  return plan.steps;
};
const daysOf = (steps: readonly PlannedStep[], uid: string) => steps.filter((step) => step.uid === uid).map(({ day }) => day);

describe('days as numbers', () => {
  it('know every day, a leap day and the nights on which the clock changes', () => {
    for (const day of ['2026-10-25', '2027-03-28', '2028-02-29', '2026-12-31', '1969-12-31']) expect(dayText(dayNumber(day))).toBe(day);
    expect(dayNumber('2028-03-01') - dayNumber('2028-02-28')).toBe(2);
    expect(dayNumber('2026-10-26') - dayNumber('2026-10-25')).toBe(1);
    expect(['2026-11-30', '2026-12-06', '1970-01-01'].map((day) => weekday(dayNumber(day)))).toEqual([1, 7, 4]);
    expect(dayText(mondayOf(dayNumber('2026-12-06')))).toBe('2026-11-30');
  });
});

describe('a rhythm', () => {
  it('is stretched half up, in whole numbers', () => {
    expect([stretched(3, 40), stretched(2, 80), stretched(2, 60), stretched(1, 60), stretched(5, 100), stretched(1, 100), stretched(7, 70)]).toEqual([8, 3, 3, 2, 5, 1, 10]);
  });

  const days100 = phases[2];
  const weeks = (activity: DatedActivity, fte: number) => {
    const rhythm = rhythmOf(activity, days100, fte);
    return isRefused(rhythm) || rhythm.unit !== 'sw' ? rhythm : rhythm.weeks;
  };

  it('of core keeps its count: where the stretched one does not fit, it is cut', () => {
    expect(weeks(activities[2]!, 100)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(weeks(activities[2]!, 60)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(weeks({ ...activities[2]!, count: 4 }, 60)).toEqual([2, 5, 8, 11]);
  });

  it('of the rest drops what falls outside, and check-ins are the same for everyone', () => {
    expect(weeks(activities[4]!, 100)).toEqual([3, 6, 9, 12]);
    expect(weeks(activities[4]!, 60)).toEqual([3, 8, 13]);
    expect(weeks(activities[3]!, 20)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    // with room to stretch in, and not held together by being core
    expect(weeks({ ...activities[3]!, count: 4, status: 'default' }, 20)).toEqual([2, 3, 4, 5]);
  });

  it('that would leave its phase is cut, and refused below a week', () => {
    expect(weeks({ ...activities[2]!, every: { sw: 5 } }, 100)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(weeks({ ...activities[2]!, at: { sw: 10 } }, 100)).toEqual({ rule: 'window', uid: 'talk', field: 'count' });
    expect(weeks({ ...activities[2]!, at: { sw: 15 } }, 100)).toEqual({ rule: 'window', uid: 'talk', field: 'at' });
    expect(weeks({ ...activities[2]!, every: undefined }, 100)).toEqual({ rule: 'occurrences', uid: 'talk', field: 'every' });
  });
});

describe('school weeks', () => {
  const full = { start: '2026-12-14', fte: 100, workDays: [1, 2, 3, 4, 5] };
  const mondays = (...asked: Parameters<typeof schoolWeeks>) => schoolWeeks(...asked).weeks.map(({ monday }) => dayText(monday));

  it('pass over holidays, and over days that a school adds', () => {
    expect(mondays(full, testRegion).slice(0, 3)).toEqual(['2026-12-14', '2027-01-04', '2027-01-11']);
    expect(mondays(full, testRegion, [{ from: '2027-01-04', until: '2027-01-10', open: false }]).slice(0, 2)).toEqual(['2026-12-14', '2027-01-11']);
  });

  it('count a holiday of advice in which the school is open, and no other', () => {
    const open = [{ from: '2026-12-19', until: '2027-03-07', open: true }];
    expect(mondays(full, testRegion, open)).toContain('2027-02-22');
    expect(mondays(full, testRegion, open)).not.toContain('2026-12-28');
    expect(mondays(full, testRegion)).not.toContain('2027-02-22');
  });

  it('begin with the first week in which the starter works', () => {
    expect(mondays({ ...full, start: '2027-01-07', workDays: [1, 2] }, testRegion)[0]).toBe('2027-01-11');
    expect(mondays({ ...full, start: '2026-08-01' }, testRegion)[0]).toBe('2026-08-03');
  });

  it('stand still in a pause, and end where it is not known until when', () => {
    expect(mondays(full, testRegion, [], [{ from: '2027-01-04', until: '2027-01-17' }]).slice(0, 2)).toEqual(['2026-12-14', '2027-01-18']);
    const open = schoolWeeks(full, testRegion, [], [{ from: '2027-01-13', until: null }]);
    expect([open.weeks.length, open.end]).toEqual([3, 'paused']);
    expect(open.weeks[2]!.days.map(dayText)).toEqual(['2027-01-11', '2027-01-12']);
    expect(schoolWeeks(full, testRegion).end).toBe('calendar');
  });

  it('say from when on dates rest on holidays that nobody confirmed', () => {
    const late = schoolWeeks({ ...full, start: '2027-09-01' }, testRegion);
    expect(late.confirmed(dayNumber('2028-03-01'))).toBe(true);
    expect(schoolWeeks(full, testRegion).confirmed(dayNumber('2028-03-01'))).toBe(false);
  });
});

describe('the dates of a trajectory', () => {
  it('that starts on 1 November at 0.6 fte', () => {
    const steps = stepsOf(ask({ start: '2026-11-01', fte: 60, workDays: [1, 2, 3] }));
    expect(daysOf(steps, 'daily')).toEqual(['2026-11-02', '2026-11-03', '2026-11-04']);
    expect(daysOf(steps, 'call')).toEqual(['2026-10-12']);
    expect(daysOf(steps, 'check').slice(0, 7)).toEqual(['2026-11-11', '2026-11-18', '2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16', '2027-01-06']);
    expect(daysOf(steps, 'extra')).toHaveLength(3);
    expect(daysOf(steps, 'never')).toEqual([]);
    expect(normHours(protocol, [{ key: 'budget', value: 40, unit: 'hours_per_year', prorate_fte: true, years: [1] }], 1, 60)).toBe(24);
    expect(steps.find(({ uid }) => uid === 'talk')).toMatchObject({ windowFrom: '2026-11-09', windowTo: '2027-02-21', week: 2, confirmed: false });
  });

  it('before the start move to a school day within five days, else to a day on which people meet', () => {
    // 21 days before 9 January is Saturday 19 December: the school day before it is nearer than the one after the holiday
    expect(daysOf(stepsOf(ask({ start: '2027-01-09' })), 'call')).toEqual(['2026-12-18']);
    // 21 days before 21 January is Thursday 31 December: four days on the holiday is over
    expect(daysOf(stepsOf(ask({ start: '2027-01-21' })), 'call')).toEqual(['2027-01-04']);
    // 21 days before 15 January is 25 December, a public day; no school day within five
    expect(daysOf(stepsOf(ask({ start: '2027-01-15' })), 'call')).toEqual(['2026-12-24']);
    expect(daysOf(stepsOf(ask({ start: '2027-01-18' })), 'call')).toEqual(['2026-12-28']);
  });

  it('beyond the known holidays are said not to be known, and a start there is refused', () => {
    expect(stepsOf(ask()).find(({ uid }) => uid === 'late')).toMatchObject({ day: null, undated: 'calendar', windowFrom: '2028-07-17', windowTo: null });
    expect(planDates(ask({ start: '2028-08-01' }))).toEqual({ refused: { rule: 'calendar', field: 'startDate' } });
    expect(planDates(ask({ start: '2028-07-28' }))).toMatchObject({ steps: expect.any(Array) as unknown });
    expect(planDates(ask({ start: '2028-07-31', workDays: [2] }))).toEqual({ refused: { rule: 'calendar', field: 'startDate' } });
  });

  it('are refused for a part of full time or working days that do not exist', () => {
    for (const fte of [9, 101, 60.5]) expect(planDates(ask({ fte }))).toEqual({ refused: { rule: 'part_time_hours', field: 'fte' } });
    for (const workDays of [[], [6], [0, 1]]) expect(planDates(ask({ workDays }))).toEqual({ refused: { rule: 'own_days', field: 'workDays' } });
  });

  const asked = fc.record({
    start: fc.integer({ min: dayNumber('2026-09-15'), max: dayNumber('2028-06-30') }).map(dayText),
    fte: fc.integer({ min: 10, max: 100 }),
    workDays: fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }),
    pauses: fc.option(fc.record({ after: fc.integer({ min: 0, max: 300 }), days: fc.integer({ min: 1, max: 120 }) }), { nil: null }),
  });

  it('lie in their window, on a school day, outside a pause; core keeps its count; twice the same', () => {
    fc.assert(
      fc.property(asked, ({ pauses, ...time }) => {
        const from = dayNumber(time.start) + (pauses?.after ?? 0);
        const pause = pauses ? [{ from: dayText(from), until: dayText(from + pauses.days) }] : [];
        const question = ask({ ...time, pauses: pause });
        const plan = planDates(question);
        expect(planDates(question)).toEqual(plan);
        if ('refused' in plan) return expect(plan.refused.rule).toBe('calendar');
        for (const { uid, day, windowFrom, windowTo, week } of plan.steps) {
          if (day === null) continue;
          expect(windowFrom! <= day && (windowTo === null || day <= windowTo)).toBe(true);
          if (week !== null) expect([uid, day, testRegion.isSchoolDay(day)]).toEqual([uid, day, true]);
          else expect([uid, weekday(dayNumber(day)) <= 5 && !testRegion.isPublicDay(day)]).toEqual([uid, true]);
          for (const still of pause) if (week !== null) expect(still.from <= day && day <= still.until).toBe(false);
        }
        expect(daysOf(plan.steps, 'talk')).toHaveLength(6);
        expect(daysOf(plan.steps, 'check')).toHaveLength(13);
        return undefined;
      }),
      { numRuns: 300 },
    );
  });
});

describe('hours', () => {
  it('belong to a year, ask for the starter only, and have no norm where none is in hours', () => {
    expect(phases.map(yearOf)).toEqual([1, 1, 1, 1, 3]);
    const steps = stepsOf(ask());
    expect(programmeMinutes(protocol, steps, 1)).toBe(45 + 50 + 270 + 26 + 180);
    const percent = { key: 'budget', value: 20, unit: 'percent_of_teaching_task' };
    expect(normHours(protocol, [percent], 1, 100)).toBeNull();
    expect(normHours(protocol, [{ ...percent, unit: 'hours_per_year', years: [1] }], 2, 100)).toBeNull();
    expect(normHours(protocol, [{ ...percent, unit: 'hours_per_year' }], 2, 50)).toBe(20);
  });
});
