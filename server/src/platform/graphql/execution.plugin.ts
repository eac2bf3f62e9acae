import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation, GraphQLRequestContextResponseForOperation } from '@apollo/server';
import { type DocumentNode, execute, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { documentLimits } from '../../../../schema/limits.js';
import { KringError } from '../errors/kring-error.js';
import { toExtensions } from '../errors/to-extensions.js';
import type { KringContext } from './context.js';
import { weighDocument } from './document-limits.js';
import { type RequestWithDocument, trustedHashKey } from './trusted-documents.js';

type Compiled = (context: KringContext, variables: Record<string, unknown>) => Promise<ExecutionResult> | ExecutionResult;

export interface ExecutionOptions {
  /** compile trusted documents; off only to compare (bench) */
  compile: boolean;
  onUnexpected: (error: unknown, traceId: string, operation: string) => void;
  onExecuted: (operation: string, milliseconds: number, failed: boolean) => void;
}

/**
 * Runs every operation: trusted documents compiled once, others by graphql-js. One place where errors become codes,
 * where the deadline holds and where the status is set, because a compiled query passes Apollo's own hooks by.
 */
export function executionPlugin(options: ExecutionOptions): ApolloServerPlugin<KringContext> {
  const compiled = new Map<string, Compiled>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(request) {
          refuseHeavyDocument(request);
        },
        async responseForOperation(request) {
          const started = performance.now();
          const name = request.operationName ?? 'anonymous';
          const result = await withinDeadline(run(request, compiled, options.compile));
          const failures = (result.errors ?? []).map((error) => translate(error, name, options.onUnexpected));
          const status = failures.some((one) => one.extensions.code === 'INTERNAL')
            ? 500
            : failures.some((one) => one.extensions.code === 'UNAVAILABLE')
              ? 503
              : failures.some((one) => one.extensions.code === 'UNAUTHENTICATED')
                ? 401
                : undefined;
          options.onExecuted(name, performance.now() - started, status === 500);
          request.response.http.status = status;
          if (status === 503) request.response.http.headers.set('retry-after', '2');
          return {
            http: request.response.http,
            body: {
              kind: 'single',
              singleResult: { data: result.data ?? null, ...(failures.length > 0 ? { errors: failures } : {}) },
            },
          };
        },
      };
    },
  };
}

function refuseHeavyDocument(request: GraphQLRequestContextDidResolveOperation<KringContext>): void {
  if ((request.contextValue.req as RequestWithDocument)[trustedHashKey]) return;
  if (!request.operation) return;
  const verdict = weighDocument(request.schema, request.document, request.operation, request.request.variables ?? {});
  if (verdict.ok) return;
  throw new GraphQLError('DOCUMENT_REFUSED', {
    extensions: { code: 'DOCUMENT_REFUSED', why: verdict.why, http: { status: 400 } },
  });
}

async function run(
  request: GraphQLRequestContextResponseForOperation<KringContext>,
  compiled: Map<string, Compiled>,
  compile: boolean,
): Promise<ExecutionResult> {
  const { schema, document, operationName, contextValue, request: asked } = request;
  const variables = asked.variables ?? {};
  const hash = compile ? (contextValue.req as RequestWithDocument)[trustedHashKey] : undefined;
  const query = hash ? compiledFor(hash, schema, document, operationName, compiled) : null;
  if (query) return query(contextValue, variables);
  return execute({ schema, document, operationName, contextValue, variableValues: variables });
}

/** One compiled query per trusted document; their number is bounded by the manifest. */
function compiledFor(
  hash: string,
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  compiled: Map<string, Compiled>,
): Compiled | null {
  const key = `${hash}:${operationName ?? ''}`;
  const known = compiled.get(key);
  if (known) return known;
  const query = compileQuery(schema, document, operationName ?? undefined, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(query)) return null;
  const runs: Compiled = (context, variables) => query.query(undefined, context, variables);
  compiled.set(key, runs);
  return runs;
}

async function withinDeadline(work: Promise<ExecutionResult>): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(
      () => resolve({ errors: [new GraphQLError('late', { originalError: new KringError('UNAVAILABLE', { retryAfter: 2 }) })] }),
      documentLimits.deadlineMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function translate(
  error: GraphQLError | { message: string; originalError?: unknown; path?: unknown; extensions?: Record<string, unknown> },
  operation: string,
  onUnexpected: ExecutionOptions['onUnexpected'],
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
