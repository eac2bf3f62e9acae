import { HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { documentLimits } from '../../../../schema/limits.js';
import { KringError } from '../errors/kring-error.js';
import { toExtensions } from '../errors/to-extensions.js';
import type { KringContext } from './context.js';
import { translateError } from './translate-error.js';

/** What goes back over HTTP, whoever carries it. */
export interface OperationAnswer {
  /** undefined: 200 */
  status: number | undefined;
  /** seconds, when trying again makes sense */
  retryAfter: number | undefined;
  result: { errors?: GraphQLFormattedError[]; data: unknown };
}

export interface RunnerOptions {
  onUnexpected: (error: unknown, traceId: string, operation: string) => void;
  onExecuted: (operation: string, milliseconds: number, failed: boolean) => void;
}

type Compiled = (context: KringContext, variables: Record<string, unknown>) => Promise<ExecutionResult> | ExecutionResult;

/** A document of our own client, ready to run. */
export interface TrustedOperation {
  name: string;
  run: Compiled;
}

/**
 * Runs operations. One place where errors become codes, where the deadline holds and where the status is decided, for
 * documents that Apollo hands over and for trusted ones that are compiled once.
 */
export class OperationRunner {
  private readonly trusted = new Map<string, TrustedOperation>();

  constructor(private readonly options: RunnerOptions) {}

  /**
   * A trusted document, parsed, validated and compiled at its first use. Their number is bounded by the manifest.
   * @throws GraphQLError when the manifest and the schema do not fit: the client's build is another one than ours
   */
  trustedOperation(hash: string, text: string, schema: GraphQLSchema): TrustedOperation {
    const known = this.trusted.get(hash);
    if (known) return known;
    const document = parse(text, { maxTokens: documentLimits.tokens, noLocation: true });
    const [problem] = validate(schema, document);
    if (problem) throw problem;
    const name = getOperationAST(document)?.name?.value ?? 'anonymous';
    const made: TrustedOperation = { name, run: compile(schema, document) };
    this.trusted.set(hash, made);
    return made;
  }

  /** Runs one operation to its answer; never throws. */
  async answer(name: string, work: () => Promise<ExecutionResult> | ExecutionResult): Promise<OperationAnswer> {
    const started = performance.now();
    let answer: OperationAnswer;
    try {
      answer = this.answerOf(name, await withinDeadline(work()));
    } catch (error) {
      answer = this.failure(name, error);
    }
    this.options.onExecuted(name, performance.now() - started, answer.status === 500);
    return answer;
  }

  /**
   * What an operation needs before it can run, under the same deadline. Only for Apollo, which makes contexts itself and
   * would answer a failure of that with 500.
   * @throws GraphQLError that carries its own status
   */
  async prepared<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await inTime(work);
    } catch (error) {
      const http =
        toExtensions(error).extensions.code === 'UNAVAILABLE' ? { status: 503, headers: new HeaderMap([['retry-after', '2']]) } : { status: 500 };
      throw new GraphQLError('failed', { originalError: error as Error, extensions: { http } });
    }
  }

  /** The answer to something that failed before or beside the execution. */
  failure(name: string, error: unknown): OperationAnswer {
    return this.answerOf(name, { errors: [error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error })] });
  }

  private answerOf(name: string, { data, errors }: ExecutionResult): OperationAnswer {
    if (!errors || errors.length === 0) return { status: undefined, retryAfter: undefined, result: { data: data ?? null } };
    const failures = errors.map((error) => translateError(error, name, this.options.onUnexpected));
    const codes = new Set(failures.map((one) => one.extensions.code));
    const status = statuses.find(([code]) => codes.has(code))?.[1];
    const retryAfter = Math.max(0, ...failures.map((one) => ('retryAfter' in one.extensions && one.extensions.retryAfter) || 0));
    return { status, retryAfter: retryAfter > 0 ? retryAfter : undefined, result: { errors: failures, data: data ?? null } };
  }
}

/** Which codes show in the status of the answer, the heaviest first; all others are refusals inside a 200. */
const statuses = [
  ['INTERNAL', 500],
  ['UNAVAILABLE', 503],
  ['UNAUTHENTICATED', 401],
  ['RATE_LIMITED', 429],
] as const;

/**
 * Leaves come from typed views of our own, so the compiled query hands built-in scalars and enum values on as they are;
 * our own scalars are serialised. What a document that is not trusted gets is checked value by value.
 */
function compile(schema: GraphQLSchema, document: DocumentNode): Compiled {
  const query = compileQuery(schema, document, undefined, { disablingCapturingStackErrors: true, disableLeafSerialization: true });
  if (isCompiledQuery(query)) return (context, variables) => query.query(undefined, context, variables);
  return (contextValue, variableValues) => execute({ schema, document, contextValue, variableValues });
}

/** An operation that takes longer than the limit is answered as "not now"; what it began runs out by itself. */
async function withinDeadline(work: Promise<ExecutionResult> | ExecutionResult): Promise<ExecutionResult> {
  return work instanceof Promise ? inTime(work) : work;
}

/** @throws KringError UNAVAILABLE when the limit has passed */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KringError('UNAVAILABLE', { retryAfter: 2 })), documentLimits.deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
