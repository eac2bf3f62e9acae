import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useMemo } from 'react';
import { PostMessageDocument, RemoveMessageDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { pauseBefore } from '../../platform/apollo/retry-link.js';
import { openDrafts } from '../../platform/drafts/DraftsProvider.js';
import { replyPlace } from '../../platform/drafts/places.js';
import { useConnection } from '../../platform/realtime/RealtimeProvider.js';
import { beforeSignOut } from '../../platform/session/before-sign-out.js';
import { useSession, useViewer } from '../../platform/session/SessionProvider.js';
import { takeMessage, takeVersion } from './conversation-cache.js';
import { Outbox } from './outbox.js';
import { Removals } from './removals.js';

/** What one signed-in person has under way in conversations, whichever screen is open. */
export interface DiscussionServices {
  outbox: Outbox;
  removals: Removals;
  /** told when a removal did not work */
  onRemovalFailed: { current: (error: unknown) => void };
}

function tabStorage(): Storage | null {
  try {
    return typeof sessionStorage === 'undefined' ? null : sessionStorage;
  } catch {
    return null;
  }
}

/** The key stands with the drafts of this person, so that signing out clears both (`platform/drafts/draft-store.ts`). */
export const outboxKey = (viewerId: string): string => `kring.draft.${viewerId}.outbox`;

function makeServices(client: ApolloClient, viewerId: string): DiscussionServices {
  const onRemovalFailed: DiscussionServices['onRemovalFailed'] = { current: () => undefined };
  const outbox = new Outbox({
    storage: tabStorage(),
    storageKey: outboxKey(viewerId),
    pause: pauseBefore,
    send: async ({ id, mutationId, topicId, kind, body }) => {
      const { data } = await client.mutate({
        mutation: PostMessageDocument,
        variables: { input: { mutationId, id, topicId, kind, body } },
        fetchPolicy: 'no-cache',
      });
      if (data) takeMessage(client.cache, data.postMessage);
    },
    // Whichever screen is open by now: the draft of that conversation no longer has to hold these words.
    arrived: ({ topicId, body, confidential }) => openDrafts.current?.keeper(replyPlace(topicId), confidential).arrived(body),
  });
  openDrafts.onItsWay = (place) => outbox.read().filter((item) => replyPlace(item.topicId) === place).map((item) => item.body);
  const removals = new Removals({
    failed: (_messageId, error) => onRemovalFailed.current(error),
    send: async (messageId, leaving) => {
      const { data } = await client.mutate({
        mutation: RemoveMessageDocument,
        variables: { input: { mutationId: newId(), messageId } },
        fetchPolicy: 'no-cache',
        context: { keepalive: leaving },
      });
      if (data) takeVersion(client.cache, messageId, data.removeMessage);
    },
  });
  return { outbox, removals, onRemovalFailed };
}

/** How long signing out waits for replies that are still on their way (milliseconds). */
const patience = 3_000;

/**
 * Before signing out: removals are done, and replies go, or stay in the draft of their conversation, where they are found
 * again. @returns whether all of that is on the server
 */
async function settle({ outbox, removals }: Pick<DiscussionServices, 'outbox' | 'removals'>): Promise<boolean> {
  const [removed] = await Promise.all([removals.flush(false), outbox.settle(patience)]);
  const drafts = outbox.read().map((item) => openDrafts.current?.keeper(replyPlace(item.topicId), item.confidential));
  await Promise.all(drafts.map((draft) => draft?.flush()));
  return removed && drafts.every((draft) => draft?.safe === true);
}

const made = new WeakMap<ApolloClient, Map<string, DiscussionServices>>();

/** One set per client and person. */
export function discussionServicesOf(client: ApolloClient, viewerId: string): DiscussionServices {
  const byViewer = made.get(client) ?? new Map<string, DiscussionServices>();
  made.set(client, byViewer);
  const known = byViewer.get(viewerId);
  if (known) return known;
  const fresh = makeServices(client, viewerId);
  byViewer.set(viewerId, fresh);
  return fresh;
}

export function useDiscussionServices(): DiscussionServices {
  const client = useApolloClient();
  const { id } = useViewer();
  return useMemo(() => discussionServicesOf(client, id), [client, id]);
}

/**
 * Goes on sending what an earlier page left, tries at once when the connection is back, and lets go of what can be undone
 * when the page is left. Draws nothing; stands once inside the signed-in part of the product.
 */
export function DiscussionsUnderWay(): null {
  const { outbox, removals } = useDiscussionServices();
  const { state } = useConnection();
  const session = useSession();
  useEffect(() => {
    // Until the same person has signed in again nothing is sent: this browser may be somebody else's by now.
    if (session.state === 'gone') outbox.hold();
    else outbox.release();
  }, [session.state, outbox]);
  useEffect(() => {
    if (state === 'online') outbox.wake();
  }, [state, outbox]);
  useEffect(() => {
    const leave = (): void => void removals.flush(true);
    const wake = (): void => outbox.wake();
    addEventListener('pagehide', leave);
    addEventListener('online', wake);
    const forget = beforeSignOut({ settle: () => settle({ outbox, removals }), resume: () => outbox.release() });
    return () => {
      forget();
      removeEventListener('pagehide', leave);
      removeEventListener('online', wake);
    };
  }, [outbox, removals]);
  return null;
}
