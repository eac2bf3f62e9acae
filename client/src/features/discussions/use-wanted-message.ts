import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { OneMessageDocument } from '../../generated/graphql.js';
import { readMessage } from './conversation-cache.js';

export interface WantedMessage {
  id: string;
  /** its number in the conversation, as soon as it is known */
  n: number | null;
  asking: boolean;
  /** it is not there, or not for this person */
  missing: boolean;
}

const pattern = /^#reactie-([0-9a-f-]{36})$/;

export const wantedIdIn = (hash: string): string | null => pattern.exec(hash)?.[1] ?? null;

/** The reply that the address points at (`#reactie-…`), with the number that says where it stands. */
export function useWantedMessage(hash: string): WantedMessage | null {
  const client = useApolloClient();
  const id = wantedIdIn(hash);
  const [found, setFound] = useState<{ id: string; n: number | null } | null>(() => {
    const known = id === null ? null : readMessage(client.cache, id);
    return known && { id: known.id, n: known.n };
  });
  useEffect(() => {
    if (id === null) return undefined;
    const known = readMessage(client.cache, id);
    if (known) {
      setFound({ id, n: known.n });
      return undefined;
    }
    let stale = false;
    client
      .query({ query: OneMessageDocument, variables: { id }, fetchPolicy: 'no-cache' })
      .then(({ data }) => !stale && setFound({ id, n: data?.message.n ?? null }))
      .catch(() => !stale && setFound({ id, n: null }));
    return () => {
      stale = true;
    };
  }, [client, id]);
  if (id === null) return null;
  const mine = found?.id === id ? found : null;
  return { id, n: mine?.n ?? null, asking: mine === null, missing: mine !== null && mine.n === null };
}
