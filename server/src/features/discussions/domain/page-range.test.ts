import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageRange } from './page-range.js';

describe('a page of a conversation', () => {
  it('opens at the end when everything is read', () => {
    expect(pageRange({}, 120, 120, 100, 50)).toEqual({ from: 70, to: 120 });
  });
  it('opens a little before the first unread message', () => {
    expect(pageRange({}, 120, 40, 100, 50)).toEqual({ from: 35, to: 85 });
  });
  it('opens at the start for someone who read nothing', () => {
    expect(pageRange({}, 120, 0, 100, 50)).toEqual({ from: 0, to: 50 });
  });
  it('goes on after a number, back before a number, and around one', () => {
    expect(pageRange({ first: 20, after: 30 }, 120, 0, 100, 50)).toEqual({ from: 30, to: 50 });
    expect(pageRange({ last: 20, before: 31 }, 120, 0, 100, 50)).toEqual({ from: 10, to: 30 });
    expect(pageRange({ around: 60, first: 20 }, 120, 0, 100, 50)).toEqual({ from: 49, to: 69 });
    expect(pageRange({ last: 10 }, 120, 0, 100, 50)).toEqual({ from: 110, to: 120 });
  });
  it('never leaves the conversation and never grows past the bound, whatever is asked', () => {
    const n = fc.option(fc.integer({ min: -5, max: 500 }), { nil: null });
    fc.assert(
      fc.property(n, n, n, n, n, fc.nat(300), fc.nat(300), (first, after, last, before, around, count, readN) => {
        const size = { first: first === null ? null : Math.max(1, first), last: last === null ? null : Math.max(1, last) };
        const range = pageRange({ ...size, after, before, around }, count, Math.min(readN, count), 100, 50);
        expect(range.from).toBeGreaterThanOrEqual(0);
        expect(range.to).toBeLessThanOrEqual(count);
        expect(range.to).toBeGreaterThanOrEqual(range.from);
        expect(range.to - range.from).toBeLessThanOrEqual(100);
      }),
    );
  });
});
