import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Presence } from './lively.js';
import { useConnection, useRealtime } from './RealtimeProvider.js';

/** Say it again this often (milliseconds), so that a restarted server knows it too. */
const repeatEvery = 25_000;

/** Who has this circle open. With `here` this person counts as well, for as long as the page is looked at. */
export function usePresence(stream: string, here: boolean): Presence {
  const { client, lively } = useRealtime();
  const { state } = useConnection();
  useEffect(() => {
    if (!client || !here || state !== 'online') return undefined;
    const say = () => client.here(stream, document.visibilityState === 'visible');
    say();
    const timer = setInterval(say, repeatEvery);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
      client.here(stream, false);
    };
  }, [client, stream, here, state]);
  return useSyncExternalStore(
    lively.subscribe,
    useCallback(() => lively.presence(stream), [lively, stream]),
  );
}
