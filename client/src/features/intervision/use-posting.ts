import { useApolloClient } from '@apollo/client/react';
import { useCallback, useState } from 'react';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { refreshSession } from './session-cache.js';
import { useOpenSession } from './session-context.js';
import { useUntilConnected } from './use-until-connected.js';

/** Posts words, one act at a time: what is empty stays, the page is asked again afterwards, and a refusal is kept to be shown. */
export function usePosting() {
  const client = useApolloClient();
  const { page } = useOpenSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<KringError>();
  const clear = useCallback(() => setError(undefined), []);
  useUntilConnected(error, clear);
  const post = async (words: string, act: () => Promise<unknown>): Promise<void> => {
    if (busy || words.trim() === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await act();
      refreshSession(client, page.session.id);
    } catch (failure) {
      setError(asKringError(failure));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, post };
}
