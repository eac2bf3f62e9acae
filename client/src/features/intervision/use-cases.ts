import type { ApolloClient } from '@apollo/client';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useSyncExternalStore } from 'react';
import { DiscardPreparedCaseDocument, SavePreparedCaseDocument, SessionCasesDocument, type PreparedCaseFieldsFragment, type SessionCasesFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { CaseKeeper, type CaseSnapshot, type ServerCase } from './case-keeper.js';

const asCase = (found: PreparedCaseFieldsFragment | null | undefined): ServerCase | null =>
  found ? { id: found.id, version: found.version, words: Object.fromEntries(found.fields.map(({ key, text }) => [key, text])) } : null;

const opened = new WeakMap<ApolloClient, Map<string, CaseKeeper>>();

/** The case that this person prepares in a circle; stays when the screen is left and opened again. */
function keeperOf(client: ApolloClient, groupId: string, sessionId: string): CaseKeeper {
  const all = opened.get(client) ?? new Map<string, CaseKeeper>();
  opened.set(client, all);
  const known = all.get(groupId);
  if (known) return known;
  /** the same words are the same request */
  let last = { words: '', mutationId: '' };
  const keeper = new CaseKeeper({
    async save(id, words, ifVersion) {
      const text = JSON.stringify([id, words, ifVersion]);
      if (last.words !== text) last = { words: text, mutationId: newId() };
      const fields = Object.entries(words).map(([key, value]) => ({ key, text: value }));
      const { data } = await client.mutate({ mutation: SavePreparedCaseDocument, variables: { input: { mutationId: last.mutationId, id, groupId, fields, ifVersion } }, context: { once: true } });
      const saved = asCase(data?.savePreparedCase);
      if (!saved) throw new Error('savePreparedCase gave no answer');
      return saved;
    },
    async discard(id) {
      await client.mutate({ mutation: DiscardPreparedCaseDocument, variables: { input: { mutationId: newId(), id } } });
      askAgain(client, 'SessionCases');
    },
    async load() {
      const { data } = await client.query({ query: SessionCasesDocument, variables: { id: sessionId }, fetchPolicy: 'network-only', context: { queryDeduplication: false } });
      return asCase(data?.sessionCases.mine);
    },
    newId,
  });
  all.set(groupId, keeper);
  return keeper;
}

export interface Cases {
  cases: SessionCasesFieldsFragment | undefined;
  keeper: CaseKeeper;
  own: CaseSnapshot;
}

/** Titles of a session and one's own case of its circle. */
export function useCases(sessionId: string, groupId: string): Cases {
  const client = useApolloClient();
  const { data } = useQuery(SessionCasesDocument, { variables: { id: sessionId }, fetchPolicy: 'cache-and-network' });
  const keeper = keeperOf(client, groupId, sessionId);
  const own = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read);
  const cases = data?.sessionCases;
  useEffect(() => {
    if (cases) keeper.took(asCase(cases.mine));
  }, [cases, keeper]);
  useEffect(() => {
    const leave = () => void keeper.flush();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [keeper]);
  return { cases, keeper, own };
}
