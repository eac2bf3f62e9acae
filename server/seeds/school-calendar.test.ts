import { describe, expect, it } from '@jest/globals';
import { dayOf, dayText, isSchoolDay, schoolDayFrom, schoolDaysBefore, schoolYearOf, toInstant, toLocal, withDates, writingTimeBefore } from './school-calendar.js';
import { SeededRandom } from './seeded-random.js';

describe('the calendar of the seeds', () => {
  it('knows weekends and holidays', () => {
    expect(isSchoolDay(dayOf(2026, 11, 17))).toBe(true);
    for (const [year, month, date] of [
      [2026, 11, 21],
      [2026, 12, 25],
      [2026, 7, 20],
      [2026, 10, 21],
      [2027, 4, 27],
    ] as const)
      expect(isSchoolDay(dayOf(year, month, date))).toBe(false);
  });

  it('counts school days, back from a weekend too', () => {
    expect(dayText(schoolDaysBefore(dayOf(2026, 11, 22), 0))).toBe('2026-11-20');
    expect(dayText(schoolDaysBefore(dayOf(2026, 11, 17), 2))).toBe('2026-11-13');
    expect(dayText(schoolDayFrom(dayOf(2026, 11, 21)))).toBe('2026-11-23');
    expect(schoolYearOf(dayOf(2027, 7, 31))).toBe(2026);
    expect(schoolYearOf(dayOf(2027, 8, 1))).toBe(2027);
  });

  it('keeps Dutch time, summer and winter', () => {
    for (const moment of ['2026-11-17T13:52:00.000Z', '2026-06-17T12:52:00.000Z', '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']) {
      expect(toInstant(toLocal(new Date(moment))).toISOString()).toBe(moment);
    }
    expect(toLocal(new Date('2026-11-17T13:52:00Z')).minute).toBe(14 * 60 + 52);
    expect(toLocal(new Date('2026-06-17T12:52:00Z')).minute).toBe(14 * 60 + 52);
  });

  it('lets nobody write at night', () => {
    const random = new SeededRandom('night');
    expect(dayText(writingTimeBefore({ day: dayOf(2026, 11, 17), minute: 180 }, random).day)).toBe('2026-11-16');
    expect(dayText(writingTimeBefore({ day: dayOf(2026, 11, 21), minute: 700 }, random).day)).toBe('2026-11-20');
    expect(writingTimeBefore({ day: dayOf(2026, 11, 17), minute: 700 }, random)).toEqual({ day: dayOf(2026, 11, 17), minute: 700 });
  });

  it('fills in dates from the seed moment', () => {
    expect(withDates('Op {weekdag+0} {datum+0}; op {datum+14} delen we', new Date('2026-11-17T13:52:00Z'))).toBe(
      'Op dinsdag 17 november; op 1 december delen we',
    );
  });
});
