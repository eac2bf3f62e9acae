import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GrantCircumstances, judgeGrant } from './position-grant.js';

const plain: GrantCircumstances = { toSelf: false, mayAdminister: true, onBoard: false, needsSecond: false, proposedByOther: false };
const heavy: GrantCircumstances = { ...plain, needsSecond: true };

describe('giving a position', () => {
  it('takes one administrator for a position without power over others', () => {
    expect(judgeGrant(plain)).toBe('give');
    expect(judgeGrant({ ...plain, toSelf: true })).toBe('give');
    expect(judgeGrant({ ...plain, mayAdminister: false })).toBe('refuse');
    expect(judgeGrant({ ...plain, mayAdminister: false, onBoard: true })).toBe('refuse');
  });

  it('takes two for an appraising or administrator position', () => {
    expect(judgeGrant(heavy)).toBe('propose');
    expect(judgeGrant({ ...heavy, proposedByOther: true })).toBe('give');
    expect(judgeGrant({ ...heavy, mayAdminister: false, onBoard: true, proposedByOther: true })).toBe('give');
  });

  it('is refused to a board that nobody proposed anything to', () => {
    expect(judgeGrant({ ...heavy, mayAdminister: false, onBoard: true })).toBe('refuse');
    expect(judgeGrant({ ...heavy, mayAdminister: false, proposedByOther: true })).toBe('refuse');
  });

  it('never lets anyone give power to themselves, or alone', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (toSelf, mayAdminister, onBoard, proposedByOther) => {
        const verdict = judgeGrant({ toSelf, mayAdminister, onBoard, proposedByOther, needsSecond: true });
        if (toSelf || !proposedByOther) expect(verdict).not.toBe('give');
        if (!mayAdminister && !onBoard) expect(verdict).toBe('refuse');
      }),
    );
  });
});
