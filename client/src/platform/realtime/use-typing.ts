import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Typing } from './lively.js';
import { useRealtime } from './RealtimeProvider.js';

/** At most one "I am typing" per this many milliseconds. */
const sayEvery = 3_000;

/** Who is writing in this conversation, and the way to say that this person is. */
export function useTyping(stream: string, topicId: string): Typing & { iAmTyping: () => void } {
  const { client, lively } = useRealtime();
  const said = useRef(0);
  const typing = useSyncExternalStore(
    lively.subscribe,
    useCallback(() => lively.typing(stream, topicId), [lively, stream, topicId]),
  );
  const iAmTyping = useCallback(() => {
    const now = Date.now();
    if (now - said.current < sayEvery) return;
    said.current = now;
    client?.typing(stream, topicId);
  }, [client, stream, topicId]);
  return { ...typing, iAmTyping };
}
