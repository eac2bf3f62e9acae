import type { ApolloClient } from '@apollo/client';
import { isNetworkRequestInFlight } from '@apollo/client/utilities';
import { coalesce } from './coalesce.js';

const rounds = new WeakMap<ApolloClient, (key: string) => void>();

const keyOf = ({ queryName, variables }: { queryName?: string; variables: unknown }): string => `${queryName} ${JSON.stringify(variables)}`;

/**
 * Asks the queries that are on screen now and carry one of these names once more. Apollo joins equal questions that are
 * under way, and the answer to one that was asked before the reason to ask again may not know of it: that one is
 * waited for, and then asked anew.
 */
export function askAgain(client: ApolloClient, ...names: string[]): void {
  const onScreen = () => [...client.getObservableQueries()].filter(({ queryName }) => queryName !== undefined && names.includes(queryName));
  let round = rounds.get(client);
  if (!round) {
    round = coalesce(async (key) => {
      const same = () => [...client.getObservableQueries()].filter((query) => keyOf(query) === key);
      const refetch = () => Promise.allSettled(same().map((query) => query.refetch()));
      if (same().some((query) => isNetworkRequestInFlight(query.getCurrentResult().networkStatus))) await refetch();
      await refetch();
    });
    rounds.set(client, round);
  }
  for (const key of new Set(onScreen().map(keyOf))) round(key);
}
