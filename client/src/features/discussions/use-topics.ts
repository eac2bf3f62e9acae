import { useQuery } from '@apollo/client/react';
import { useCallback, useMemo, useState } from 'react';
import { GroupPageDocument, type TopicRowFragment } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { topicsPage } from '../groups/topics-page.js';

export interface Topics {
  /** last reply first */
  topics: TopicRowFragment[];
  hasMore: boolean;
  loadingMore: boolean;
  moreError: KringError | undefined;
  more: () => void;
}

/** Newest talk first; the id decides between two of the same moment, as on the server. */
export function byLastReply(a: TopicRowFragment, b: TopicRowFragment): number {
  const moment = Date.parse(b.lastMessageAt) - Date.parse(a.lastMessageAt);
  return moment !== 0 ? moment : b.id < a.id ? -1 : 1;
}

/** The conversations of a circle, page by page. The circle page has asked the first page already. */
export function useTopics(groupId: string): Topics {
  const { data, fetchMore } = useQuery(GroupPageDocument, {
    variables: { id: groupId, first: topicsPage },
    fetchPolicy: 'cache-first',
  });
  const connection = data?.groupPage.topics;
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<KringError>();
  const topics = useMemo(() => [...(connection?.nodes ?? [])].sort(byLastReply), [connection?.nodes]);
  const cursor = connection?.pageInfo.endCursor ?? null;

  const more = useCallback(() => {
    if (cursor === null || loadingMore) return;
    setLoadingMore(true);
    fetchMore({ variables: { id: groupId, first: topicsPage, after: cursor } })
      .then(() => setMoreError(undefined))
      .catch((failure: unknown) => setMoreError(asKringError(failure)))
      .finally(() => setLoadingMore(false));
  }, [cursor, loadingMore, fetchMore, groupId]);

  return { topics, hasMore: connection?.pageInfo.hasNextPage ?? false, loadingMore, moreError, more };
}
