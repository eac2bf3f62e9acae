import { describe, expect, it } from '@jest/globals';
import { isBrin, mayStandUnder, pathUnder } from './organisation.js';

describe('an organisation', () => {
  it('stands under the kinds that the region knows', () => {
    expect(mayStandUnder('school', 'foundation')).toBe(true);
    expect(mayStandUnder('foundation', 'region')).toBe(true);
    expect(mayStandUnder('institute', 'region')).toBe(true);
  });

  it('never stands under its own kind or a smaller one', () => {
    expect(mayStandUnder('school', 'school')).toBe(false);
    expect(mayStandUnder('foundation', 'school')).toBe(false);
    expect(mayStandUnder('network', 'network')).toBe(false);
    expect(mayStandUnder('school', 'network')).toBe(false);
  });

  it('carries its own id at the end of its path', () => {
    expect(pathUnder(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
  });

  it('knows a school number when it sees one', () => {
    expect(['00AA', '12XY03'].every(isBrin)).toBe(true);
    expect(['', '1AA', '00aa', '00AA1', '00AA123', ' 00AA'].some(isBrin)).toBe(false);
  });
});
