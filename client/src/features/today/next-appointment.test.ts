import { expect, it } from '@jest/globals';
import { seatsOf, untilStart } from './next-appointment.js';

it('says minutes up to an hour and a half, then hours, and nothing once it has begun', () => {
  const now = new Date('2026-11-17T14:52:00Z');
  const at = (text: string) => untilStart(new Date(text), now);
  expect(at('2026-11-17T15:30:00Z')).toEqual({ count: 38, unit: 'minutes' });
  expect(at('2026-11-17T14:52:10Z')).toEqual({ count: 1, unit: 'minutes' });
  expect(at('2026-11-17T17:20:00Z')).toEqual({ count: 2.5, unit: 'hours' });
  expect(at('2026-11-17T14:52:00Z')).toBeNull();
});

it('seats no more people than a ring holds, those who are here first', () => {
  expect(seatsOf(8, 2).map(({ here }) => here)).toEqual([true, true, false, false, false, false, false, false]);
  expect(seatsOf(30, 0)).toHaveLength(12);
  expect(seatsOf(4, 0)[0]).toEqual({ x: 120, y: 9, here: false });
});
