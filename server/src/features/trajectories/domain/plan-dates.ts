import { dayNumber, dayText, weekday } from './day-number.js';
import type { DatedActivity, DatedPhase, DatedProtocol } from './dated-protocol.js';
import { isRefused, type RhythmRefused, rhythmOf } from './rhythm.js';
import { type LocalDays, type Pause, type RegionDays, type SchoolWeek, schoolWeeks, type SchoolWeeks, type StarterTime, type WeeksEnd } from './school-weeks.js';

/** One occurrence of an activity in a trajectory. Days are `YYYY-MM-DD`. */
export interface PlannedStep {
  readonly uid: string;
  /** from 1 within its activity */
  readonly occurrence: number;
  readonly phase: string;
  /** the first and the last day on which it may be held; `null`: not known yet */
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  /** school week of the trajectory; `null` for what comes before the start */
  readonly week: number | null;
  /** the day it is meant for; `null` when that cannot be known yet, with the reason in `undated` */
  readonly day: string | null;
  readonly undated: WeeksEnd | null;
  /** false: it rests on holidays that no public source confirmed */
  readonly confirmed: boolean;
}

/** Why there is no plan: the field, and the rule that says so. */
export type PlanRefused =
  | (Omit<RhythmRefused, 'rule'> & { readonly rule: RhythmRefused['rule'] })
  | { readonly rule: 'calendar'; readonly field: 'startDate' }
  | { readonly rule: 'own_days'; readonly field: 'workDays' }
  | { readonly rule: 'part_time_hours'; readonly field: 'fte' };

export interface PlanAsked extends StarterTime {
  readonly protocol: DatedProtocol;
  readonly region: RegionDays;
  readonly local?: readonly LocalDays[];
  readonly pauses?: readonly Pause[];
}

export type Plan = { readonly steps: readonly PlannedStep[] } | { readonly refused: PlanRefused };

/**
 * The dates of a trajectory (domain.md §3.3): everything that is on in the protocol, each in its own phase, on a school day.
 * The same question has the same answer, always.
 */
export function planDates({ protocol, region, local = [], pauses = [], ...time }: PlanAsked): Plan {
  if (!Number.isInteger(time.fte) || time.fte < 10 || time.fte > 100) return { refused: { rule: 'part_time_hours', field: 'fte' } };
  if (time.workDays.length === 0 || time.workDays.some((day) => !Number.isInteger(day) || day < 1 || day > 5)) return { refused: { rule: 'own_days', field: 'workDays' } };
  if (!region.knows(time.start)) return { refused: { rule: 'calendar', field: 'startDate' } };
  const calendar = schoolWeeks(time, region, local, pauses);
  if (calendar.weeks.length === 0 && calendar.end === 'calendar') return { refused: { rule: 'calendar', field: 'startDate' } };
  const start = dayNumber(time.start);
  const steps: PlannedStep[] = [];
  const places = new Map<string, number>();
  for (const activity of protocol.activities) {
    const place = places.get(activity.phase) ?? 0;
    places.set(activity.phase, place + 1);
    if (activity.status === 'optional') continue;
    const phase = protocol.phases.find(({ key }) => key === activity.phase);
    if (!phase) return { refused: { rule: 'window', uid: activity.uid, field: 'at' } };
    const rhythm = rhythmOf(activity, phase, time.fte);
    if (isRefused(rhythm)) return { refused: rhythm };
    const window = windowOf(phase, calendar, start);
    const make = (occurrence: number, day: number | null, week: number | null): PlannedStep => ({
      uid: activity.uid,
      occurrence,
      phase: phase.key,
      windowFrom: window.from === null ? null : dayText(window.from),
      windowTo: window.to === null ? null : dayText(window.to),
      week,
      day: day === null ? null : dayText(day),
      undated: day === null ? calendar.end : null,
      confirmed: day !== null && calendar.confirmed(day),
    });
    if (rhythm.unit === 'd') rhythm.days.forEach((days, at) => steps.push(make(at + 1, dayBeforeStart(start + days, window, calendar), null)));
    else if (rhythm.unit === 'sw') rhythm.weeks.forEach((week, at) => steps.push(make(at + 1, dayInWeek(calendar.weeks[week - 1], activity, place), week)));
    else ownDays(rhythm, phase, calendar).forEach(({ day, week }, at) => steps.push(make(at + 1, day, week)));
  }
  return { steps };
}

interface Window {
  readonly from: number | null;
  readonly to: number | null;
}

function windowOf(phase: DatedPhase, { weeks }: SchoolWeeks, start: number): Window {
  if (phase.from.d !== undefined) return { from: start + phase.from.d, to: phase.to.d === undefined ? null : start + phase.to.d };
  const first = weeks[(phase.from.sw ?? 1) - 1];
  const last = weeks[(phase.to.sw ?? 1) - 1];
  return { from: first ? Math.max(start, first.monday) : null, to: last ? last.monday + 6 : null };
}

/** A check-in looks back on the week, so it is for the last day of it; other activities spread over the starter's days. */
function dayInWeek(week: SchoolWeek | undefined, { type }: DatedActivity, place: number): number | null {
  if (!week) return null;
  const days = week.own.length > 0 ? week.own : week.days;
  return (type === 'checkin' ? days.at(-1) : days[place % days.length]) ?? null;
}

/** Rule `own_days`. Where the phase reaches past what is known, what does not fit is not dropped but has no day yet. */
function ownDays(rhythm: { week: number; every: number; count: number }, phase: DatedPhase, { weeks }: SchoolWeeks): { day: number | null; week: number | null }[] {
  const last = phase.to.sw ?? rhythm.week;
  const days = weeks.slice(rhythm.week - 1, last).flatMap(({ own }, at) => own.map((day) => ({ day, week: rhythm.week + at })));
  const found: { day: number | null; week: number | null }[] = [];
  for (let nth = 0; nth < rhythm.count; nth += 1) {
    const at = days[nth * rhythm.every];
    if (at) found.push(at);
    else if (weeks.length < last) found.push({ day: null, week: null });
  }
  return found;
}

/** In what order other days are tried: a day later, a day sooner, two days later … (rule `before_start`). */
function* around(day: number, days: number): Generator<number> {
  for (let away = 1; away <= days; away += 1) {
    yield day + away;
    yield day - away;
  }
}

const searchedDays = 5;

/** Rule `before_start`: holidays are not skipped, but a school day within five days is better. */
function dayBeforeStart(day: number, window: Window, calendar: SchoolWeeks): number {
  const inside = (at: number): boolean => window.from !== null && window.to !== null && window.from <= at && at <= window.to;
  if (calendar.isSchoolDay(day)) return day;
  for (const at of around(day, searchedDays)) if (inside(at) && calendar.isSchoolDay(at)) return at;
  const meets = (at: number): boolean => weekday(at) <= 5 && !calendar.isPublicDay(at);
  if (meets(day)) return day;
  for (const at of around(day, 42)) if (inside(at) && meets(at)) return at;
  return day;
}
