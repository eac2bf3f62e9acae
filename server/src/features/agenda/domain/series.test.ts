import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSchoolHolidays } from '../data/school-holidays.js';
import { addDays, weekdayOf } from './calendar-day.js';
import { holidayRegions, schoolCalendar } from './school-calendar.js';
import { rota, schoolDayBefore, seriesDays } from './series.js';

const holidays = loadSchoolHolidays();
const noord = schoolCalendar(holidays, 'noord');

describe('the days of a series', () => {
  it('keep the weekday and move out of a holiday, and say so', () => {
    const days = seriesDays({ from: '2027-09-02', until: '2028-02-01', everyWeeks: 8, skipHolidays: true }, noord);
    expect(days.map(({ day }) => day)).toEqual(['2027-09-02', '2027-10-28', '2027-12-23']);
    const [moved] = seriesDays({ from: '2027-12-30', until: '2028-02-01', everyWeeks: 8, skipHolidays: true }, noord);
    expect(moved).toMatchObject({ day: '2028-01-13', movedFrom: '2027-12-30', holiday: { key: 'christmas' }, uncertain: false });
  });

  it('stay in the holiday where a circle wants that', () => {
    const [first] = seriesDays({ from: '2027-12-30', until: '2028-02-01', everyWeeks: 8, skipHolidays: false }, noord);
    expect(first).toEqual({ day: '2027-12-30', movedFrom: null, holiday: null, uncertain: false });
  });

  it('drop a turn that would fall on the next one', () => {
    const days = seriesDays({ from: '2027-07-15', until: '2027-09-30', everyWeeks: 2, skipHolidays: true }, noord).map(({ day }) => day);
    expect(days).toEqual(['2027-08-26', '2027-09-09', '2027-09-23']);
  });

  it('are none when the end comes first, or the holiday lasts until the end', () => {
    expect(seriesDays({ from: '2027-09-02', until: '2027-09-01', everyWeeks: 8, skipHolidays: true }, noord)).toEqual([]);
    expect(seriesDays({ from: '2027-07-15', until: '2027-08-20', everyWeeks: 1, skipHolidays: true }, noord)).toEqual([]);
  });

  it('say where the holidays are not certain', () => {
    expect(seriesDays({ from: '2028-09-07', until: '2028-09-07', everyWeeks: 8, skipHolidays: true }, noord)[0]!.uncertain).toBe(true);
  });

  it('are in order, once, on one weekday, and outside every holiday', () => {
    const rhythms = fc.record({ start: fc.integer({ min: 0, max: 900 }), weeks: fc.integer({ min: 1, max: 12 }), length: fc.integer({ min: 0, max: 500 }), region: fc.constantFrom(...holidayRegions) });
    fc.assert(
      fc.property(rhythms, ({ start, weeks, length, region }) => {
        const calendar = schoolCalendar(holidays, region);
        const from = addDays('2025-08-01', start);
        const until = addDays(from, length);
        const days = seriesDays({ from, until, everyWeeks: weeks, skipHolidays: true }, calendar);
        const plain = days.map(({ day }) => day);
        expect(plain).toEqual([...new Set(plain)].sort());
        for (const { day, movedFrom, holiday } of days) {
          expect(weekdayOf(day)).toBe(weekdayOf(from));
          expect(day >= from && day <= until && calendar.inHoliday(day) === null).toBe(true);
          expect(movedFrom === null).toBe(holiday === null);
        }
      }),
    );
  });
});

it('gives everyone a turn before anyone has a second one', () => {
  expect(rota(['a', 'b', 'c'], 5)).toEqual(['a', 'b', 'c', 'a', 'b']);
  expect(rota([], 5)).toEqual([]);
});

it('reminds on the school day before, over weekends and holidays', () => {
  expect(schoolDayBefore('2027-10-28', noord)).toBe('2027-10-27');
  expect(schoolDayBefore('2027-10-25', noord)).toBe('2027-10-15');
  expect(schoolDayBefore('2028-01-10', noord)).toBe('2027-12-24');
});
