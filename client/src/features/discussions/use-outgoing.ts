import { useMemo, useSyncExternalStore } from 'react';
import { useDiscussionServices } from './discussion-services.js';
import type { OutgoingMessage } from './outbox.js';

/** What this person wrote in a conversation and the server has not acknowledged yet. */
export function useOutgoing(topicId: string): readonly OutgoingMessage[] {
  const { outbox } = useDiscussionServices();
  const all = useSyncExternalStore(outbox.subscribe, outbox.read);
  return useMemo(() => all.filter((item) => item.topicId === topicId), [all, topicId]);
}
