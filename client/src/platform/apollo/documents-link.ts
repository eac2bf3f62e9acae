import { ApolloLink } from '@apollo/client/link';
import type { DocumentNode, FormattedExecutionResult } from 'graphql';
import { Observable } from 'rxjs';
import { KringError, fromExtensions } from '../errors/kring-error.js';

/** An answer later than this counts as none (milliseconds). The server's own deadline is 5 s. */
const patience = 15_000;

function documentId(document: DocumentNode): string {
  const meta = (document as DocumentNode & { __meta__?: { hash?: string } }).__meta__;
  if (!meta?.hash) throw new Error('This document is not in the generated list: run the code generation.');
  return meta.hash;
}

/** What a browser lets outlive a page (bytes of body, all requests together: 64 KiB). */
const longestKeepalive = 60 * 1024;

async function ask(operation: ApolloLink.Operation, signal: AbortSignal): Promise<ApolloLink.Result> {
  const { headers, keepalive } = operation.getContext() as { headers?: Record<string, string>; keepalive?: boolean };
  const body = JSON.stringify({ documentId: documentId(operation.query), operationName: operation.operationName, variables: operation.variables });
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json', 'apollo-require-preflight': 'true', ...headers },
      body,
      signal,
      // A browser refuses a longer one outright; without it there is at least a chance.
      keepalive: keepalive === true && new TextEncoder().encode(body).length <= longestKeepalive,
    });
  } catch {
    throw new KringError({ code: 'OFFLINE' });
  }
  let answer: FormattedExecutionResult;
  try {
    answer = (await response.json()) as FormattedExecutionResult;
  } catch {
    // A proxy's own page (502, 504) or a broken body: the server was not reached.
    throw new KringError(response.status >= 500 || response.ok ? { code: 'OFFLINE' } : { code: 'INTERNAL' });
  }
  if (answer.errors && answer.errors.length > 0) throw fromExtensions(answer.errors[0]?.extensions as Record<string, unknown> | undefined);
  if (!response.ok || answer.data === undefined) throw new KringError({ code: 'INTERNAL' });
  return answer as ApolloLink.Result;
}

/**
 * Sends an operation by the hash of its document: never query text. The server executes only the documents in
 * `generated/persisted-documents.json`. Every failure leaves here as a KringError.
 */
export function createDocumentsLink(): ApolloLink {
  return new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        const stop = new AbortController();
        const timer = setTimeout(() => stop.abort(), patience);
        ask(operation, stop.signal)
          .then((result) => {
            observer.next(result);
            observer.complete();
          })
          .catch((error: unknown) => observer.error(error))
          .finally(() => clearTimeout(timer));
        return () => {
          clearTimeout(timer);
          stop.abort();
        };
      }),
  );
}
