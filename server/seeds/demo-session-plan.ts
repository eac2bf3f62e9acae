import { schoolDayFrom, schoolDaysBefore, toInstant, toLocal } from './school-calendar.js';

/** A session of the demo region. `day`: school days from the seed moment, below zero in the past. */
export interface DemoSession {
  circle: string;
  method: string;
  day: number;
  /** minutes after midnight */
  at: number;
  place: string;
  /** given names, as in circles.yaml; the contributor of what is still to come is nobody */
  facilitator: string;
  contributor?: string;
  /** what was written has been erased: more than ninety days ago */
  erased?: true;
}

const halfPastThree = 15 * 60 + 30;
const two = 14 * 60;
const seven = 19 * 60 + 15;

export const demoSessions: DemoSession[] = [
  { circle: 'starters3', method: 'incident', day: -9, at: halfPastThree, place: 'Lokaal 12', facilitator: 'bram', contributor: 'tijn' },
  { circle: 'starters3', method: 'gossip', day: -39, at: halfPastThree, place: 'Lokaal 12', facilitator: 'bram', contributor: 'noor' },
  { circle: 'starters3', method: 'ten_step', day: -120, at: halfPastThree, place: '', facilitator: 'bram', contributor: 'fenna', erased: true },
  { circle: 'starters3', method: 'incident', day: -150, at: halfPastThree, place: '', facilitator: 'bram', contributor: 'daan', erased: true },
  { circle: 'starters3', method: 'five_step', day: 21, at: halfPastThree, place: 'Lokaal 12', facilitator: 'yara' },
  { circle: 'leiders', method: 'ten_step', day: -14, at: two, place: 'Bestuurskamer, eerste verdieping', facilitator: 'titus', contributor: 'jan' },
  { circle: 'leiders', method: 'dilemma', day: -130, at: two, place: '', facilitator: 'titus', contributor: 'hans', erased: true },
  { circle: 'leiders', method: 'incident', day: 1, at: two, place: 'Bestuurskamer, eerste verdieping', facilitator: 'titus' },
  { circle: 'starters1', method: 'gossip', day: -21, at: halfPastThree, place: 'Teamkamer', facilitator: 'evelien', contributor: 'lieke' },
  { circle: 'starters1', method: 'incident', day: 6, at: halfPastThree, place: 'Teamkamer', facilitator: 'evelien' },
  { circle: 'vostart', method: 'incident', day: -5, at: seven, place: '', facilitator: 'vincent', contributor: 'nora' },
  { circle: 'wpb', method: 'reflecting_team', day: -11, at: halfPastThree, place: 'Kamer 3', facilitator: 'sytske', contributor: 'heleen' },
  { circle: 'wpb', method: 'incident', day: -140, at: halfPastThree, place: '', facilitator: 'sytske', contributor: 'tineke', erased: true },
];

export function momentOf({ day, at }: DemoSession, now: Date): Date {
  const today = toLocal(now).day;
  if (day < 0) return toInstant({ day: schoolDaysBefore(today, -day), minute: at });
  // tomorrow is tomorrow, on any day; what lies further ahead is on a school day
  return toInstant({ day: day === 1 ? today + 1 : schoolDayFrom(today + Math.round(day * 1.4)), minute: at });
}

/** When a circle first met; null when it has no session in the past. */
export function firstSessionOf(circle: string, now: Date): Date | null {
  const past = demoSessions.filter((one) => one.circle === circle && one.day < 0).map((one) => momentOf(one, now).getTime());
  return past.length > 0 ? new Date(Math.min(...past)) : null;
}

/** Who led a session of this circle, or brought its case: they were in it from the beginning. */
export const plays = (circle: string, person: string): boolean => demoSessions.some((one) => one.circle === circle && one.day < 0 && (one.facilitator === person || one.contributor === person));
