import { describe, expect, it } from '@jest/globals';
import { splitChanges } from './split.js';

const pair = (managerId: string, personId: string) => ({ managerId, personId });

describe('a change of who manages whom', () => {
  it('names what began and what ended', () => {
    expect(splitChanges([pair('a', 'b'), pair('a', 'c')], [pair('a', 'c'), pair('a', 'd')])).toEqual({
      began: [pair('a', 'd')],
      ended: [pair('a', 'b')],
    });
  });

  it('keeps directions apart', () => {
    expect(splitChanges([pair('a', 'b')], [pair('b', 'a')])).toEqual({ began: [pair('b', 'a')], ended: [pair('a', 'b')] });
  });

  it('is nothing when a second reason comes or goes', () => {
    expect(splitChanges([pair('a', 'b')], [pair('a', 'b'), pair('a', 'b')])).toEqual({ began: [], ended: [] });
  });
});
