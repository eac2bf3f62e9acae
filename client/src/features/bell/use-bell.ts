import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { BellDocument, SeeBellDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';

const page = 20;

/** Who mentioned or invited this person. `see` tells the server that the list was looked at. */
export function useBell() {
  const client = useApolloClient();
  const query = useQuery(BellDocument, { variables: { first: page }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const unseen = query.data?.bell.unseen ?? 0;
  const see = useCallback(async () => {
    await client.mutate({
      mutation: SeeBellDocument,
      variables: { input: { mutationId: newId() } },
      update: (cache) =>
        cache.modify({ fields: { bell: (bell) => ({ ...(bell as object), unseen: 0 }) } }),
    });
  }, [client]);
  return { ...query, unseen, nodes: query.data?.bell.nodes ?? [], see };
}
