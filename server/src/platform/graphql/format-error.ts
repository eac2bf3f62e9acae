import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { toExtensions } from '../errors/to-extensions.js';
import { inputProblem } from './translate-error.js';

/** Errors from before execution (parse, validation, variables, context): a code and, where there is one, the field. */
export function formatRefusal(production: boolean, onUnexpected: (error: unknown, traceId: string) => void) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.['code'];
    if (code === 'DOCUMENT_REFUSED') {
      return { message: 'DOCUMENT_REFUSED', extensions: { code, why: formatted.extensions?.['why'] } };
    }
    const refused = inputProblem(error as { message: string });
    if (refused) return { message: 'INVALID_INPUT', extensions: refused };
    if (code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'OPERATION_RESOLUTION_FAILURE' || code === 'BAD_REQUEST' || code === 'BAD_USER_INPUT') {
      return {
        message: production ? 'DOCUMENT_REFUSED' : formatted.message,
        extensions: { code: 'DOCUMENT_REFUSED', why: code },
      };
    }
    const { extensions, unexpected } = toExtensions(unwrapResolverError(error));
    if (unexpected) onUnexpected(error, extensions.traceId ?? '');
    return { message: extensions.code, extensions: { ...extensions } };
  };
}
