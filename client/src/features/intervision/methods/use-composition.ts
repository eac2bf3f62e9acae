import { useCallback, useEffect, useMemo, useState } from 'react';
import { methodDraftPlace } from '../../../platform/drafts/places.js';
import { useDraft, type Draft } from '../../../platform/drafts/use-draft.js';
import { draftOf, keptIn, type Composition, type Kept } from './composition.js';

/** Steps that can be taken back. */
const most = 60;

export interface Composing {
  kept: Kept;
  draft: Draft;
  /** the draft of another device differs from this one: both are shown first */
  conflict: { mine: Kept; theirs: Kept } | null;
  change: (next: (before: Composition) => Composition) => void;
  undo: (() => void) | null;
  /** takes another one in its place, with nothing to take back */
  replace: (kept: Kept) => void;
}

/** The method on screen: kept as a draft with every change, so that nothing is lost, and taken back step by step. */
export function useComposition(groupId: string, methodId: string | null, start: Kept): Composing {
  const draft = useDraft(methodDraftPlace(groupId, methodId), { confidential: false });
  const [kept, setKept] = useState<Kept>(() => keptIn(draft.body) ?? start);
  const [before, setBefore] = useState<Composition[]>([]);
  const { revision, body, write } = draft;
  // what was being made on another device or before a reload takes its place
  useEffect(() => {
    const found = keptIn(body);
    if (revision > 0 && found) {
      setKept(found);
      setBefore([]);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a draft from elsewhere, not every change
  }, [revision]);
  const put = useCallback(
    (next: Kept) => {
      setKept(next);
      write(draftOf(next));
    },
    [write],
  );
  const change = useCallback(
    (next: (method: Composition) => Composition) => {
      setBefore((steps) => [...steps.slice(1 - most), kept.method]);
      put({ ...kept, method: next(kept.method) });
    },
    [kept, put],
  );
  const undo = useMemo(() => {
    const last = before.at(-1);
    if (!last) return null;
    return () => {
      setBefore((steps) => steps.slice(0, -1));
      put({ ...kept, method: last });
    };
  }, [before, kept, put]);
  const replace = useCallback(
    (next: Kept) => {
      setBefore([]);
      put(next);
    },
    [put],
  );
  const mine = keptIn(draft.conflict?.mine ?? null);
  const theirs = keptIn(draft.conflict?.theirs ?? null);
  return { kept, draft, conflict: mine && theirs ? { mine, theirs } : null, change, undo, replace };
}
