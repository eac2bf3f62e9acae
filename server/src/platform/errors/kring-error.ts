import type { DenyReason, ErrorCode, ErrorExtensions, FieldProblem, SessionRefusal } from '../../../../schema/errors.js';

/** A refusal that the client may know about: a code, never a sentence for people. */
export class KringError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: Omit<ErrorExtensions, 'code'> = {},
  ) {
    super(code);
    this.name = 'KringError';
  }

  get extensions(): ErrorExtensions {
    return { code: this.code, ...this.detail };
  }
}

/** Denied reading: the same answer as for an id that does not exist. */
export const notFound = (): KringError => new KringError('NOT_FOUND');

/** Denied acting by someone who may know that the thing is there. */
export const forbidden = (reason: DenyReason | SessionRefusal): KringError => new KringError('FORBIDDEN', { reason });

/** Shape or bounds are wrong: one problem per field. */
export const invalidInput = (...fields: FieldProblem[]): KringError => new KringError('INVALID_INPUT', { fields });

export const unauthenticated = (): KringError => new KringError('UNAUTHENTICATED', { reason: 'NOT_SIGNED_IN' });
