import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standing, unanswered, type MomentCount } from './best-moments.js';

const moment = (id: string, startsAt: number, yes: number, ratherNot: number, no: number, blocked = false): MomentCount => ({ id, startsAt, yes, ratherNot, no, blocked });

describe('what suits best', () => {
  it('is most yes, then fewest rather not, then the earliest', () => {
    expect(standing([moment('a', 10, 4, 1, 0), moment('b', 20, 6, 0, 0), moment('c', 30, 3, 0, 2)], 0)).toEqual({ verdict: 'best', best: ['b'] });
    expect(standing([moment('a', 10, 4, 2, 0), moment('b', 20, 4, 1, 1)], 0)).toEqual({ verdict: 'best', best: ['b'] });
  });

  it('is more than one when they suit equally well, the earliest first', () => {
    expect(standing([moment('b', 20, 4, 1, 1), moment('a', 10, 4, 1, 0), moment('c', 5, 3, 0, 0)], 0)).toEqual({ verdict: 'tie', best: ['a', 'b'] });
  });

  it('says that nobody answered, and that every moment leaves someone out', () => {
    expect(standing([moment('a', 10, 0, 0, 0)], 0)).toEqual({ verdict: 'nobody_answered', best: [] });
    expect(standing([moment('a', 10, 4, 0, 1), moment('b', 20, 3, 0, 2)], 0)).toEqual({ verdict: 'none_suits', best: ['a'] });
    expect(standing([moment('a', 10, 0, 0, 3)], 0)).toEqual({ verdict: 'none_suits', best: [] });
  });

  it('is never past, and never without someone who is needed', () => {
    expect(standing([moment('a', 10, 6, 0, 0), moment('b', 20, 2, 0, 0)], 15).best).toEqual(['b']);
    expect(standing([moment('a', 10, 6, 0, 1, true), moment('b', 20, 2, 0, 0)], 0).best).toEqual(['b']);
  });

  it('has no better one beside it', () => {
    const counts = fc.record({ id: fc.uuid(), startsAt: fc.nat(50), yes: fc.nat(5), ratherNot: fc.nat(5), no: fc.nat(5), blocked: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(counts, { minLength: 1, maxLength: 8, selector: ({ id }) => id }), fc.nat(50), (moments, now) => {
        const { best } = standing(moments, now);
        const chosen = moments.filter(({ id }) => best.includes(id));
        for (const one of chosen) expect(one.startsAt > now && !one.blocked && one.yes > 0).toBe(true);
        const possible = moments.filter(({ startsAt, blocked }) => startsAt > now && !blocked);
        if (chosen[0]) for (const other of possible) expect(other.yes < chosen[0].yes || (other.yes === chosen[0].yes && other.ratherNot >= chosen[0].ratherNot)).toBe(true);
      }),
    );
  });
});

it('waits for who has not answered every moment that comes', () => {
  const moments = [{ id: 'a', startsAt: 10 }, { id: 'b', startsAt: 20 }];
  const answers = [{ momentId: 'b', personId: 'p' }, { momentId: 'a', personId: 'q' }, { momentId: 'b', personId: 'q' }];
  expect(unanswered(['p', 'q', 'r'], moments, answers, 0)).toEqual(['p', 'r']);
  expect(unanswered(['p', 'q', 'r'], moments, answers, 15)).toEqual(['r']);
  expect(unanswered(['p', 'q', 'r'], moments, answers, 25)).toEqual([]);
});
