import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wallTimeOf } from '../clock/wall-time.js';
import { nextReminderMoment, usualQuietHours } from './quiet-hours.js';

const everyDay = () => true;
const weekdays = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const next = (now: string, isSchoolDay: (day: string) => boolean = weekdays): string => nextReminderMoment(new Date(now), isSchoolDay).toISOString();

describe('when a reminder may go out', () => {
  it('is now, on a school day between half past seven and six', () => {
    expect(next('2027-01-12T06:30:00.000Z')).toBe('2027-01-12T06:30:00.000Z');
    expect(next('2027-01-12T16:59:59.000Z')).toBe('2027-01-12T16:59:59.000Z');
  });

  it('is half past seven otherwise: the same day, the next, or after the weekend', () => {
    expect(next('2027-01-12T06:29:59.000Z')).toBe('2027-01-12T06:30:00.000Z');
    expect(next('2027-01-12T17:00:00.000Z')).toBe('2027-01-13T06:30:00.000Z');
    expect(next('2027-01-15T20:00:00.000Z')).toBe('2027-01-18T06:30:00.000Z');
    expect(next('2027-01-16T11:00:00.000Z')).toBe('2027-01-18T06:30:00.000Z');
  });

  it('is the wall clock on the nights when the clock changes', () => {
    expect(next('2027-03-27T20:00:00.000Z', everyDay)).toBe('2027-03-28T05:30:00.000Z');
    expect(next('2027-03-28T00:30:00.000Z', everyDay)).toBe('2027-03-28T05:30:00.000Z');
    expect(next('2027-10-30T20:00:00.000Z', everyDay)).toBe('2027-10-31T06:30:00.000Z');
    expect(next('2027-10-31T00:30:00.000Z', everyDay)).toBe('2027-10-31T06:30:00.000Z');
    expect(next('2027-10-31T01:30:00.000Z', everyDay)).toBe('2027-10-31T06:30:00.000Z');
    expect(next('2027-03-28T00:30:00.000Z')).toBe('2027-03-29T05:30:00.000Z');
    expect(next('2027-10-31T00:30:00.000Z')).toBe('2027-11-01T06:30:00.000Z');
  });

  it('is never quiet, never before now and the same when asked again', () => {
    const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 0, 1) }).map((at) => new Date(at));
    fc.assert(
      fc.property(instants, (now) => {
        const found = nextReminderMoment(now, weekdays);
        const { day, minute } = wallTimeOf(found, usualQuietHours.zone);
        expect(found.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(weekdays(day) && minute >= usualQuietHours.from && minute < usualQuietHours.until).toBe(true);
        expect(nextReminderMoment(found, weekdays)).toEqual(found);
      }),
    );
  });

  it('says so when a calendar has no school day at all', () => {
    expect(() => next('2027-01-12T20:00:00.000Z', () => false)).toThrow('No school day');
  });
});
