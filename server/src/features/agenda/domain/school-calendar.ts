import { addDays, weekdayOf } from './calendar-day.js';

/** The three regions over which Dutch school holidays are spread. */
export const holidayRegions = ['noord', 'midden', 'zuid'] as const;
export type HolidayRegion = (typeof holidayRegions)[number];

/** Where no organisation says: the region that the other two are spread around. */
export const usualHolidayRegion: HolidayRegion = 'midden';

export interface Holiday {
  readonly key: string;
  readonly nl: string;
  readonly en: string;
  /** first and last free day, weekends included */
  readonly start: string;
  readonly end: string;
  /** false: derived, not yet found in a public source */
  readonly verified: boolean;
}

export interface SchoolHolidays {
  /** `advice`: the dates are advice, a school may teach then */
  readonly holidays: readonly (Holiday & { readonly regions: readonly HolidayRegion[]; readonly advice: boolean })[];
  /** single days on which every school is shut */
  readonly publicDays: readonly { readonly key: string; readonly nl: string; readonly en: string; readonly day: string }[];
  /** the first and the last day of the school years that are known */
  readonly from: string;
  readonly until: string;
}

/** The school days of one holiday region. Days are `YYYY-MM-DD`. */
export interface SchoolCalendar {
  readonly region: HolidayRegion;
  /** Monday to Friday, outside the region's holidays and the public ones. Outside the known years: Monday to Friday. */
  isSchoolDay(day: string): boolean;
  /** The day itself, or the first school day after it. */
  schoolDayFrom(day: string): string;
  /** The first school day after this day. */
  nextSchoolDay(day: string): string;
  /** So many school days after this day, 1 is the next one. With 0 the day itself or the next one. */
  addWorkingDays(day: string, count: number): string;
  /** The holiday (or public day) that a day falls in. */
  inHoliday(day: string): Holiday | null;
  /** Whether it is a single day on which every school is shut, inside a holiday or not. */
  isPublicDay(day: string): boolean;
  /** Whether it lies in a holiday of which the dates are advice. */
  isAdvised(day: string): boolean;
  /** Whether the holidays of that day's school year are known. */
  knows(day: string): boolean;
  /** Whether each of those was found in a public source. */
  confirmed(day: string): boolean;
}

/** The calendar year in which a day's school year began: they run from August. */
const schoolYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5, 7) < '08' ? 1 : 0);

/** A school is never shut for longer than this many days. */
const longestPause = 100;

export function schoolCalendar(known: SchoolHolidays, region: HolidayRegion): SchoolCalendar {
  const holidays = known.holidays.filter(({ regions }) => regions.includes(region));
  const publicDays = new Map(known.publicDays.map((one) => [one.day, one]));
  const inHoliday = (day: string): Holiday | null => {
    const single = publicDays.get(day);
    const long = holidays.find(({ start, end }) => start <= day && day <= end);
    if (long) return long;
    return single ? { key: single.key, nl: single.nl, en: single.en, start: day, end: day, verified: true } : null;
  };
  const knows = (day: string): boolean => known.from <= day && day <= known.until;
  const derivedYears = new Set(holidays.filter(({ verified }) => !verified).map(({ start }) => schoolYearOf(start)));
  const isSchoolDay = (day: string): boolean => weekdayOf(day) <= 5 && inHoliday(day) === null;
  const schoolDayFrom = (day: string): string => {
    for (let ahead = 0; ahead < longestPause; ahead += 1) {
      const found = addDays(day, ahead);
      if (isSchoolDay(found)) return found;
    }
    throw new Error(`No school day within ${longestPause} days of ${day}`);
  };
  const nextSchoolDay = (day: string): string => schoolDayFrom(addDays(day, 1));
  return {
    region,
    isSchoolDay,
    schoolDayFrom,
    nextSchoolDay,
    addWorkingDays: (day, count) => {
      if (count === 0) return schoolDayFrom(day);
      let found = day;
      for (let left = count; left > 0; left -= 1) found = nextSchoolDay(found);
      return found;
    },
    inHoliday,
    isPublicDay: (day) => publicDays.has(day),
    isAdvised: (day) => holidays.some(({ advice, start, end }) => advice && start <= day && day <= end),
    knows,
    confirmed: (day) => knows(day) && !derivedYears.has(schoolYearOf(day)),
  };
}
