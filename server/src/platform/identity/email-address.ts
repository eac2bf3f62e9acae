import { z } from 'zod';
import type { FieldProblemCode } from '../../../../schema/errors.js';
import { limits } from '../../../../schema/limits.js';

const shape = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\].]+$/;
const unsafe = /[\u0000-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** An address as it is kept: trimmed, in lower case. Whether it exists, only a mail can tell. */
export const emailAddress: z.ZodType<string, string> = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .superRefine((value, context) => {
    const problem = (code: FieldProblemCode, limit?: number): void =>
      context.addIssue({ code: 'custom', message: code, params: { problem: code, limit } });
    if (value.length === 0) return problem('REQUIRED');
    if (value.length > limits.email) return problem('TOO_LONG', limits.email);
    if (unsafe.test(value)) return problem('BAD_CHARACTERS');
    if (!shape.test(value)) return problem('NOT_AN_EMAIL');
  });
