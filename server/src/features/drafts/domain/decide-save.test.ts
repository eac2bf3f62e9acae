import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideSave, type KnownDraft } from './decide-save.js';

const there = (more: Partial<KnownDraft> = {}): KnownDraft => ({ id: 'd', version: 3, hand: 'phone', stroke: 5, ...more });

describe('saving a draft', () => {
  it('writes where nothing is, and over what was seen', () => {
    expect(decideSave(null, { draftId: 'd', ifVersion: 3, by: null })).toBe('write');
    expect(decideSave(there(), { draftId: 'd', ifVersion: 3, by: null })).toBe('write');
    expect(decideSave(there(), { draftId: null, ifVersion: 3, by: { hand: 'laptop', stroke: 1 } })).toBe('write');
  });

  it('is a conflict with what another device saved since, and with another draft at the same place', () => {
    expect(decideSave(there(), { draftId: 'd', ifVersion: 2, by: { hand: 'laptop', stroke: 9 } })).toBe('conflict');
    expect(decideSave(there(), { draftId: null, ifVersion: null, by: null })).toBe('conflict');
    expect(decideSave(there(), { draftId: 'other', ifVersion: 3, by: null })).toBe('conflict');
    expect(decideSave(there({ hand: null, stroke: null }), { draftId: null, ifVersion: null, by: { hand: 'phone', stroke: 1 } })).toBe('conflict');
  });

  it('is never a conflict of a field with itself: the newest of its savings stays, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 }), (strokes) => {
        let known = null as KnownDraft | null;
        for (const stroke of strokes) {
          // none of them knows what became of the others
          const decision = decideSave(known, { draftId: null, ifVersion: null, by: { hand: 'phone', stroke } });
          expect(decision).not.toBe('conflict');
          if (decision === 'write') known = { id: 'd', version: (known?.version ?? 0) + 1, hand: 'phone', stroke };
        }
        expect(known!.stroke).toBe(Math.max(...strokes));
      }),
    );
  });
});
