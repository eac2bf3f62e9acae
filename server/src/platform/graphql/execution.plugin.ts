import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { execute, GraphQLError } from 'graphql';
import type { KringContext } from './context.js';
import { weighDocument } from './document-limits.js';
import type { OperationRunner } from './operation-runner.js';

/**
 * Lets Apollo parse, validate and carry documents that are not trusted, weighs them, and has our own runner execute
 * them: errors, deadline and status are the same for every document.
 */
export function executionPlugin(runner: OperationRunner): ApolloServerPlugin<KringContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(request) {
          refuseHeavyDocument(request);
        },
        async responseForOperation({ schema, document, operationName, contextValue, request, response }) {
          const { status, retryAfter, result } = await runner.answer(operationName ?? 'anonymous', () =>
            execute({ schema, document, operationName, contextValue, variableValues: request.variables ?? {} }),
          );
          response.http.status = status;
          if (retryAfter !== undefined) response.http.headers.set('retry-after', String(retryAfter));
          return { http: response.http, body: { kind: 'single', singleResult: result as { data: Record<string, unknown> | null } } };
        },
      };
    },
  };
}

function refuseHeavyDocument(request: GraphQLRequestContextDidResolveOperation<KringContext>): void {
  // no operation of that name, several and no name, or one of a kind that travels over /realtime
  if (!request.operation || request.operation.operation === 'subscription') throw refused('OPERATION');
  const verdict = weighDocument(request.schema, request.document, request.operation, request.request.variables ?? {});
  if (verdict.ok) return;
  throw refused(verdict.why);
}

const refused = (why: string): GraphQLError =>
  new GraphQLError('DOCUMENT_REFUSED', { extensions: { code: 'DOCUMENT_REFUSED', why, http: { status: 400 } } });
