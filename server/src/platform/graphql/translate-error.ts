import type { GraphQLError } from 'graphql';
import { KringError } from '../errors/kring-error.js';
import { toExtensions } from '../errors/to-extensions.js';

/** Any error of an operation as the client gets it: a code, where it happened, and nothing of its text. */
export function translateError(
  error: GraphQLError | { message: string; originalError?: unknown; path?: unknown; extensions?: Record<string, unknown> },
  operation: string,
  onUnexpected: (error: unknown, traceId: string, operation: string) => void,
) {
  const { path } = error;
  const refused = inputProblem(error);
  if (refused) return { message: 'INVALID_INPUT', ...(path ? { path: path as string[] } : {}), extensions: refused };
  const { extensions, unexpected } = toExtensions(error.originalError ?? error);
  if (unexpected) onUnexpected(error.originalError ?? error, extensions.traceId ?? '', operation);
  return {
    message: extensions.code,
    ...(path ? { path: path as string[] } : {}),
    extensions: { ...extensions },
  };
}

/** Variables of a wrong type or with unknown fields: graphql says so in a sentence, we say which field. */
export function inputProblem(error: { message: string; originalError?: unknown; extensions?: Record<string, unknown> }) {
  if (error.originalError instanceof KringError) return null;
  const match = /^Variable "\$([\w]+)" (?:got invalid value .*?(?: at "([\w.[\]]+)")?;|of (?:required )?type "[^"]+" was not provided|of non-null type)/s.exec(
    error.message,
  );
  if (!match) return null;
  const path = match[2] ?? match[1]!;
  const inner = (error.originalError as { extensions?: { kringField?: string } } | undefined)?.extensions ?? error.extensions;
  const known = (inner as { kringField?: string } | undefined)?.kringField;
  const missing = /required type|was not provided|non-null|not to be null|Expected non-nullable/i.test(error.message);
  const field = /Field "([^"]+)" (?:of required type .* was not provided|is not defined by type)/.exec(error.message);
  const code = known ?? (/is not defined by type/.test(error.message) ? 'UNKNOWN_FIELD' : missing ? 'REQUIRED' : /not an id/.test(error.message) ? 'NOT_AN_ID' : /not a moment/.test(error.message) ? 'NOT_A_DATE' : 'WRONG_TYPE');
  return {
    code: 'INVALID_INPUT' as const,
    fields: [{ path: field ? `${path}.${field[1]!}` : path, code }],
  };
}
