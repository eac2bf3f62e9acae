import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes: the lower bound that OWASP's password storage page names. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Nobody's password: checking against it costs an unknown person the same time as a known one. */
const nobody = hash(randomBytes(32), options);

/** Two ways of typing the same letter are the same password. */
const typed = (password: string): string => password.normalize('NFC');

/** The form in which a password is kept. */
export const hashPassword = (password: string): Promise<string> => hash(typed(password), options);

/**
 * Whether this is the password behind the hash. Without a hash the answer is no, after the same work.
 */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobody), typed(password)).catch(() => false);
  return kept !== null && right;
}
