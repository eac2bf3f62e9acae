import type { ApolloClient } from '@apollo/client';
import { OneMessageDocument, TopicPageDocument, type MessageFieldsFragment } from '../../generated/graphql.js';
import { coalesce } from './coalesce.js';
import { endOfWindow, takePage, takeRights, takeVersion } from './conversation-cache.js';

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

/** Asks the queries that are on screen now and carry one of these names once more. */
export function askAgain(client: ApolloClient, ...names: string[]): void {
  for (const query of client.getObservableQueries()) {
    if (query.queryName !== undefined && names.includes(query.queryName)) void query.refetch().catch(() => undefined);
  }
}
