import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WriteLimit } from './write-limit.js';

describe('how often one person may write', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const times = (limit: WriteLimit, person: string, most: number): number => {
    for (let n = 0; n < most; n += 1) {
      try {
        limit.spend(person);
      } catch (error) {
        expect(error).toMatchObject({ code: 'RATE_LIMITED', detail: { retryAfter: 1 } });
        return n;
      }
    }
    return most;
  };

  it('is a minute of writing at once, then as much per minute, for each apart', () => {
    const limit = new WriteLimit(120);
    expect(times(limit, 'anna', 200)).toBe(120);
    expect(times(limit, 'bas', 50)).toBe(50);
    jest.advanceTimersByTime(10_000);
    expect(times(limit, 'anna', 200)).toBe(20);
    jest.advanceTimersByTime(600_000);
    expect(times(limit, 'anna', 200)).toBe(120);
  });

  it('has no end when the setting says 0', () => {
    expect(times(new WriteLimit(0), 'anna', 5_000)).toBe(5_000);
  });

  it('forgets who has been quiet, and nobody who has not', () => {
    const limit = new WriteLimit(60);
    times(limit, 'busy', 60);
    for (let n = 0; n < 2_100; n += 1) limit.spend(`quiet ${n}`);
    expect(times(limit, 'busy', 1)).toBe(0);
    jest.advanceTimersByTime(120_000);
    for (let n = 0; n < 5_000; n += 1) limit.spend(`other ${n}`);
    expect((limit as unknown as { buckets: Map<string, unknown> }).buckets.size).toBeLessThan(6_000);
  });
});
