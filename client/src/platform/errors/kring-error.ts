import { errorCodes, type ErrorCode, type ErrorExtensions, type FieldProblem } from '../../../../schema/errors.js';

/** What can go wrong, as the screen knows it: the server's codes, and `OFFLINE` when no answer came at all. */
export type KringErrorCode = ErrorCode | 'OFFLINE';

interface KringErrorParts {
  code: KringErrorCode;
  reason?: ErrorExtensions['reason'];
  fields?: FieldProblem[] | undefined;
  retryAfter?: number | undefined;
  traceId?: string | undefined;
}

/** One refusal or failure. Carries codes only; `errorSentence` speaks for it. */
export class KringError extends Error {
  readonly code: KringErrorCode;
  readonly reason: ErrorExtensions['reason'];
  readonly fields: FieldProblem[];
  /** seconds until trying again makes sense */
  readonly retryAfter: number | undefined;
  readonly traceId: string | undefined;

  constructor(parts: KringErrorParts) {
    super(parts.reason ? `${parts.code}: ${parts.reason}` : parts.code);
    this.name = 'KringError';
    this.code = parts.code;
    this.reason = parts.reason;
    this.fields = parts.fields ?? [];
    this.retryAfter = parts.retryAfter;
    this.traceId = parts.traceId;
  }

  /** The problem of one field, by the end of its path: `title` finds `input.title`. */
  problemOf(field: string): FieldProblem | undefined {
    return this.fields.find((problem) => problem.path === field || problem.path.endsWith(`.${field}`));
  }
}

const passing = new Set<KringErrorCode>(['OFFLINE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL']);

/** Whether the same may work the next time. Everything else is a definite no, or asks for signing in. */
export const mayPass = (error: KringError): boolean => passing.has(error.code);

const known = new Set<string>(errorCodes);

/** Reads `errors[0].extensions` of an answer; anything unknown counts as INTERNAL. */
export function fromExtensions(extensions: Record<string, unknown> | undefined): KringError {
  const given = (extensions ?? {}) as Partial<ErrorExtensions>;
  const code = typeof given.code === 'string' && known.has(given.code) ? given.code : 'INTERNAL';
  return new KringError({ ...given, code });
}

/** Turns whatever a hook or promise gave into a KringError; `undefined` stays `undefined`. */
export function asKringError(error: unknown): KringError;
export function asKringError(error: undefined): undefined;
export function asKringError(error: unknown): KringError | undefined {
  if (error === undefined || error === null) return undefined;
  if (error instanceof KringError) return error;
  const cause = (error as { cause?: unknown }).cause;
  if (cause instanceof KringError) return cause;
  const first = (error as { errors?: Array<{ extensions?: Record<string, unknown> }> }).errors?.[0];
  if (first) return fromExtensions(first.extensions);
  return new KringError({ code: 'INTERNAL' });
}
