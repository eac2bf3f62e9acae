import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';
import { MentionableDocument } from '../../generated/graphql.js';
import type { MentionPerson } from '../../ui/rich-text/editor-extensions.js';

/** People of this circle whose name fits; the server looks, because a circle may be larger than what is here. */
export function useFindPeople(groupId: string): (text: string) => Promise<MentionPerson[]> {
  const client = useApolloClient();
  return useCallback(
    async (text) => {
      const { data } = await client.query({ query: MentionableDocument, variables: { groupId, text }, fetchPolicy: 'no-cache' });
      return (data?.mentionable ?? []).map(({ id, name }) => ({ id, name }));
    },
    [client, groupId],
  );
}
