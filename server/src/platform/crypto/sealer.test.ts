import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aadFor, createScopeKey, deriveKey, keyedDigest, seal, unseal, unwrapScopeKey } from './sealer.js';

const dek = randomBytes(32);
const place = aadFor('messages', 'body_sealed', 'row-1', 'group', 'circle-1');

describe('sealing', () => {
  it('opens in its own place with its own key, 28 bytes longer', () => {
    const sealed = seal(dek, place, 'Wat hier gezegd wordt');
    expect(sealed.length).toBe(Buffer.byteLength('Wat hier gezegd wordt') + 28);
    expect(unseal(dek, place, sealed).toString()).toBe('Wat hier gezegd wordt');
    expect(sealed.toString('latin1')).not.toContain('gezegd');
  });
  it('gives other bytes each time', () => {
    expect(seal(dek, place, 'x').equals(seal(dek, place, 'x'))).toBe(false);
  });
  it('does not open elsewhere, with another key, or changed', () => {
    const sealed = seal(dek, place, 'geheim');
    const changed = Buffer.from(sealed);
    changed[sealed.length - 1]! ^= 1;
    for (const row of ['row-2', 'row-1 ']) expect(() => unseal(dek, aadFor('messages', 'body_sealed', row, 'group', 'circle-1'), sealed)).toThrow();
    expect(() => unseal(dek, aadFor('messages', 'body_sealed', 'row-1', 'group', 'circle-2'), sealed)).toThrow();
    expect(() => unseal(randomBytes(32), place, sealed)).toThrow();
    expect(() => unseal(dek, place, changed)).toThrow();
    expect(() => unseal(dek, place, sealed.subarray(0, 20))).toThrow();
  });
});

describe('data keys', () => {
  const master = { id: 'k1', key: randomBytes(32) };
  it('come back for the scope they were made for, under the same master key', () => {
    const made = createScopeKey(master, 'group', 'circle-1');
    expect(unwrapScopeKey(master, 'group', 'circle-1', made.wrapped).equals(made.dek)).toBe(true);
    expect(() => unwrapScopeKey(master, 'group', 'circle-2', made.wrapped)).toThrow();
    expect(() => unwrapScopeKey(master, 'person', 'circle-1', made.wrapped)).toThrow();
    expect(() => unwrapScopeKey({ id: 'k1', key: randomBytes(32) }, 'group', 'circle-1', made.wrapped)).toThrow();
  });
  it('derived keys differ by purpose, and digests by key', () => {
    const [a, b] = [deriveKey(master, 'receipts'), deriveKey(master, 'invitation-token')];
    expect(a.equals(b)).toBe(false);
    expect(keyedDigest(a, 'tekst').equals(keyedDigest(b, 'tekst'))).toBe(false);
    expect(keyedDigest(a, 'tekst').equals(keyedDigest(a, 'tekst'))).toBe(true);
  });
});
