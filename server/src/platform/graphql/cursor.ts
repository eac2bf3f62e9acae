import { z } from 'zod';
import { invalidInput } from '../errors/kring-error.js';

/**
 * Reads a cursor back into the key it was made of.
 * @throws KringError INVALID_INPUT for anything that is not one of ours
 */
export function fromCursor<Schema extends z.ZodType>(schema: Schema, cursor: string | null | undefined, path = 'after'): z.output<Schema> | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const result = schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (result.success) return result.data;
  } catch {
    // falls through to the refusal
  }
  throw invalidInput({ path, code: 'NOT_ALLOWED' });
}
