import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { homeZone, instantOf, isZone, wallTimeOf } from './wall-time.js';

const at = (day: string, hour: number, minute = 0, zone = homeZone): string => instantOf({ day, minute: hour * 60 + minute }, zone).toISOString();

describe('the instant of a wall time', () => {
  it('moves with summer time', () => {
    expect(at('2027-03-27', 15, 30)).toBe('2027-03-27T14:30:00.000Z');
    expect(at('2027-03-28', 15, 30)).toBe('2027-03-28T13:30:00.000Z');
    expect(at('2027-10-30', 15, 30)).toBe('2027-10-30T13:30:00.000Z');
    expect(at('2027-10-31', 15, 30)).toBe('2027-10-31T14:30:00.000Z');
  });

  it('exists in the hour that is skipped and in the hour that comes twice', () => {
    expect(at('2027-03-28', 2, 30)).toBe('2027-03-28T01:30:00.000Z');
    expect(at('2027-10-31', 2, 30)).toBe('2027-10-31T00:30:00.000Z');
  });

  it('follows the place', () => {
    expect(at('2027-01-12', 9, 0, 'America/Curacao')).toBe('2027-01-12T13:00:00.000Z');
    expect(at('2027-07-12', 9, 0, 'Europe/London')).toBe('2027-07-12T08:00:00.000Z');
  });

  it('refuses a day that is not there', () => {
    expect(() => at('2027-02-30', 9)).toThrow(RangeError);
  });

  it('is read back as it was said, outside the hour that is skipped', () => {
    const days = fc.integer({ min: 0, max: 3_000 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
    const zones = fc.constantFrom('Europe/Amsterdam', 'America/Paramaribo', 'Europe/London', 'America/Curacao');
    fc.assert(
      fc.property(days, fc.integer({ min: 4 * 60, max: 1439 }), zones, (day, minute, zone) => {
        expect(wallTimeOf(instantOf({ day, minute }, zone), zone)).toEqual({ day, minute });
      }),
    );
  });
});

it('knows places, not offsets or made-up ones', () => {
  expect(['Europe/Amsterdam', 'America/Curacao', 'UTC'].map(isZone)).toEqual([true, true, true]);
  expect(['', '+01:00', 'Europe/Enschede', 'Europe/Amsterdam; x', 'a'.repeat(300)].map(isZone)).toEqual([false, false, false, false, false]);
});
