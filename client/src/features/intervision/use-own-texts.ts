import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useSyncExternalStore } from 'react';
import { RemoveTextDocument, WriteTextDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { beforeSignOut } from '../../platform/session/before-sign-out.js';
import type { OwnText, TextToSave } from './own-text.js';
import { claimName, deviceStorage } from './browser-disk.js';
import { keepOnDevice, type Writer } from './keep-on-device.js';
import { OwnTexts } from './own-texts.js';
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

/** What this page has of one session, for as long as it lives. */
interface Opened {
  texts: OwnTexts;
  /** ends what goes on beside the screen */
  end: () => void;
}

const opened = new WeakMap<ApolloClient, Map<string, Opened>>();

/** What this person writes in a session; stays when the screen is left and opened again. */
function ownTextsOf(client: ApolloClient, writer: Writer, clock: ServerClock): OwnTexts {
  const all = opened.get(client) ?? new Map<string, Opened>();
  opened.set(client, all);
  const known = all.get(writer.sessionId);
  if (known) return known.texts;
  const texts = ownTextsFor(client, writer.sessionId, clock);
  const keeping = keepOnDevice(texts, { ...writer, tab: newId() }, { storage: deviceStorage(), claim: claimName });
  const stopWaiting = beforeSignOut({ settle: () => texts.flush().then(() => !texts.waiting), resume: () => texts.retry() });
  const end = () => {
    keeping.stop();
    stopWaiting();
  };
  all.set(writer.sessionId, { texts, end });
  return texts;
}

/** No longer in the session: nothing of it stays on this device. */
export function forgetOwnTexts(client: ApolloClient, sessionId: string): void {
  opened.get(client)?.get(sessionId)?.end();
  opened.get(client)?.delete(sessionId);
}

/** Sends what is waiting when the page is left, the screen is left, or the network is back. */
export function useOwnTexts(writer: Writer, clock: ServerClock): OwnTexts {
  const client = useApolloClient();
  const texts = ownTextsOf(client, writer, clock);
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
