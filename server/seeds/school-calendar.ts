import type { SeededRandom } from './seeded-random.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A day (whole days since 1970) and a minute of it, on a clock in the Netherlands. */
export interface LocalTime {
  day: number;
  minute: number;
}

/** Minutes that the Netherlands is ahead of UTC: summer time from the last Sunday of March to that of October. */
function offsetAt(utcMs: number): number {
  const year = new Date(utcMs).getUTCFullYear();
  const turn = (month: number): number => {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
  };
  return utcMs >= turn(2) && utcMs < turn(9) ? 120 : 60;
}

export function toLocal(at: Date): LocalTime {
  const local = at.getTime() + offsetAt(at.getTime()) * minuteMs;
  return { day: Math.floor(local / dayMs), minute: Math.floor((local % dayMs) / minuteMs) };
}

export function toInstant(time: LocalTime, second = 0): Date {
  const asUtc = time.day * dayMs + time.minute * minuteMs + second * 1_000;
  return new Date(asUtc - offsetAt(asUtc - 60 * minuteMs) * minuteMs);
}

/** A whole day as `YYYY-MM-DD`. */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

const weekdays = ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'];
const months = 'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');

/** Fills in `{weekdag+1}` and `{datum+14}`: so many days from the first school day on or after the seed moment. */
export function withDates(text: string, now: Date): string {
  return text.replaceAll(/\{(weekdag|datum)([+-]\d+)\}/g, (_, what: string, days: string) => {
    const date = new Date((schoolDayFrom(toLocal(now).day) + Number(days)) * dayMs);
    return what === 'weekdag' ? (weekdays[date.getUTCDay()] ?? '') : `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`;
  });
}

export const dayOf = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs;

/** The year in which the school year of this day began (1 August). */
export function schoolYearOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCMonth() >= 7 ? date.getUTCFullYear() : date.getUTCFullYear() - 1;
}

function isoWeek(day: number): number {
  const thursday = day + 3 - ((new Date(day * dayMs).getUTCDay() + 6) % 7);
  const first = dayOf(new Date(thursday * dayMs).getUTCFullYear(), 1, 1);
  return Math.floor((thursday - first) / 7) + 1;
}

/**
 * Roughly the Dutch school year, good for any year: the seed moment is unknown beforehand, so the real dates
 * of one holiday region cannot be used.
 */
export function isSchoolDay(day: number): boolean {
  const date = new Date(day * dayMs);
  const weekday = date.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const text = dayText(day).slice(5);
  if (text >= '07-08' && text <= '08-23') return false;
  if (text >= '12-20' || text <= '01-04') return false;
  if (text >= '04-26' && text <= '05-05') return false;
  const week = isoWeek(day);
  return week !== 43 && week !== 9;
}

/** The day itself or the first school day after it. */
export function schoolDayFrom(day: number): number {
  let found = day;
  while (!isSchoolDay(found)) found += 1;
  return found;
}

/** `count` school days back; 0 = the day itself, or the last school day before it. */
export function schoolDaysBefore(day: number, count: number): number {
  let found = day;
  while (!isSchoolDay(found)) found -= 1;
  for (let left = count; left > 0; ) {
    found -= 1;
    if (isSchoolDay(found)) left -= 1;
  }
  return found;
}

const firstMinute = 7 * 60 + 25;
const lastMinute = 22 * 60 + 10;

/** When teachers write: before school, in the break, after school, in the evening. */
export function writingMinute(random: SeededRandom): number {
  const part = random.next();
  if (part < 0.1) return random.between(firstMinute, 8 * 60 + 15);
  if (part < 0.22) return random.between(12 * 60 + 5, 12 * 60 + 55);
  if (part < 0.68) return random.between(14 * 60 + 50, 17 * 60 + 40);
  return random.between(19 * 60 + 20, 21 * 60 + 50);
}

/** The time itself when people write at that time, else the evening of the last school day before it. */
export function writingTimeBefore(time: LocalTime, random: SeededRandom): LocalTime {
  const awake = time.minute >= firstMinute && time.minute <= lastMinute;
  if (awake && isSchoolDay(time.day)) return time;
  const day = schoolDaysBefore(time.minute < firstMinute ? time.day - 1 : time.day, 0);
  return { day, minute: random.between(19 * 60 + 30, lastMinute) };
}

/** @param pace 0 = takes its time (days), 1 = everything within hours */
function gap(random: SeededRandom, pace: number): { minutes: number; days: number } {
  const kind = random.next() * (1 - pace);
  if (kind < 0.4) return { minutes: random.between(2, 42), days: 0 };
  if (kind < 0.58) return { minutes: random.between(45, 230), days: 0 };
  if (kind < 0.88) return { minutes: 0, days: 1 };
  return { minutes: 0, days: random.between(2, 3) };
}

/** The next time someone answers. */
export function later(time: LocalTime, random: SeededRandom, pace: number): LocalTime {
  const { minutes, days } = gap(random, pace);
  const minute = time.minute + minutes;
  if (days === 0 && minute <= lastMinute) return { day: time.day, minute };
  return { day: schoolDayFrom(time.day + Math.max(1, days)), minute: writingMinute(random) };
}

/** The time of the message before this one. */
export function earlier(time: LocalTime, random: SeededRandom, pace: number): LocalTime {
  const { minutes, days } = gap(random, pace);
  const minute = time.minute - minutes;
  if (days === 0 && minute >= firstMinute) return { day: time.day, minute };
  return { day: schoolDaysBefore(time.day - 1, Math.max(0, days - 1)), minute: writingMinute(random) };
}
