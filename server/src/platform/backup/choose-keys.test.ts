import { describe, expect, it } from '@jest/globals';
import { chooseKeys, needsOf } from './choose-keys.js';
import type { KeySet } from './key-backup.js';

const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000000Z`;
const key = (scopeId: string, createdOn: number, wrapped = `${scopeId}${createdOn}`, masterKeyId = 'k1') => ({ scopeKind: 'group', scopeId, wrapped, masterKeyId, createdAt: day(createdOn) });
const erasure = (scopeId: string, on: number) => ({ scopeKind: 'group', scopeId, erasedAt: day(on) });
const setOf = (on: number, keys: KeySet['keys'], erasures: KeySet['erasures'] = [], more: Partial<KeySet> = {}): KeySet => ({ madeAt: day(on), masterKeyId: 'k1', earlierMasterKeyIds: [], keys, erasures, ...more });
const choose = (backup: KeySet, ...sets: KeySet[]) => {
  const { set, foreign, missing } = chooseKeys(backup.masterKeyId, needsOf(backup), sets.map((one, n) => ({ from: `s${n}`, set: one })));
  return { master: set.masterKeyId, keys: set.keys.map((one) => one.wrapped).sort(), erased: set.erasures.map((one) => one.scopeId), foreign: foreign.map((one) => one.from), missing: missing.map((one) => one.scopeId) };
};

describe('the keys for a backup', () => {
  const backup = setOf(10, [key('a', 1), key('b', 2)]);

  it('are joined from all moments of one installation', () => {
    expect(choose(backup, setOf(5, [key('a', 1)]), setOf(11, [key('b', 2), key('c', 11)]))).toEqual({ master: 'k1', keys: ['a1', 'b2', 'c11'], erased: [], foreign: [], missing: [] });
  });

  it('are missing when no set has them, another key of the same scope included', () => {
    expect(choose(backup, setOf(5, [key('a', 1)])).missing).toEqual(['b']);
    expect(choose(backup, setOf(5, [key('a', 1), key('b', 4)])).missing).toEqual(['b']);
    expect(choose(backup).missing).toEqual(['a', 'b']);
  });

  it('are those the backup was written with, where a copy of the installation made its own', () => {
    expect(choose(backup, setOf(20, [key('a', 1), key('b', 15)]), setOf(10, backup.keys)).keys).toEqual(['a1', 'b2']);
  });

  it('are not those of another installation, however new', () => {
    const demo = setOf(30, [key('x', 30)], [], { masterKeyId: 'demo' });
    expect(choose(backup, demo)).toMatchObject({ master: null, keys: [], foreign: ['s0'], missing: ['a', 'b'] });
    expect(choose(backup, demo, backup)).toMatchObject({ master: 'k1', keys: ['a1', 'b2'], foreign: ['s0'], missing: [] });
  });

  it('do not come back when anybody knows that they were erased', () => {
    expect(choose(backup, backup, setOf(12, [], [erasure('a', 12)]))).toMatchObject({ keys: ['b2'], erased: ['a'], missing: [] });
    expect(choose(setOf(10, [key('b', 2)], [erasure('a', 9)]), setOf(5, [key('a', 1), key('b', 2)]))).toMatchObject({ keys: ['b2'], erased: ['a'], missing: [] });
  });

  it('come back when they were made after the erasure', () => {
    const again = setOf(14, [key('a', 13), key('b', 2)], [erasure('a', 12)]);
    expect(choose(backup, backup, again)).toMatchObject({ keys: ['a13', 'b2'], missing: [] });
    expect(choose(again, backup, again)).toMatchObject({ keys: ['a13', 'b2'], missing: [] });
  });

  it('are wrapped with the last master key of the installation', () => {
    const rotated = setOf(9, [key('a', 1, 'a-new', 'k2'), key('b', 2, 'b-new', 'k2')], [], { masterKeyId: 'k2', earlierMasterKeyIds: ['k1'] });
    expect(choose(backup, backup, rotated)).toMatchObject({ master: 'k2', keys: ['a-new', 'b-new'], missing: [] });
    expect(choose(rotated, backup)).toMatchObject({ master: null, foreign: ['s0'], missing: ['a', 'b'] });
  });
});
