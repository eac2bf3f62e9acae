import type { NextFunction, Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { KringContext } from './context.js';
import type { OperationAnswer, OperationRunner } from './operation-runner.js';
import { type RequestWithDocument, trustedHashKey } from './trusted-documents.js';

export interface TrustedOperationsOptions {
  runner: OperationRunner;
  /** the served schema; there only once the application is up */
  schema(): GraphQLSchema;
  context(req: Request, res: Response): Promise<KringContext>;
}

interface TrustedBody {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: unknown;
}

/**
 * Answers trusted documents without Apollo: they were parsed, validated and compiled once, so what is left is to run
 * them and to write the answer. Rules, errors and status come from the same runner. Everything else goes on to Apollo.
 */
export function trustedOperations({ runner, schema, context }: TrustedOperationsOptions) {
  return (req: RequestWithDocument, res: Response, next: NextFunction): void => {
    const hash = req[trustedHashKey];
    const contentType = hash ? answerType(req.headers.accept) : null;
    if (!hash || !contentType) return next();
    void answer(hash, req, res).then((found) => send(res, contentType, found));
  };

  async function answer(hash: string, req: RequestWithDocument, res: Response): Promise<OperationAnswer> {
    try {
      const { query, variables } = req.body as TrustedBody;
      const operation = runner.trustedOperation(hash, query, schema());
      // whoever asks is looked up within the deadline too
      return await runner.answer(operation.name, async () => operation.run(await context(req, res), variables ?? {}));
    } catch (error) {
      return runner.failure('request', error);
    }
  }
}

/** The media type that a client of GraphQL over HTTP asked for; null for a client that wants neither, whom Apollo answers. */
export function answerType(accept: string | undefined): string | null {
  if (accept?.includes('application/graphql-response+json')) return 'application/graphql-response+json; charset=utf-8';
  if (accept === undefined || /application\/json|application\/\*|\*\/\*/.test(accept)) return 'application/json; charset=utf-8';
  return null;
}

function send(res: Response, contentType: string, { status, retryAfter, result }: OperationAnswer): void {
  if (res.headersSent || res.destroyed) return;
  const body = `${JSON.stringify(result)}\n`;
  res.statusCode = status ?? 200;
  res.setHeader('Content-Type', contentType);
  res.setHeader('Content-Length', Buffer.byteLength(body));
  if (retryAfter !== undefined) res.setHeader('Retry-After', retryAfter);
  res.end(body, 'utf8');
}
