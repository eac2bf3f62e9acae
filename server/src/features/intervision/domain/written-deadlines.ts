import type { Script } from './script.js';

/** The days of the people in the session; who calls knows school holidays and their time zone. */
export interface WorkingCalendar {
  /** `2026-09-14` */
  readonly startsOn: string;
  readonly isWorkingDay: (day: string) => boolean;
  /** the moment on that day at which a phase ends, in epoch milliseconds */
  readonly endOf: (day: string) => number;
}

/** No term is longer than this many days without a working day. */
const longestBreak = 120;

/**
 * Agrees the deadlines of a written session beforehand: each phase gets its working days, the day on
 * which it begins not counted. A new script; live scripts have no deadlines.
 */
export function withDeadlines(script: Script, calendar: WorkingCalendar): Script {
  if (!script.written) return script;
  let day = calendar.startsOn;
  const phases = script.phases.map((phase) => {
    day = workingDaysAfter(day, phase.days, calendar.isWorkingDay);
    return { ...phase, deadline: calendar.endOf(day) };
  });
  return { ...script, phases };
}

/**
 * The day that is so many working days after a day.
 * @throws Error when the calendar has no working day for months
 */
export function workingDaysAfter(day: string, count: number, isWorkingDay: (day: string) => boolean): string {
  let here = day;
  for (let left = count, tries = 0; left > 0; tries++) {
    if (tries > longestBreak + count) throw new Error(`There are no ${count} working days after ${day}`);
    here = nextDay(here);
    if (isWorkingDay(here)) left--;
  }
  return here;
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
