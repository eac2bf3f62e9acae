import type { ApolloCache, ApolloClient } from '@apollo/client';
import { asKringError, mayPass } from '../errors/kring-error.js';

/**
 * Asks everything on screen anew, and only when all of it has come puts it in the place of what `drop` takes away: the
 * screen never shows half of it, and a failure changes nothing. A definite no leaves its place empty: that screen asks
 * for itself and says so.
 * @throws KringError when an answer did not come; trying again makes sense
 */
export async function askAnew(client: ApolloClient, drop: (cache: ApolloCache) => void): Promise<void> {
  const answers = await Promise.all(
    [...client.getObservableQueries('active')].map(async ({ query, variables }) => {
      try {
        const { data } = await client.query({ query, variables, fetchPolicy: 'no-cache', context: { queryDeduplication: false } });
        return { query, variables, data: data as object | undefined };
      } catch (failure) {
        const error = asKringError(failure);
        if (mayPass(error) || error.code === 'UNAUTHENTICATED') throw error;
        return null;
      }
    }),
  );
  client.cache.batch({
    update: (cache) => {
      drop(cache);
      for (const answer of answers) if (answer?.data) cache.writeQuery({ query: answer.query, variables: answer.variables, data: answer.data });
      cache.gc();
    },
  });
  // The positions of these answers are told just after them (`snapshot-link.ts`).
  await new Promise((told) => setTimeout(told, 0));
}

/** For `askAnew`: nothing of what was known holds. */
export function everything(cache: ApolloCache): void {
  for (const id of Object.keys(cache.extract() as object)) if (id !== '__META') cache.evict({ id });
}
