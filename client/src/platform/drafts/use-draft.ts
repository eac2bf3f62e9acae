import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { RichText } from '../../../../schema/rich-text.js';
import type { DraftSnapshot } from './draft-keeper.js';
import { useDraftRegistry } from './DraftsProvider.js';

export interface Draft extends DraftSnapshot {
  /** on every change of the text */
  write: (body: RichText) => void;
  /** the words left the field and are on their way: the draft on the server stays until they arrived */
  posted: () => void;
  /** when the server has them elsewhere, or on purpose */
  discard: () => Promise<void>;
  resolve: (choice: 'mine' | 'theirs') => void;
  /** send what is waiting now */
  flush: () => Promise<void>;
}

interface DraftOptions {
  /** text of a closed circle: on this device in memory only */
  confidential: boolean;
}

/** The draft at a place (`places.ts`): found again after a reload, on another device, without network and after signing in again. */
export function useDraft(place: string, { confidential }: DraftOptions): Draft {
  const registry = useDraftRegistry();
  const keeper = useMemo(() => registry.keeper(place, confidential), [registry, place, confidential]);
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.read, keeper.read);
  useEffect(() => {
    void keeper.load();
    return () => void keeper.flush();
  }, [keeper]);
  const write = useCallback((body: RichText) => keeper.write(body), [keeper]);
  const posted = useCallback(() => keeper.posted(), [keeper]);
  const discard = useCallback(() => keeper.discard(), [keeper]);
  const resolve = useCallback((choice: 'mine' | 'theirs') => keeper.resolve(choice), [keeper]);
  const flush = useCallback(() => keeper.flush(), [keeper]);
  return useMemo(() => ({ ...snapshot, write, posted, discard, resolve, flush }), [snapshot, write, posted, discard, resolve, flush]);
}
