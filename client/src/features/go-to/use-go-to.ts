import { useQuery, skipToken } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { limits } from '../../../../schema/limits.js';
import { GoToDocument, type GoToQuery } from '../../generated/graphql.js';

export type Found = GoToQuery['goTo'][number];

/** Wait for a pause in the typing (milliseconds). */
const pause = 150;

/** Where a find leads. People have no page of their own: they are found in the circle you share. */
export function addressOf(found: Found): string | null {
  if (found.kind === 'GROUP') return `/kringen/${found.groupId ?? found.id}`;
  if (!found.groupId) return null;
  return found.kind === 'TOPIC' ? `/kringen/${found.groupId}/gesprekken/${found.topicId ?? found.id}` : `/kringen/${found.groupId}/leden`;
}

/** Circles, conversations by their title, and people. */
export function useGoTo(text: string) {
  const [asked] = useDebouncedValue(text.trim().slice(0, limits.search), pause);
  const { data, previousData, loading, error } = useQuery(GoToDocument, asked.length > 0 ? { variables: { text: asked }, fetchPolicy: 'network-only' } : skipToken);
  const found = asked.length === 0 ? [] : ((data ?? (loading ? previousData : undefined))?.goTo ?? []).filter((item) => addressOf(item) !== null);
  return { found, asked, settled: asked.length > 0 && !loading && asked === text.trim().slice(0, limits.search), error };
}
