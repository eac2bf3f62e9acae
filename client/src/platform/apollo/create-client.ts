import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { catchError, throwError } from 'rxjs';
import type { StreamPosition } from '../../../../schema/realtime/envelope.js';
import { asKringError } from '../errors/kring-error.js';
import { createDocumentsLink } from './documents-link.js';
import type { SessionStore } from '../session/session-store.js';
import { createMadeForLink } from './made-for-link.js';
import { createRetryLink } from './retry-link.js';
import { createSnapshotLink } from './snapshot-link.js';
import { typePolicies } from './type-policies.js';

export interface ClientOptions {
  /** told when the server no longer knows who this is; says for whom the page was made */
  session: SessionStore;
  /** an answer with stream positions came in */
  onSnapshot: (positions: StreamPosition[]) => void;
  /** for tests: what answers instead of the network */
  terminating?: ApolloLink;
}

/** The members of the unions in the contract (`schema/schema.graphql`). */
const possibleTypes = {
  EditMessageResult: ['EditedMessage', 'EditConflict'],
  SaveDraftResult: ['SavedDraft', 'DraftConflict'],
};

/** The cache lives in memory only: nothing confidential stays on a shared computer. */
export const createCache = (): InMemoryCache => new InMemoryCache({ typePolicies, possibleTypes });

export function createClient({ session, onSnapshot, terminating }: ClientOptions): ApolloClient {
  const watchSignedOut = new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      catchError((thrown: unknown) => {
        const error = asKringError(thrown);
        if (error.code === 'UNAUTHENTICATED' && error.reason !== 'WRONG_CREDENTIALS') session.set('gone');
        return throwError(() => error);
      }),
    ),
  );
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.from([watchSignedOut, createSnapshotLink(onSnapshot), createRetryLink(), createMadeForLink(session), terminating ?? createDocumentsLink()]),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  });
}
