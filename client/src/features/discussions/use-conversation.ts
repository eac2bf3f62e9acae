import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { TopicPageDocument, type MessageFieldsFragment, type TopicPageQueryVariables, type TopicRowFragment } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useConnection } from '../../platform/realtime/RealtimeProvider.js';
import { readTopic } from './conversation-cache.js';
import { firstWindow, inOrder, type NewLine } from './conversation-view.js';

/** Messages asked for at a time. */
export const windowSize = 40;
/** The most the server gives at a time; for catching up. */
const catchUpSize = 100;
/** Numbers that run ahead of the window (milliseconds) before it is asked for: events mostly bring it themselves. */
const patience = 500;

export interface Conversation {
  topic: TopicRowFragment | undefined;
  messages: MessageFieldsFragment[];
  loading: boolean;
  error: KringError | undefined;
  /** there is more above, below the window */
  hasOlder: boolean;
  hasNewer: boolean;
  /** what is being asked now */
  asking: 'older' | 'newer' | null;
  newLine: NewLine | null;
  /** a page could not be asked */
  pageError: KringError | undefined;
  loadOlder: () => Promise<void>;
  loadNewer: () => Promise<void>;
  reachEnd: () => Promise<void>;
  again: () => void;
  /** marks the first new message from now on, when there is no line yet */
  drawLine: (fromN: number, since: Date) => void;
}

/**
 * One conversation with its window of messages. The window is contiguous: it grows at both ends, or jumps. While it touches
 * the end, it follows: what the numbers say has come is asked for, so nothing is missed after sleep or in closed circles.
 */
export function useConversation(topicId: string, wantedN: number | null, wantedAsking: boolean): Conversation {
  const client = useApolloClient();
  const { state: connected } = useConnection();
  const [first, setFirst] = useState(() => (wantedAsking ? null : firstAsk(client, topicId, wantedN)));
  if (first === null && !wantedAsking) setFirst(firstAsk(client, topicId, wantedN));
  const { data, loading, error, refetch } = useQuery(TopicPageDocument, {
    variables: { id: topicId, ...first },
    skip: first === null,
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    // Asked again, a page joins the window; what somebody is reading stays.
    refetchWritePolicy: 'merge',
  });
  const topic = data?.topicPage.topic;
  const nodes = data?.topicPage.messages.nodes;
  const messages = useMemo(() => inOrder(nodes ?? []), [nodes]);
  const [asking, setAsking] = useState<'older' | 'newer' | null>(null);
  const [pageError, setPageError] = useState<KringError>();
  const [newLine, setNewLine] = useState<NewLine | null>(null);

  const firstN = messages[0]?.n ?? 0;
  const lastN = messages.at(-1)?.n ?? 0;
  const count = topic?.messageCount ?? 0;
  const hasOlder = firstN > 1;
  const hasNewer = lastN < count;

  // Where the unread ones begin is decided once, when the conversation opens.
  const [opened, setOpened] = useState(false);
  if (topic && !opened) {
    setOpened(true);
    if (topic.readN > 0 && topic.readAt !== null && topic.readN < topic.messageCount) {
      setNewLine({ fromN: topic.readN + 1, since: topic.readAt });
    }
  }

  const busy = useRef(false);
  const ask = useCallback(
    async (variables: Omit<TopicPageQueryVariables, 'id'>, kind: 'older' | 'newer'): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setAsking(kind);
      try {
        await client.query({
          query: TopicPageDocument,
          variables: { id: topicId, ...variables },
          fetchPolicy: 'network-only',
          context: { queryDeduplication: false },
        });
        setPageError(undefined);
      } catch (failure) {
        setPageError(asKringError(failure));
      } finally {
        busy.current = false;
        setAsking(null);
      }
    },
    [client, topicId],
  );

  const loadOlder = useCallback(async () => {
    if (hasOlder) await ask({ last: windowSize, before: firstN }, 'older');
  }, [ask, hasOlder, firstN]);
  const loadNewer = useCallback(async () => {
    if (hasNewer) await ask({ first: windowSize, after: lastN }, 'newer');
  }, [ask, hasNewer, lastN]);
  const reachEnd = useCallback(async () => {
    if (hasNewer) await ask({ last: windowSize }, 'newer');
  }, [ask, hasNewer]);

  const following = useFollowing(lastN, count);
  useEffect(() => {
    if (!following || !hasNewer || asking !== null || pageError !== undefined) return undefined;
    const timer = setTimeout(() => void ask({ first: catchUpSize, after: lastN }, 'newer'), patience);
    return () => clearTimeout(timer);
  }, [following, hasNewer, asking, pageError, ask, lastN]);

  useEffect(() => {
    if (connected === 'online') setPageError(undefined);
  }, [connected]);

  const again = useCallback(() => {
    setPageError(undefined);
    void refetch().catch(() => undefined);
  }, [refetch]);
  const drawLine = useCallback(
    (fromN: number, since: Date) => setNewLine((present) => present ?? { fromN, since: since.toISOString() }),
    [],
  );

  return {
    topic,
    messages,
    loading: (loading || first === null) && data === undefined,
    error: data === undefined && error ? asKringError(error) : undefined,
    hasOlder,
    hasNewer,
    asking,
    newLine,
    pageError,
    loadOlder,
    loadNewer,
    reachEnd,
    again,
    drawLine,
  };
}

/** Whether the window has touched the end since it last jumped away from it. */
function useFollowing(lastN: number, count: number): boolean {
  const [state, setState] = useState({ following: false, lastN });
  const touches = lastN > 0 && lastN >= count;
  const jumpedBack = lastN < state.lastN;
  const next = touches ? true : jumpedBack ? false : state.following;
  if (next !== state.following || lastN !== state.lastN) setState({ following: next, lastN });
  return next;
}

type Client = ReturnType<typeof useApolloClient>;

/** The first question, from what this device already has. */
function firstAsk(client: Client, topicId: string, wantedN: number | null): Omit<TopicPageQueryVariables, 'id'> {
  const known = client.readQuery({ query: TopicPageDocument, variables: { id: topicId } });
  const messages = inOrder(known?.topicPage.messages.nodes ?? []);
  const topic = readTopic(client.cache, topicId);
  const window = messages.length > 0 ? { last: messages.at(-1)!.n, count: messages.length } : null;
  return firstWindow(window, { n: wantedN, readN: topic?.readN ?? 0, messageCount: topic?.messageCount ?? 0 }, windowSize);
}
