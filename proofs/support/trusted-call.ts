import { readFileSync } from 'node:fs';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { GqlAnswer } from '../../server/test/harness/graphql-call.js';

/** One document of our own client. */
export interface TrustedDocument {
  hash: string;
  name: string;
  kind: 'query' | 'mutation';
  /** root fields that it asks for */
  roots: string[];
  /** names of its variables */
  variables: string[];
}

/** The documents that the client was built with. */
export function trustedDocuments(): TrustedDocument[] {
  const manifest = JSON.parse(readFileSync('client/src/generated/persisted-documents.json', 'utf8')) as Record<string, string>;
  return Object.entries(manifest).map(([hash, text]) => {
    const operation = parse(text).definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;
    return {
      hash,
      name: operation.name?.value ?? '',
      kind: operation.operation as 'query' | 'mutation',
      roots: operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD && one.name.value !== '__typename' ? [one.name.value] : [])),
      variables: (operation.variableDefinitions ?? []).map((one) => one.variable.name.value),
    };
  });
}

/** Sends a document of the client by its hash, as the client does: the server runs its compiled form. */
export async function callTrusted(url: string, session: Session | null, hash: string, variables: object): Promise<GqlAnswer<Record<string, unknown> | null>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: session?.origin ?? new URL(url).origin, ...(session ? { cookie: session.cookie } : {}) },
    body: JSON.stringify({ documentId: hash, variables }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { data?: Record<string, unknown>; errors?: GqlAnswer<unknown>['errors'] };
  return { data: body.data ?? null, errors: body.errors, status: response.status, headers: response.headers, text };
}
