/** Every code a client can meet. The server sends codes; sentences live in the client's catalogues. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'IDEMPOTENCY_MISMATCH',
  'RATE_LIMITED',
  'UNKNOWN_DOCUMENT',
  'DOCUMENT_REFUSED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One refused field: `path` is dotted from the argument (`input.title`), `code` says what is wrong with it. */
export interface FieldProblem {
  path: string;
  code: FieldProblemCode;
  /** the bound that was passed, when there is one */
  limit?: number;
}

export type FieldProblemCode =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'TOO_BIG'
  | 'TOO_SMALL'
  | 'NOT_AN_ID'
  | 'NOT_AN_EMAIL'
  | 'NOT_A_DATE'
  | 'NOT_ALLOWED'
  | 'IN_PAST'
  | 'TOO_FAR'
  | 'UNKNOWN_ZONE'
  | 'TOO_FEW'
  | 'TOO_MANY'
  | 'TWICE'
  | 'NO_DATES'
  | 'BAD_CHARACTERS'
  | 'UNKNOWN_FIELD'
  | 'WRONG_TYPE';

/** Why an act is refused, where the person can do something with it. Each has a sentence (`errors.reason`). */
export type DenyReason =
  | 'NOT_SIGNED_IN'
  | 'NOT_A_MEMBER'
  | 'ROLE'
  | 'MANAGER_SPLIT'
  | 'ARCHIVED'
  | 'PACT_NOT_ACCEPTED'
  | 'LAST_LEAD'
  | 'NOT_AUTHOR'
  | 'REMOVED'
  | 'EXPIRED'
  | 'ALREADY_ANSWERED'
  | 'NOT_FOR_YOU'
  | 'ALREADY_MEMBER'
  | 'WRONG_CREDENTIALS'
  | 'POSITION'
  | 'NOT_CLOSED'
  | 'SUSPENDED'
  | 'PAST'
  | 'CANCELLED'
  | 'POLL_CLOSED'
  | 'NEEDED_CANNOT'
  | 'REMINDED_TODAY'
  | 'NOTHING_TO_REMIND'
  | 'NOT_EDITING'
  | 'NOT_ASKED'
  | 'INCOMPLETE';

/** Why a session does not carry out a command. */
export type CommandRefusal =
  | 'NOT_RUNNING'
  | 'ALREADY_STARTED'
  | 'OVER'
  | 'TIME_OUT'
  | 'CLOSING'
  | 'ENTRY_OPEN'
  | 'TOO_EARLY'
  | 'NO_SUCH_PHASE'
  | 'LAST_PHASE'
  | 'NO_FACILITATOR'
  | 'NO_CONTRIBUTOR'
  | 'CONTRIBUTOR_FIXED'
  | 'EVERYONE_CONTRIBUTES'
  | 'NOTHING_TO_OPEN'
  | 'LOOKING_BACK'
  | 'TOGETHER'
  | 'STILL_SEALED'
  | 'ALREADY_OPENED'
  | 'NOT_YOURS'
  | 'RESULT_KNOWN'
  | 'FACILITATOR_PRESENT'
  | 'CO_FACILITATOR_FIRST'
  | 'OBSERVER'
  | 'ABSENT'
  | 'FACILITATOR_LEADS'
  | 'LIVE_ONLY'
  | 'WRITTEN_ONLY'
  | 'EXTENDED_ALREADY'
  | 'NOT_LATER'
  | 'FROZEN'
  | 'JOINED_AFTER'
  | 'CASES_CLOSED';

/** Why someone does not enter something in a session now. */
export type WriteRefusal =
  | 'NOT_RUNNING'
  | 'TIME_OUT'
  | 'ENTRY_CLOSED'
  | 'NOTHING_TO_ENTER'
  | 'OBSERVER'
  | 'CONTRIBUTOR_SILENT'
  | 'CONTRIBUTOR_ANSWERS'
  | 'NOT_THE_WRITER'
  | 'FACILITATOR_LEADS'
  | 'ENOUGH'
  | 'SHARING_NOT_OFFERED';

/** Why a session refuses something; each has a sentence too. */
export type SessionRefusal = CommandRefusal | WriteRefusal | 'SESSION_OVER' | 'NOT_NOW';

/** The shape of `errors[].extensions`. */
export interface ErrorExtensions {
  code: ErrorCode;
  reason?: DenyReason | SessionRefusal;
  fields?: FieldProblem[];
  /** seconds until trying again makes sense */
  retryAfter?: number;
  /** finds the failure in the server's log; only with INTERNAL and UNAVAILABLE */
  traceId?: string;
}
