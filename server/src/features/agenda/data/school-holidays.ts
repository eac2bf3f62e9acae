import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { isDay } from '../domain/calendar-day.js';
import { holidayRegions, type SchoolHolidays } from '../domain/school-calendar.js';

const day = z.string().refine(isDay, 'not a day');
const words = { nl: z.string().min(1), en: z.string().min(1) };

const file = z.object({
  regions: z.array(z.object({ key: z.enum(holidayRegions) })).length(holidayRegions.length),
  school_years: z
    .array(
      z.object({
        key: z.string().regex(/^\d{4}-\d{4}$/),
        holidays: z
          .array(
            z
              .object({ holiday: z.string(), ...words, regions: z.array(z.enum(holidayRegions)).min(1), start: day, end: day, kind: z.enum(['fixed', 'advice']), verified: z.boolean() })
              .refine(({ start, end }) => start <= end, 'ends before it starts'),
          )
          .min(1),
      }),
    )
    .min(1),
  public_holidays: z.array(
    z.object({ year: z.number(), days: z.array(z.object({ key: z.string(), date: day, free: z.enum(['always', 'usual', 'set_by_employer']), ...words })) }),
  ),
  use: z.object({
    defaults: z.object({
      advice: z.literal('used_unless_school_says_otherwise'),
      may_extra: z.literal('off_unless_school_says_so'),
      usual: z.literal('off_unless_school_says_so'),
      set_by_employer: z.literal('off_unless_school_says_so'),
    }),
  }),
});

/**
 * Reads and checks the school holidays that ship with Kring, with the defaults that the file itself states: what a
 * school has to say first does not count. @throws Error that names what is wrong
 */
export function loadSchoolHolidays(): SchoolHolidays {
  const { school_years: years, public_holidays: single } = readCatalogue('school-holidays', file);
  const keys = years.map(({ key }) => key).sort();
  return {
    holidays: years
      .flatMap(({ holidays }) => holidays)
      .filter(({ holiday }) => holiday !== 'may_extra')
      .map(({ holiday, nl, en, regions, start, end, kind, verified }) => ({ key: holiday, nl, en, regions, start, end, advice: kind === 'advice', verified })),
    publicDays: single.flatMap(({ days }) => days).filter(({ free }) => free === 'always').map(({ key, nl, en, date }) => ({ key, nl, en, day: date })),
    from: `${keys[0]!.slice(0, 4)}-08-01`,
    until: `${keys.at(-1)!.slice(5)}-07-31`,
  };
}
