import type { Script } from './script.js';
import type { SessionState } from './session.js';

/** The days of the people in the session; who calls knows school holidays and their time zone. Days are `2026-09-14`. */
export interface WorkingCalendar {
  readonly isWorkingDay: (day: string) => boolean;
  /** the moment on that day at which a phase ends, in epoch milliseconds */
  readonly endOf: (day: string) => number;
  /** the day of a moment, as the calendar on the wall shows it */
  readonly dayOf: (moment: number) => string;
}

/** No term is longer than this many days without a working day. */
const longestBreak = 120;

/** A written session takes at most this many working days where its method says nothing (domain §2.5). */
export const mostWrittenDays = 20;

/** The last day of each phase, counted from the day on which the first one begins; that day itself is not counted. */
export function lastDays(script: Script, startsOn: string, { isWorkingDay }: Pick<WorkingCalendar, 'isWorkingDay'>): string[] {
  let day = startsOn;
  return script.phases.map((phase) => (day = workingDaysAfter(day, phase.days, isWorkingDay)));
}

export type DayProblem = 'COUNT' | 'NOT_A_WORKING_DAY' | 'NOT_LATER' | 'TOO_MANY';

/**
 * What is wrong with the days that people agreed on; `null` when they can be kept: one working day per phase, each later than
 * the one before it, together no longer than a written session may take.
 * @returns with the place of the first wrong day
 */
export function dayProblem(script: Script, startsOn: string, days: readonly string[], most: number, { isWorkingDay }: Pick<WorkingCalendar, 'isWorkingDay'>): { readonly problem: DayProblem; readonly at: number } | null {
  if (days.length !== script.phases.length) return { problem: 'COUNT', at: 0 };
  const notWorking = days.findIndex((day) => !isWorkingDay(day));
  if (notWorking >= 0) return { problem: 'NOT_A_WORKING_DAY', at: notWorking };
  const early = days.findIndex((day, at) => day <= (days[at - 1] ?? startsOn));
  if (early >= 0) return { problem: 'NOT_LATER', at: early };
  const late = days.findIndex((day) => day > workingDaysAfter(startsOn, most, isWorkingDay));
  return late < 0 ? null : { problem: 'TOO_MANY', at: late };
}

/** Agrees the deadlines of a written session beforehand. A new script; live scripts have no deadlines. */
export const withDeadlines = (script: Script, days: readonly string[], { endOf }: Pick<WorkingCalendar, 'endOf'>): Script =>
  script.written ? { ...script, phases: script.phases.map((phase, at) => ({ ...phase, deadline: endOf(days[at]!) })) } : script;

/** The deadlines that a script agreed, to begin with. */
export const agreedDeadlines = (script: Script): number[] => (script.written ? script.phases.map(({ deadline }) => deadline!) : []);

/** The same deadlines with this phase and all later ones so many working days later. */
export const movedDeadlines = (deadlines: readonly number[], from: number, days: number, calendar: WorkingCalendar): number[] =>
  deadlines.map((deadline, at) => (at < from || days === 0 ? deadline : calendar.endOf(workingDaysAfter(calendar.dayOf(deadline), days, calendar.isWorkingDay))));

/**
 * When each phase ends, seen from now: days on which the session stood still, and days by which a phase began or ended too
 * late (nobody to lead, no case yet, a server that was away), are given back in working days to what comes.
 * @param startsAt the planned start, epoch milliseconds
 */
export function deadlinesNow(state: SessionState, startsAt: number, now: number, calendar: WorkingCalendar): number[] {
  const since = (moment: number): number => workingDaysBetween(calendar.dayOf(moment), calendar.dayOf(now), calendar.isWorkingDay);
  if (state.phase < 0) return movedDeadlines(state.deadlines, 0, since(startsAt), calendar);
  if (state.haltedAt !== null) {
    const waited = movedDeadlines(state.deadlines, state.phase, since(state.haltedAt), calendar);
    const ends = waited[state.phase]!;
    if (ends > now) return waited;
    const caughtUp = movedDeadlines(waited, state.phase, since(ends), calendar);
    return caughtUp[state.phase]! > now ? caughtUp : movedDeadlines(caughtUp, state.phase, 1, calendar);
  }
  const ends = state.deadlines[state.phase] ?? now;
  return now <= ends ? [...state.deadlines] : movedDeadlines(state.deadlines, state.phase + 1, since(ends), calendar);
}

/**
 * When to look next whether a phase can move on: at the end of the working day, and at the deadline. Never at the moment that
 * the last one posts: that would say who it was.
 */
export function nextLook(now: number, endsAt: number, calendar: WorkingCalendar): number {
  const today = calendar.dayOf(now);
  const end = calendar.isWorkingDay(today) ? calendar.endOf(today) : 0;
  const next = end > now ? end : calendar.endOf(workingDaysAfter(today, 1, calendar.isWorkingDay));
  return Math.max(now, Math.min(endsAt, next));
}

export interface Welcome {
  /** the first moment from this one on at which a reminder is welcome, epoch milliseconds */
  readonly welcome: (moment: number) => number;
  readonly dayOf: (moment: number) => string;
}

/**
 * When a phase reminds: at these percentages of it, as soon as that is welcome, and before its end. Of two on one day the later
 * one stays: by then fewer people are still to write.
 */
export function reminderMoments(from: number, until: number, percents: readonly number[], { welcome, dayOf }: Welcome): number[] {
  const moments = [...percents].sort((a, b) => a - b).map((percent) => welcome(from + ((until - from) * percent) / 100)).filter((moment) => moment < until);
  return moments.filter((moment, at) => at === moments.length - 1 || dayOf(moments[at + 1]!) !== dayOf(moment));
}

/** How many working days lie after the first day, up to and including the second; 0 when that is not later. */
export function workingDaysBetween(from: string, to: string, isWorkingDay: (day: string) => boolean): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = nextDay(day);
    if (isWorkingDay(day)) count++;
  }
  return count;
}

/**
 * The day that is so many working days after a day.
 * @throws Error when the calendar has no working day for months
 */
export function workingDaysAfter(day: string, count: number, isWorkingDay: (day: string) => boolean): string {
  let here = day;
  let barren = 0;
  for (let left = count; left > 0; ) {
    if (barren++ > longestBreak) throw new Error(`There are no ${count} working days after ${day}`);
    here = nextDay(here);
    if (!isWorkingDay(here)) continue;
    left--;
    barren = 0;
  }
  return here;
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
