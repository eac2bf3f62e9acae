import { randomUUID } from 'node:crypto';
import type { ErrorExtensions } from '../../../../schema/errors.js';
import { KringError } from './kring-error.js';

/** PostgreSQL and socket errors that mean "not now", by SQLSTATE class or Node code. */
const unavailable = /^(08|53|57|58)|^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EACCES)$/;

export interface Translated {
  extensions: ErrorExtensions;
  /** what the log gets; never sent */
  unexpected: boolean;
}

/** Every failure becomes a code. What we did not foresee is INTERNAL with a trace id, and its text stays in the log. */
export function toExtensions(error: unknown): Translated {
  const cause = unwrap(error);
  if (cause instanceof KringError) return { extensions: cause.extensions, unexpected: false };
  if (isUnavailable(cause)) {
    return { extensions: { code: 'UNAVAILABLE', retryAfter: 2, traceId: randomUUID() }, unexpected: false };
  }
  return { extensions: { code: 'INTERNAL', traceId: randomUUID() }, unexpected: true };
}

/** True when the database cannot be reached or ends our work because it stops; trying again makes sense. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && unavailable.test(code)) return true;
  return isReadTimeout(error) || /Connection terminated|query runner was already released|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/i.test(
    error.message,
  );
}

/** True for a statement that got no answer in time: its connection is most likely dead (the driver's own words, it has no code). */
export function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

function unwrap(error: unknown): unknown {
  let cause = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (cause instanceof KringError) return cause;
    const inner: unknown =
      (cause as { originalError?: unknown } | null)?.originalError ??
      (cause as { driverError?: unknown } | null)?.driverError;
    if (!inner) return cause;
    cause = inner;
  }
  return cause;
}
