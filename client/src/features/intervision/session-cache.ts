import type { ApolloCache, ApolloClient } from '@apollo/client';
import { SessionPageDocument, type MovedFragment, type SessionPageFieldsFragment } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { coalesce } from '../../platform/apollo/coalesce.js';

/** The page of a session, when it was opened here. */
export const readSession = (cache: ApolloCache, sessionId: string): SessionPageFieldsFragment | null =>
  cache.readQuery({ query: SessionPageDocument, variables: { id: sessionId } })?.sessionPage ?? null;

/** Changes what is known of a session; does nothing when it was not opened here. */
export function changeSession(cache: ApolloCache, sessionId: string, change: (page: SessionPageFieldsFragment) => Partial<SessionPageFieldsFragment>): void {
  cache.updateQuery({ query: SessionPageDocument, variables: { id: sessionId } }, (data) =>
    data ? { ...data, sessionPage: { ...data.sessionPage, ...change(data.sessionPage) } } : data,
  );
}

/**
 * The answer to a command: where the session stands now. `at` stays that of the page, because it says how old the texts
 * are. Which of two states is newer is settled by the cache (`type-policies.ts`).
 */
export function takeMoved(cache: ApolloCache, sessionId: string, moved: MovedFragment): void {
  changeSession(cache, sessionId, ({ state }) => ({ state: { ...moved.state, at: state.at }, session: moved.session }));
}

/** Nothing of a session stays on this device: it is not there, or no longer for this person. */
export function forgetSession(cache: ApolloCache, sessionId: string): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'sessionPage', args: { id: sessionId } });
  cache.evict({ id: `Session:${sessionId}` });
  cache.gc();
}

const refreshers = new WeakMap<ApolloClient, (sessionId: string) => void>();

/** Asks the page again, because texts are never in an event or in the answer to a command. One request under way, one after it. */
export function refreshSession(client: ApolloClient, sessionId: string): void {
  let refresh = refreshers.get(client);
  if (!refresh) {
    refresh = coalesce(async (id) => {
      try {
        await client.query({ query: SessionPageDocument, variables: { id }, fetchPolicy: 'network-only', context: { queryDeduplication: false } });
      } catch (failure) {
        if (asKringError(failure).code === 'NOT_FOUND') forgetSession(client.cache, id);
      }
    });
    refreshers.set(client, refresh);
  }
  refresh(sessionId);
}
