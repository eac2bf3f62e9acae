import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** The key that wraps data keys. It lives in a file outside database and backups. */
export interface MasterKey {
  id: string;
  key: Buffer;
}

export type ScopeKind = 'person' | 'group' | 'session' | 'session_outcome' | 'case' | 'harvest';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM. Layout: nonce (12) · tag (16) · ciphertext, so 28 bytes more than the text.
 * `aad` binds the text to its place: a ciphertext moved to another row does not open.
 */
export function seal(dek: Buffer, aad: string, plaintext: Buffer | string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', dek, nonce);
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const body = Buffer.concat([
    cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext),
    cipher.final(),
  ]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` closed. Throws when key, place or bytes differ. */
export function unseal(dek: Buffer, aad: string, sealed: Buffer): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error('sealed text is too short');
  const decipher = createDecipheriv('aes-256-gcm', dek, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

/** Where a sealed text belongs: `table|column|row id|scope`. */
export const aadFor = (table: string, column: string, rowId: string, scopeKind: ScopeKind, scopeId: string): string =>
  `${table}|${column}|${rowId}|${scopeKind}:${scopeId}`;

const keyAad = (scopeKind: ScopeKind, scopeId: string): string => `conf.keys|wrapped|${scopeKind}:${scopeId}`;

/** A new data key for one scope, and the same key wrapped by the master key for `conf.keys`. */
export function createScopeKey(
  master: MasterKey,
  scopeKind: ScopeKind,
  scopeId: string,
): { dek: Buffer; wrapped: Buffer } {
  const dek = randomBytes(32);
  return { dek, wrapped: seal(master.key, keyAad(scopeKind, scopeId), dek) };
}

/** The data key of a scope. Throws with another master key or another scope. */
export function unwrapScopeKey(master: MasterKey, scopeKind: ScopeKind, scopeId: string, wrapped: Buffer): Buffer {
  return unseal(master.key, keyAad(scopeKind, scopeId), wrapped);
}

/** A key derived for one purpose, so that the master key itself is used for wrapping only. */
export function deriveKey(master: MasterKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master.key, Buffer.alloc(0), `kring:${purpose}`, 32));
}

/** A digest that nobody without the key can check guesses against. */
export function keyedDigest(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
