import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSchoolHolidays } from '../data/school-holidays.js';
import { addDays, isDay, weekdayOf } from './calendar-day.js';
import { holidayRegions, schoolCalendar } from './school-calendar.js';

const holidays = loadSchoolHolidays();
const noord = schoolCalendar(holidays, 'noord');
const zuid = schoolCalendar(holidays, 'zuid');

const days = fc.integer({ min: 0, max: 1_060 }).map((ahead) => addDays('2025-08-01', ahead));

describe('school days', () => {
  it('differ per region', () => {
    expect(noord.isSchoolDay('2027-10-18')).toBe(false);
    expect(zuid.isSchoolDay('2027-10-18')).toBe(true);
    expect(zuid.inHoliday('2027-10-25')).toMatchObject({ key: 'autumn', nl: 'Herfstvakantie', start: '2027-10-23', end: '2027-10-31' });
    expect(noord.inHoliday('2027-10-25')).toBeNull();
  });

  it('are not the days on which every school is shut, and are those where a school decides itself', () => {
    expect(noord.isSchoolDay('2027-03-29')).toBe(false);
    expect(noord.inHoliday('2027-03-29')).toMatchObject({ key: 'easter_monday', start: '2027-03-29', end: '2027-03-29' });
    expect(noord.isSchoolDay('2027-03-26')).toBe(true);
    expect(noord.isSchoolDay('2027-04-26')).toBe(true);
  });

  it('say where dates are derived, and where none are known', () => {
    expect(noord.inHoliday('2027-02-22')?.verified).toBe(false);
    expect(noord.inHoliday('2028-02-22')?.verified).toBe(true);
    expect([noord.knows('2025-08-01'), noord.knows('2028-07-31'), noord.knows('2028-08-01'), noord.knows('2025-07-31')]).toEqual([true, true, false, false]);
    expect(noord.isSchoolDay('2030-12-26')).toBe(true);
  });

  it('say what a school decides itself, what every school keeps, and which years are confirmed', () => {
    expect([noord.isAdvised('2027-10-18'), noord.isAdvised('2026-12-24'), noord.isAdvised('2027-09-08')]).toEqual([true, false, false]);
    expect([noord.isPublicDay('2027-12-26'), noord.isPublicDay('2027-12-27'), noord.isPublicDay('2027-03-26')]).toEqual([true, false, false]);
    expect([noord.confirmed('2026-07-31'), noord.confirmed('2026-08-01'), noord.confirmed('2027-08-01'), noord.confirmed('2028-08-01')]).toEqual([true, false, true, false]);
  });

  it('are counted over holidays', () => {
    expect(noord.nextSchoolDay('2026-12-18')).toBe('2027-01-04');
    expect(noord.schoolDayFrom('2026-12-18')).toBe('2026-12-18');
    expect(noord.addWorkingDays('2026-12-17', 2)).toBe('2027-01-04');
    expect(noord.addWorkingDays('2026-12-19', 0)).toBe('2027-01-04');
  });

  it('are what counting lands on, in order and without skipping one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...holidayRegions), days, fc.integer({ min: 1, max: 12 }), (region, day, count) => {
        const calendar = schoolCalendar(holidays, region);
        const found = calendar.addWorkingDays(day, count);
        let between = 0;
        for (let at = addDays(day, 1); at <= found; at = addDays(at, 1)) if (calendar.isSchoolDay(at)) between += 1;
        expect(calendar.isSchoolDay(found)).toBe(true);
        expect(between).toBe(count);
        expect(weekdayOf(found)).toBeLessThanOrEqual(5);
      }),
    );
  });
});

it('knows which texts are days', () => {
  expect(['2028-02-29', '2027-02-28'].map(isDay)).toEqual([true, true]);
  expect(['2027-02-29', '2027-13-01', '27-01-01', '', '2027-01-01T00:00'].map(isDay)).toEqual([false, false, false, false, false]);
});
