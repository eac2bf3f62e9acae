import { createHash, randomBytes } from 'node:crypto';

const shape = /^[A-Za-z0-9_-]{43}$/;

/** A secret of 256 random bits in a form that fits a cookie and an address. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'ascii').digest();

/** False for anything that we never gave out; then the database need not be asked. */
export const isToken = (text: string): boolean => shape.test(text);
