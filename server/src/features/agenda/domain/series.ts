import { addDays } from './calendar-day.js';
import type { Holiday, SchoolCalendar } from './school-calendar.js';

/** A rhythm: the same weekday every so many weeks. */
export interface Rhythm {
  /** the first day, `YYYY-MM-DD` */
  readonly from: string;
  /** the last day that may be used */
  readonly until: string;
  readonly everyWeeks: number;
  /** a day in a holiday moves to the next school week */
  readonly skipHolidays: boolean;
}

export interface SeriesDay {
  readonly day: string;
  /** the day that the rhythm would have given, when it moved */
  readonly movedFrom: string | null;
  /** the holiday that it moved out of */
  readonly holiday: Holiday | null;
  /** the holidays of that year are derived or not known: to be confirmed */
  readonly uncertain: boolean;
}

/**
 * The days of a rhythm. One that falls in a holiday moves week by week to the first one outside, with the same weekday; it goes
 * when that is the day of the next turn already, or after the end. Empty: a series into nowhere.
 */
export function seriesDays(rhythm: Rhythm, calendar: SchoolCalendar): SeriesDay[] {
  const days: SeriesDay[] = [];
  const step = rhythm.everyWeeks * 7;
  for (let turn = rhythm.from; turn <= rhythm.until; turn = addDays(turn, step)) {
    let day = turn;
    let holiday: Holiday | null = null;
    if (rhythm.skipHolidays) {
      for (let inside = calendar.inHoliday(day); inside !== null; inside = calendar.inHoliday(day)) {
        holiday ??= inside;
        day = addDays(day, 7);
      }
    }
    if (day > rhythm.until || (day !== turn && day >= addDays(turn, step))) continue;
    days.push({ day, movedFrom: day === turn ? null : turn, holiday, uncertain: !calendar.knows(day) || holiday?.verified === false });
  }
  return days;
}

/** Who leads when: one after the other, in the order that was chosen, and round again. */
export function rota(leaders: readonly string[], count: number): string[] {
  return leaders.length === 0 ? [] : Array.from({ length: count }, (_, turn) => leaders[turn % leaders.length]!);
}

/** The last school day before a day: when a reminder of "tomorrow" reaches people at work. */
export function schoolDayBefore(day: string, calendar: SchoolCalendar): string {
  let found = addDays(day, -1);
  for (let back = 0; back < 100 && !calendar.isSchoolDay(found); back += 1) found = addDays(found, -1);
  return found;
}
