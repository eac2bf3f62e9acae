import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useSyncExternalStore } from 'react';
import { RemoveTextDocument, WriteTextDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { OwnTexts, type OwnText, type TextToSave } from './own-texts.js';
import type { ServerClock } from './server-clock.js';
import { refreshSession } from './session-cache.js';

function ownTextsFor(client: ApolloClient, sessionId: string, clock: ServerClock): OwnTexts {
  /** the same words are the same request, so that one whose answer got lost does not count as somebody else's */
  let last = { words: '', mutationId: '' };
  const mutationIdOf = (text: TextToSave): string => {
    const words = [text.id, text.ifVersion, text.sharing, text.body].join(' ');
    if (last.words !== words) last = { words, mutationId: newId() };
    return last.mutationId;
  };
  return new OwnTexts({
    async write({ leaving, ...text }) {
      const { data } = await client.mutate({
        mutation: WriteTextDocument,
        variables: { input: { mutationId: mutationIdOf({ leaving, ...text }), sessionId, ...text } },
        // Failing is said at once ("on this device only"); the keeper tries again by itself.
        context: { keepalive: leaving, once: true },
      });
      if (!data) throw new Error('writeText gave no answer');
      return data.writeText;
    },
    async remove(id) {
      await client.mutate({ mutation: RemoveTextDocument, variables: { input: { mutationId: newId(), sessionId, id } } });
    },
    refresh: () => refreshSession(client, sessionId),
    newId,
    now: () => clock.now(),
  });
}

const opened = new WeakMap<ApolloClient, Map<string, OwnTexts>>();

/** What this person writes in a session; stays when the screen is left and opened again. */
export function ownTextsOf(client: ApolloClient, sessionId: string, clock: ServerClock): OwnTexts {
  const all = opened.get(client) ?? new Map<string, OwnTexts>();
  opened.set(client, all);
  const known = all.get(sessionId) ?? ownTextsFor(client, sessionId, clock);
  all.set(sessionId, known);
  return known;
}

/** No longer in the session: nothing of it stays on this device. */
export function forgetOwnTexts(client: ApolloClient, sessionId: string): void {
  opened.get(client)?.delete(sessionId);
}

/** Sends what is waiting when the page is left, the screen is left, or the network is back. */
export function useOwnTexts(sessionId: string, clock: ServerClock): OwnTexts {
  const client = useApolloClient();
  const texts = ownTextsOf(client, sessionId, clock);
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void texts.flush(true);
    };
    const retry = () => texts.retry();
    document.addEventListener('visibilitychange', leave);
    addEventListener('pagehide', leave);
    addEventListener('online', retry);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leave);
      removeEventListener('online', retry);
      void texts.flush(true);
    };
  }, [texts]);
  return texts;
}

export const useOwnTextList = (texts: OwnTexts): readonly OwnText[] => useSyncExternalStore(texts.subscribe, texts.read, texts.read);
