import type { SchoolHolidays } from '../../server/src/features/agenda/domain/school-calendar.js';
import type { DatedActivity, DatedPhase, DatedProtocol } from '../../server/src/features/trajectories/domain/dated-protocol.js';
import type { PlannedStep } from '../../server/src/features/trajectories/domain/plan-dates.js';

/** What was asked of a plan; days as texts. */
export interface DatesAsked {
  protocol: DatedProtocol;
  region: 'noord' | 'midden' | 'zuid';
  start: string;
  /** whole hundredths */
  fte: number;
  workDays: readonly number[];
  pauses: readonly { from: string; until: string }[];
}

const next = (day: string, days = 1): string => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
/** 1 is Monday */
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
const schoolYear = (day: string): string => (day.slice(5) < '08-01' ? String(Number(day.slice(0, 4)) - 1) : day.slice(0, 4));

/**
 * The rules of the catalogue once more, written from their sentences and day by day, without anything of the code that is
 * looked at: slow, and on purpose another way.
 */
export class DateRules {
  private readonly shutDays = new Map<string, Set<string>>();
  private readonly single: Set<string>;

  constructor(private readonly known: SchoolHolidays) {
    this.single = new Set(known.publicDays.map(({ day }) => day));
    for (const region of ['noord', 'midden', 'zuid'] as const) {
      const shut = new Set(this.single);
      for (const { regions, start, end } of known.holidays) if (regions.includes(region)) for (let day = start; day <= end; day = next(day)) shut.add(day);
      this.shutDays.set(region, shut);
    }
  }

  /** @returns one sentence per step or series that is not where the rules say */
  faults(asked: DatesAsked, steps: readonly PlannedStep[]): string[] {
    const found: string[] = [];
    const teaching = this.teachingWeeks(asked);
    const expected = asked.protocol.activities.filter(({ status }) => status !== 'optional').map(({ uid }) => uid);
    for (const uid of new Set(steps.map((step) => step.uid))) if (!expected.includes(uid)) found.push(`${uid} is not on`);
    for (const activity of asked.protocol.activities) {
      if (activity.status === 'optional') continue;
      const phase = asked.protocol.phases.find(({ key }) => key === activity.phase)!;
      const mine = steps.filter(({ uid }) => uid === activity.uid);
      if (mine.some(({ occurrence }, at) => occurrence !== at + 1)) found.push(`${activity.uid} is not counted from 1`);
      if (activity.at.d !== undefined) found.push(...this.before(asked, activity, phase, mine));
      else if (activity.every?.sd !== undefined) found.push(...this.ownDays(asked, activity, phase, mine, teaching));
      else found.push(...this.inWeeks(asked, activity, phase, mine, teaching));
      for (const { day, confirmed, uid } of mine) if (day !== null && confirmed !== this.confirmed(asked, day)) found.push(`${uid} says ${confirmed ? 'confirmed' : 'not confirmed'} of ${day}`);
    }
    return found;
  }

  private open(region: string, day: string): boolean {
    return weekdayOf(day) <= 5 && !this.shutDays.get(region)!.has(day);
  }

  private confirmed({ region, start }: DatesAsked, day: string): boolean {
    const derived = new Set(this.known.holidays.filter(({ verified, regions }) => !verified && regions.includes(region)).map((one) => schoolYear(one.start)));
    const [from, until] = [Number(schoolYear(start < day ? start : day)), Number(schoolYear(day))];
    for (let year = from; year <= until; year += 1) if (derived.has(String(year))) return false;
    return this.known.from <= day && day <= this.known.until;
  }

  /** Per school week the days that may be used, and those of them on which the starter works; whole weeks that are known only. */
  private teachingWeeks({ region, start, workDays, pauses }: DatesAsked): { days: string[]; own: string[] }[] {
    const weeks: { days: string[]; own: string[] }[] = [];
    for (let monday = next(start, 1 - weekdayOf(start)); next(monday, 4) <= this.known.until; monday = next(monday, 7)) {
      const days = [0, 1, 2, 3, 4]
        .map((more) => next(monday, more))
        .filter((day) => day >= start && this.open(region, day) && !pauses.some(({ from, until }) => from <= day && day <= until));
      const own = days.filter((day) => workDays.includes(weekdayOf(day)));
      // school week 1 is the first in which the starter works
      if (weeks.length === 0 ? own.length > 0 : days.length > 0) weeks.push({ days, own });
    }
    return weeks;
  }

  private before({ region, start }: DatesAsked, { uid, at, every, count }: DatedActivity, phase: DatedPhase, mine: readonly PlannedStep[]): string[] {
    const [from, until] = [next(start, phase.from.d!), next(start, phase.to.d!)];
    if (mine.length !== count) return [`${uid} is there ${mine.length} times, not ${count}`];
    return mine.flatMap(({ day }, nth) => {
      const meant = next(start, at.d! + nth * (every?.d ?? 0));
      const tries = [meant, ...Array.from({ length: 42 }, (_, away) => [next(meant, away + 1), next(meant, -away - 1)]).flat()];
      const inside = (candidate: string, index: number): boolean => index === 0 || (from <= candidate && candidate <= until);
      const right =
        tries.slice(0, 11).find((candidate, index) => inside(candidate, index) && this.open(region, candidate)) ??
        tries.find((candidate, index) => inside(candidate, index) && weekdayOf(candidate) <= 5 && !this.single.has(candidate)) ??
        meant;
      return day === right ? [] : [`${uid} ${nth + 1} is on ${day ?? 'no day'}, not on ${right}`];
    });
  }

  private ownDays(_: DatesAsked, { uid, at, every, count }: DatedActivity, phase: DatedPhase, mine: readonly PlannedStep[], weeks: readonly { own: string[] }[]): string[] {
    const last = phase.to.sw!;
    const days = weeks.slice(at.sw! - 1, last).flatMap(({ own }) => own);
    const right = Array.from({ length: count }, (_, nth) => days[nth * every!.sd!]).filter((day) => day !== undefined);
    const dated = mine.flatMap(({ day }) => day ?? []);
    if (dated.join() !== right.join()) return [`${uid} is on ${dated.join()}, not on ${right.join()}`];
    // fewer own days in a phase that is known is the one way in which a core series gets shorter
    return weeks.length >= last && mine.length !== right.length ? [`${uid} has steps without a day in a phase that is known`] : [];
  }

  private inWeeks(asked: DatesAsked, activity: DatedActivity, phase: DatedPhase, mine: readonly PlannedStep[], weeks: readonly { days: string[]; own: string[] }[]): string[] {
    const { uid, at, count, status, type } = activity;
    const last = phase.to.sw!;
    const most = count > 1 ? Math.floor((last - at.sw!) / (count - 1)) : Number.POSITIVE_INFINITY;
    const full = Math.min(activity.every?.sw ?? 1, most);
    // round(every / fte), half up, in whole numbers
    const slow = asked.fte < 100 && type !== 'checkin' ? Math.max(1, Math.floor((full * 200 + asked.fte) / (2 * asked.fte))) : full;
    const step = status === 'core' ? Math.min(slow, most) : slow;
    const right = Array.from({ length: count }, (_, nth) => at.sw! + nth * step).filter((week) => week <= last);
    if (status === 'core' && right.length !== count) return [`${uid}: the rule itself loses a core step`];
    if (mine.map(({ week }) => week).join() !== right.join()) return [`${uid} is in weeks ${mine.map(({ week }) => week).join()}, not ${right.join()}`];
    return mine.flatMap(({ day, week, windowFrom, windowTo, undated }) => {
      const here = weeks[week! - 1];
      if (!here) return day === null && undated === 'calendar' ? [] : [`${uid} has the day ${day ?? '-'} beyond what is known`];
      if (day === null) return [`${uid} has no day in week ${week}`];
      if (!here.days.includes(day)) return [`${uid} is on ${day}, which is no day of week ${week}`];
      if (here.own.length > 0 && !here.own.includes(day)) return [`${uid} is on ${day}, when the starter does not work`];
      const early = windowFrom === null || day < windowFrom || weeks[phase.from.sw! - 1]!.days[0]! < windowFrom;
      const late = windowTo !== null && (day > windowTo || weeks[last - 1]!.days.at(-1)! > windowTo);
      return early || late ? [`${uid} is on ${day}, outside ${windowFrom ?? '-'} to ${windowTo ?? '-'}`] : [];
    });
  }
}
