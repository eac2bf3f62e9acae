import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodNamed } from './method.js';
import { resolveScript } from './resolve-script.js';
import type { Script } from './script.js';
import { plannedSession, type SessionState } from './session.js';
import { agreedDeadlines, dayProblem, deadlinesNow, lastDays, mostWrittenDays, movedDeadlines, nextLook, reminderMoments, withDeadlines, workingDaysBetween, type WorkingCalendar } from './written-deadlines.js';

const catalogue = loadMethodCatalogue();
function scriptOf(key: string): Script {
  const result = resolveScript(catalogue, methodNamed(catalogue, key), { frame: 'full', profile: 'normal', written: true, people: 6, previousContributor: true, caseChosen: true, options: null, minutes: {} });
  if (!result.ok) throw new Error(result.refusal);
  return result.script;
}

/** Weekends and one week off; five o'clock of a day is five hours later in winter than twelve o'clock in summer, as on the wall. */
const winter = (day: string): boolean => day >= '2026-10-25' && day < '2027-03-28';
const calendar: WorkingCalendar = {
  isWorkingDay: (day) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) && !(day >= '2026-10-17' && day <= '2026-10-25'),
  endOf: (day) => Date.parse(`${day}T${winter(day) ? '16' : '15'}:00:00Z`),
  dayOf: (moment) => new Date(moment + 2 * 3_600_000).toISOString().slice(0, 10),
};
const at = (day: string, time = '09:00'): number => Date.parse(`${day}T${time}:00Z`);
const days = (deadlines: readonly number[]): string[] => deadlines.map(calendar.dayOf);

const script = scriptOf('heilsbronn');
const agreed = withDeadlines(script, lastDays(script, '2026-10-12', calendar), calendar);
const planned = plannedSession({ facilitatorId: 'a', coFacilitatorId: null, contributorId: 'b', caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: at('2026-10-12'), deadlines: agreedDeadlines(agreed) });
const running = (phase: number, more: Partial<SessionState> = {}): SessionState => ({ ...planned, status: 'running', phase, furthest: phase, endsAt: planned.deadlines[phase]!, ...more });
const now = (state: SessionState, moment: number): string[] => days(deadlinesNow(state, at('2026-10-12'), moment, calendar));

describe('the days of a written session', () => {
  it('are counted in school days, over a holiday and the night in which the clock changes', () => {
    expect(days(planned.deadlines).slice(0, 5)).toEqual(['2026-10-13', '2026-10-14', '2026-10-26', '2026-10-28', '2026-10-29']);
    const shown = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' });
    expect(new Set(planned.deadlines.map((each) => shown.format(each)))).toEqual(new Set(['17:00']));
  });

  it('can be changed to other working days, in order, within the longest that a session takes', () => {
    const found = lastDays(script, '2026-11-02', calendar);
    const check = (change: (given: string[]) => string[]) => dayProblem(script, '2026-11-02', change([...found]), mostWrittenDays, calendar);
    expect(check((same) => same)).toBeNull();
    expect(check(([first, ...rest]) => [first!, ...rest.slice(1)])).toEqual({ problem: 'COUNT', at: 0 });
    expect(check(([, ...rest]) => ['2026-11-02', ...rest])).toEqual({ problem: 'NOT_LATER', at: 0 });
    expect(check(([first, , ...rest]) => [first!, first!, ...rest])).toEqual({ problem: 'NOT_LATER', at: 1 });
    expect(check(([, ...rest]) => ['2026-11-07', ...rest])).toEqual({ problem: 'NOT_A_WORKING_DAY', at: 0 });
    expect(check((given) => [...given.slice(0, -1), '2026-12-24'])).toEqual({ problem: 'TOO_MANY', at: found.length - 1 });
    expect(check((given) => [...given.slice(0, -1), '2026-11-30'])).toBeNull();
  });

  it('that a session stood still, or began late, are given back', () => {
    expect(now(planned, at('2026-10-12'))).toEqual(days(planned.deadlines));
    expect(now(planned, at('2026-10-15')).slice(0, 2)).toEqual(['2026-10-16', '2026-10-26']);
    const paused = running(2, { clock: 'paused', haltedAt: at('2026-10-26', '10:00') });
    expect(now(paused, at('2026-10-26', '15:00'))).toEqual(days(planned.deadlines));
    expect(now(paused, at('2026-10-26', '18:00')).slice(2, 4)).toEqual(['2026-10-27', '2026-10-29']);
    expect(now(paused, at('2026-10-28', '10:00')).slice(1, 4)).toEqual(['2026-10-14', '2026-10-28', '2026-10-30']);
  });

  it('by which a phase ended too late are given to what comes, on one day nothing moves', () => {
    const late = running(1);
    expect(now(late, late.endsAt!)).toEqual(days(planned.deadlines));
    expect(now(late, late.endsAt! + 3_600_000)).toEqual(days(planned.deadlines));
    expect(now(late, at('2026-10-27')).slice(1, 4)).toEqual(['2026-10-14', '2026-10-30', '2026-11-03']);
  });

  it('end at the same time of the day: that is when one looks whether everyone is done', () => {
    const endsAt = calendar.endOf('2026-10-28');
    expect(nextLook(at('2026-10-26', '09:00'), endsAt, calendar)).toBe(calendar.endOf('2026-10-26'));
    expect(nextLook(calendar.endOf('2026-10-26'), endsAt, calendar)).toBe(calendar.endOf('2026-10-27'));
    expect(nextLook(at('2026-10-28', '10:00'), endsAt, calendar)).toBe(endsAt);
    expect(nextLook(at('2026-10-17', '10:00'), endsAt, calendar)).toBe(calendar.endOf('2026-10-26'));
    expect(nextLook(endsAt + 5, endsAt, calendar)).toBe(endsAt + 5);
  });

  it('stay working days in order, whatever happens to them', () => {
    const starts = fc.integer({ min: 0, max: 300 }).map((ahead) => new Date(Date.parse('2026-08-24T00:00:00Z') + ahead * 86_400_000).toISOString().slice(0, 10));
    const methods = fc.constantFrom(...catalogue.methods.filter(({ written }) => written).map(({ key }) => key));
    fc.assert(
      fc.property(methods, starts, fc.nat(20), fc.nat(6), fc.nat(60), (key, start, from, by, hours) => {
        const of = scriptOf(key);
        const first = lastDays(of, start, calendar);
        expect(dayProblem(of, start, first, 60, calendar)).toBeNull();
        expect(workingDaysBetween(start, first.at(-1)!, calendar.isWorkingDay)).toBe(of.phases.reduce((sum, phase) => sum + phase.days, 0));
        const deadlines = first.map(calendar.endOf);
        const phase = from % of.phases.length;
        const moved = movedDeadlines(deadlines, phase, by, calendar);
        const state = { ...running(0), phase, endsAt: moved[phase]!, deadlines: moved };
        const moment = moved[phase]! + (hours - 20) * 3_600_000;
        for (const each of [moved, deadlinesNow(state, 0, moment, calendar), deadlinesNow({ ...state, haltedAt: moment - 50 * 3_600_000 }, 0, moment, calendar)]) {
          expect(dayProblem(of, start, days(each), 200, calendar)).toBeNull();
          expect(each.every((one, place) => one >= deadlines[place]!)).toBe(true);
          expect(each.slice(0, phase)).toEqual(deadlines.slice(0, phase));
        }
        const resumed = deadlinesNow({ ...state, haltedAt: moment - 1 }, 0, moment, calendar);
        expect(resumed[phase]).toBeGreaterThan(moment);
      }),
    );
  });
});

describe('the moments at which a phase reminds', () => {
  /** School days from half past seven to six, in winter and summer an hour apart; enough for what is tested here. */
  const welcome = (moment: number): number => {
    const day = calendar.dayOf(moment);
    const opens = Date.parse(`${day}T05:30:00Z`);
    const closes = Date.parse(`${day}T16:00:00Z`);
    if (calendar.isWorkingDay(day) && moment < closes) return Math.max(moment, opens);
    return welcome(Date.parse(`${day}T00:00:00Z`) + 86_400_000 + 3_600_000);
  };
  const hours = { welcome, dayOf: calendar.dayOf };

  it('are two on different days where there is room, and one where both fall on one day', () => {
    const long = reminderMoments(at('2026-09-14', '15:00'), at('2026-09-18', '15:00'), [60, 90], hours);
    expect(long.map((moment) => calendar.dayOf(moment))).toEqual(['2026-09-17', '2026-09-18']);
    const short = reminderMoments(at('2026-09-14', '15:00'), at('2026-09-15', '15:00'), [60, 90], hours);
    expect(short).toEqual([at('2026-09-15', '12:36')]);
    expect(reminderMoments(at('2026-09-15', '14:00'), at('2026-09-15', '14:00'), [60, 90], hours)).toEqual([]);
  });

  it('lie in the phase, in hours that are welcome, in order, and on a day each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 }), fc.integer({ min: 1, max: 20 * 24 }), fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }), (start, hoursLong, percents) => {
        const from = at('2026-09-01') + start * 3_600_000;
        const until = from + hoursLong * 3_600_000;
        const found = reminderMoments(from, until, percents, hours);
        expect(found.every((moment) => moment >= from && moment < until && welcome(moment) === moment)).toBe(true);
        expect([...found].sort((a, b) => a - b)).toEqual(found);
        expect(new Set(found.map((moment) => calendar.dayOf(moment))).size).toBe(found.length);
      }),
    );
  });
});
