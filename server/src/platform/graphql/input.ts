import { z } from 'zod';
import type { FieldProblem, FieldProblemCode } from '../../../../schema/errors.js';
import { KringError } from '../errors/kring-error.js';
import { isCleanText } from '../rich-text/clean-text.js';

const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** A line or a block of text; bounds count code points after trimming. */
export const text = (max: number, min = 1): z.ZodType<string> =>
  z
    .string()
    .transform((value) => value.trim())
    .superRefine((value, context) => {
      const problem = (code: FieldProblemCode, limit?: number): void =>
        context.addIssue({ code: 'custom', message: code, params: { problem: code, limit } });
      if (!isCleanText(value)) return problem('BAD_CHARACTERS');
      const length = codePoints(value);
      if (length === 0 && min > 0) return problem('REQUIRED');
      if (length < min) return problem('TOO_SHORT', min);
      if (length > max) return problem('TOO_LONG', max);
    });

export const whole = (min: number, max: number): z.ZodType<number> =>
  z.number().superRefine((value, context) => {
    const problem = (code: FieldProblemCode, limit?: number): void =>
      context.addIssue({ code: 'custom', message: code, params: { problem: code, limit } });
    if (!Number.isInteger(value)) return problem('WRONG_TYPE');
    if (value < min) return problem('TOO_SMALL', min);
    if (value > max) return problem('TOO_BIG', max);
  });

/**
 * Checks the shape of an argument and returns its clean form.
 * @throws KringError INVALID_INPUT with one problem per field, paths from `root` (`input.title`)
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, root = 'input'): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue): FieldProblem => {
    const params = (issue as { params?: { problem?: FieldProblemCode; limit?: number } }).params;
    const path = [root, ...issue.path.map(String)].filter(Boolean).join('.');
    return {
      path,
      code: params?.problem ?? (issue.code === 'unrecognized_keys' ? 'UNKNOWN_FIELD' : 'WRONG_TYPE'),
      ...(params?.limit === undefined ? {} : { limit: params.limit }),
    };
  });
  throw new KringError('INVALID_INPUT', { fields });
}

/** Pages are bounded: asking for more than `max` rows is an error, not a shorter page. */
export function pageSize(first: number | null | undefined, max: number, fallback: number, path = 'first'): number {
  if (first === null || first === undefined) return fallback;
  if (first > max) throw new KringError('INVALID_INPUT', { fields: [{ path, code: 'TOO_BIG', limit: max }] });
  if (first < 1) throw new KringError('INVALID_INPUT', { fields: [{ path, code: 'TOO_SMALL', limit: 1 }] });
  return first;
}
