import { dayNumber, dayText, mondayOf, weekday } from './day-number.js';

/** What the school holidays of a region say of a day (`YYYY-MM-DD`). The calendar of the agenda is one of these. */
export interface RegionDays {
  isSchoolDay(day: string): boolean;
  /** a day on which every school is shut, holiday or not */
  isPublicDay(day: string): boolean;
  /** a day in a holiday of which the dates are advice: a school may teach then */
  isAdvised(day: string): boolean;
  /** whether the holidays of that day's school year are in the data at all */
  knows(day: string): boolean;
  /** whether all of them come from a public source */
  confirmed(day: string): boolean;
}

/** What a school says itself: shut, or open in a holiday that is advice. The last day counts too. */
export interface LocalDays {
  readonly from: string;
  readonly until: string;
  readonly open: boolean;
}

/** A trajectory that stands still; `until` is the last day of it, `null` while nobody knows. */
export interface Pause {
  readonly from: string;
  readonly until: string | null;
}

export interface StarterTime {
  /** `YYYY-MM-DD` */
  readonly start: string;
  /** whole hundredths of full time, 10 to 100: 60 is 0.6 */
  readonly fte: number;
  /** the weekdays on which the starter works, 1 is Monday */
  readonly workDays: readonly number[];
}

/** One school week of a trajectory; days as numbers. */
export interface SchoolWeek {
  readonly monday: number;
  readonly days: readonly number[];
  /** the school days of it on which the starter works; none: then any school day will do */
  readonly own: readonly number[];
}

/** Why the weeks end: the holidays after it are not known, or the trajectory stands still and nobody knows until when. */
export type WeeksEnd = 'calendar' | 'paused';

export interface SchoolWeeks {
  /** the first is school week 1 */
  readonly weeks: readonly SchoolWeek[];
  readonly end: WeeksEnd;
  /** a school day of this starter's school, a pause or not */
  isSchoolDay(day: number): boolean;
  isPublicDay(day: number): boolean;
  /** whether every school year from the start up to this day rests on confirmed holidays */
  confirmed(day: number): boolean;
}

/** No trajectory is longer than so many weeks of the calendar, pauses included. */
const weeksMost = 520;

/**
 * The school weeks of one trajectory (rule `school_weeks`): weeks in which the region's holidays and the local days leave a
 * school day that is not in a pause. The first is the first week in which the starter works on such a day.
 */
export function schoolWeeks(time: StarterTime, region: RegionDays, local: readonly LocalDays[] = [], pauses: readonly Pause[] = []): SchoolWeeks {
  const start = dayNumber(time.start);
  const spans = local.map(({ from, until, open }) => ({ from: dayNumber(from), until: dayNumber(until), open }));
  const stops = pauses.map(({ from, until }) => ({ from: dayNumber(from), until: until === null ? Infinity : dayNumber(until) }));
  const known = new Map<number, boolean>();
  const isSchoolDay = (day: number): boolean => {
    const before = known.get(day);
    if (before !== undefined) return before;
    const text = dayText(day);
    const said = spans.filter(({ from, until }) => from <= day && day <= until);
    const shut = said.some(({ open }) => !open);
    const opened = said.some(({ open }) => open) && weekday(day) <= 5 && region.isAdvised(text) && !region.isPublicDay(text);
    const is = !shut && (opened || region.isSchoolDay(text));
    known.set(day, is);
    return is;
  };
  const weeks: SchoolWeek[] = [];
  let end: WeeksEnd = 'calendar';
  for (let at = 0, monday = mondayOf(start); at < weeksMost; at += 1, monday += 7) {
    const days: number[] = [];
    let within = true;
    for (let day = monday; day < monday + 5; day += 1) {
      if (day < start) continue;
      if (!region.knows(dayText(day))) within = false;
      else if (isSchoolDay(day) && !stops.some(({ from, until }) => from <= day && day <= until)) days.push(day);
    }
    if (!within) break;
    const own = days.filter((day) => time.workDays.includes(weekday(day)));
    if (weeks.length === 0 ? own.length > 0 : days.length > 0) weeks.push({ monday, days, own });
    if (stops.some(({ from, until }) => until === Infinity && from <= monday + 7)) {
      end = 'paused';
      break;
    }
  }
  const confirmed = new Map<number, boolean>();
  return {
    weeks,
    end,
    isSchoolDay,
    isPublicDay: (day) => region.isPublicDay(dayText(day)),
    confirmed: (day) => {
      const before = confirmed.get(day);
      if (before !== undefined) return before;
      let all = region.confirmed(dayText(day));
      // one day of each school year between them stands for that year
      for (let between = start; all && between < day; between += 180) all = region.confirmed(dayText(between));
      confirmed.set(day, all);
      return all;
    },
  };
}
