import type { ApolloClient } from '@apollo/client';
import { OneMessageDocument, TopicPageDocument, type MessageFieldsFragment, type TopicPageQueryVariables } from '../../generated/graphql.js';
import { coalesce } from '../../platform/apollo/coalesce.js';
import { edgesOfWindow, endOfWindow, takePage, takeRights, takeVersion } from './conversation-cache.js';

/** The most the server gives at a time. */
const catchUpSize = 100;

interface Refreshers {
  /** the last message and the numbers of a conversation; puts it in its circle's list */
  topic: (topicId: string) => void;
  /** one message, when only its id is known (closed circles) */
  message: (messageId: string) => void;
  /** what this person may do with a message that came without rights */
  rights: (messageId: string) => void;
}

const byClient = new WeakMap<ApolloClient, Refreshers>();

/** Questions that events of closed circles give rise to. One set per client, so that a storm of events asks little. */
export function refreshersOf(client: ApolloClient): Refreshers {
  const known = byClient.get(client);
  if (known) return known;
  const ask = async (id: string): Promise<MessageFieldsFragment | undefined> => {
    const { data } = await client.query({
      query: OneMessageDocument,
      variables: { id },
      fetchPolicy: 'no-cache',
      context: { queryDeduplication: false },
    });
    return data?.message;
  };
  const made: Refreshers = {
    topic: coalesce(async (topicId) => {
      const { cache } = client;
      const end = endOfWindow(cache, topicId);
      const { data } = await client.query({
        query: TopicPageDocument,
        variables: end === null ? { id: topicId, last: 1 } : { id: topicId, after: end, first: catchUpSize },
        // A page that does not touch the window would replace it, and with it what somebody is reading.
        fetchPolicy: 'no-cache',
        context: { queryDeduplication: false },
      });
      if (data) takePage(cache, data.topicPage);
    }),
    message: coalesce(async (id) => {
      const message = await ask(id);
      if (message) takeVersion(client.cache, id, message);
    }),
    rights: coalesce(async (id) => {
      const message = await ask(id);
      if (message) takeRights(client.cache, message);
    }),
  };
  byClient.set(client, made);
  return made;
}

/** Asks the window on a conversation once more, from its first message to its last: it is renewed and stays whole. */
async function askWindow(client: ApolloClient, id: string): Promise<void> {
  const edges = edgesOfWindow(client.cache, id);
  if (edges === null) return;
  let after = Math.max(0, edges.first - 1);
  do {
    await client.query({
      query: TopicPageDocument,
      variables: { id, after, first: catchUpSize },
      fetchPolicy: 'network-only',
      context: { queryDeduplication: false },
    });
    after += catchUpSize;
  } while (after < edges.last);
}

/** The conversations that are on screen now, asked once more: what one may do with each message may have changed. */
export function askConversationsAgain(client: ApolloClient): void {
  for (const query of client.getObservableQueries()) {
    if (query.queryName === 'TopicPage') void askWindow(client, (query.variables as TopicPageQueryVariables).id).catch(() => undefined);
  }
}
