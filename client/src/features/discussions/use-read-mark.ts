import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { MarkReadDocument, type TopicRowFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { takeRead } from './conversation-cache.js';

/** Reading is told this long (milliseconds) after it was last seen to move. */
const settle = 600;
/** Not told (no connection): once more after this long (milliseconds). */
const onceMore = 5_000;

/** Tells the server how far this person has read: `seen(n)` whenever a message was on a page that is looked at. */
export function useReadMark(topic: Pick<TopicRowFragment, 'id' | 'groupId' | 'readN'> | undefined): (n: number) => void {
  const client = useApolloClient();
  const furthest = useRef(0);
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const topicId = topic?.id;
  const groupId = topic?.groupId;
  const readN = topic?.readN ?? 0;
  useEffect(() => {
    told.current = Math.max(told.current, readN);
  }, [readN]);

  const tell = useCallback(async () => {
    const upTo = furthest.current;
    if (topicId === undefined || groupId === undefined || upTo <= told.current) return;
    const before = told.current;
    told.current = upTo;
    try {
      const { data } = await client.mutate({
        mutation: MarkReadDocument,
        variables: { input: { mutationId: newId(), topicId, readN: upTo } },
      });
      if (data) takeRead(client.cache, { groupId, topicId, readN: data.markRead.topic.readN, readCount: data.markRead.group.readCount });
    } catch {
      told.current = before;
      timer.current = setTimeout(() => void tell(), onceMore);
    }
  }, [client, topicId, groupId]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void tell();
    },
    [tell],
  );

  return useCallback(
    (n: number) => {
      if (n <= furthest.current || document.visibilityState !== 'visible') return;
      furthest.current = n;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void tell(), settle);
    },
    [tell],
  );
}
