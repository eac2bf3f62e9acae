import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { HarvestDocument, SaveHarvestDocument, type HarvestFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import type { SaveState } from '../../ui/SavedState.js';
import { emptyLesson, mergeLesson, sameLesson, type LessonForm, type LessonPart, type Merged } from './merge-lesson.js';

/** After the last key (milliseconds). */
const pause = 700;
/** Try again after a failure that passes (milliseconds). */
const tryAgain = 4_000;
const willPass = new Set(['OFFLINE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED']);

const formOf = (harvest: HarvestFieldsFragment | null): LessonForm =>
  harvest ? { title: harvest.title, situation: harvest.situation, helped: harvest.helped, tryNext: harvest.tryNext, reach: harvest.reach, quoteIds: harvest.quoteIds } : emptyLesson;

export interface Lesson {
  form: LessonForm;
  change: (part: Partial<LessonForm>) => void;
  conflicts: Merged['conflicts'];
  resolve: (part: LessonPart, choice: 'mine' | 'theirs') => void;
  state: SaveState;
  /** sends what waits; resolves to whether everything is with the others */
  flush: () => Promise<boolean>;
  /** the version that the others have, and these words are based on */
  version: () => number;
}

/**
 * The words of a lesson as they are on this device and with the others: saved while they are written, in memory only. What
 * somebody else saved meanwhile is joined part by part; where both changed the same part, both texts are shown.
 */
export function useLesson(sessionId: string, harvest: HarvestFieldsFragment | null): Lesson {
  const client = useApolloClient();
  const [form, setForm] = useState(() => formOf(harvest));
  const [conflicts, setConflicts] = useState<Merged['conflicts']>({});
  const [state, setState] = useState<SaveState>({ kind: 'none' });
  /** what the words here are based on */
  const base = useRef({ id: harvest?.id ?? newId(), version: harvest?.version ?? 0, form: formOf(harvest) });
  const latest = useRef({ form, conflicts });
  latest.current = { form, conflicts };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef<Promise<boolean> | null>(null);
  const attempt = useRef({ words: '', mutationId: '' });

  const put = useCallback((next: LessonForm, open: Merged['conflicts'] = latest.current.conflicts) => {
    latest.current = { form: next, conflicts: open };
    setForm(next);
    setConflicts(open);
  }, []);

  const take = useCallback(
    (found: HarvestFieldsFragment | null) => {
      if (found && found.id === base.current.id && found.version <= base.current.version) return;
      if (!found && base.current.version === 0) return;
      const theirs = formOf(found);
      const merged = mergeLesson(base.current.form, latest.current.form, theirs);
      base.current = { id: found?.id ?? newId(), version: found?.version ?? 0, form: theirs };
      put(found ? merged.form : latest.current.form, { ...latest.current.conflicts, ...merged.conflicts });
    },
    [put],
  );

  const send = useCallback(async (): Promise<boolean> => {
    const { form: words, conflicts: open } = latest.current;
    if (Object.keys(open).length > 0) return false;
    if (sameLesson(words, base.current.form)) return true;
    const { id, version } = base.current;
    const input = { id, sessionId, ifVersion: version, ...words, quoteIds: [...words.quoteIds] };
    const asked = JSON.stringify(input);
    if (attempt.current.words !== asked) attempt.current = { words: asked, mutationId: newId() };
    setState({ kind: 'saving' });
    try {
      const { data } = await client.mutate({
        mutation: SaveHarvestDocument,
        variables: { input: { mutationId: attempt.current.mutationId, ...input } },
        update: (cache, { data: saved }) => {
          if (saved) cache.writeQuery({ query: HarvestDocument, variables: { sessionId }, data: { __typename: 'Query', harvest: saved.saveHarvest } });
        },
      });
      if (!data) return false;
      base.current = { id, version: data.saveHarvest.version, form: words };
      setState({ kind: 'saved', at: new Date() });
      return true;
    } catch (thrown) {
      const error = asKringError(thrown);
      if (error.code === 'CONFLICT') {
        const { data } = await client.query({ query: HarvestDocument, variables: { sessionId }, fetchPolicy: 'network-only' }).catch(() => ({ data: undefined }));
        setState({ kind: 'local' });
        if (data) take(data.harvest ?? null);
        timer.current = setTimeout(() => void flushNow.current(), pause);
      } else if (willPass.has(error.code)) {
        setState({ kind: 'local' });
        timer.current = setTimeout(() => void flushNow.current(), tryAgain);
      } else setState({ kind: 'refused', error });
      return false;
    }
  }, [client, sessionId, take]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (sending.current) await sending.current;
    sending.current = send().finally(() => (sending.current = null));
    return sending.current;
  }, [send]);
  const flushNow = useRef(flush);
  flushNow.current = flush;

  const later = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flushNow.current(), pause);
  }, []);
  const change = useCallback(
    (part: Partial<LessonForm>) => {
      put({ ...latest.current.form, ...part });
      setState({ kind: 'saving' });
      later();
    },
    [put, later],
  );
  const resolve = useCallback(
    (part: LessonPart, choice: 'mine' | 'theirs') => {
      const { [part]: theirs, ...rest } = latest.current.conflicts;
      put(choice === 'theirs' && theirs !== undefined ? { ...latest.current.form, [part]: theirs } : latest.current.form, rest);
      later();
    },
    [put, later],
  );

  useEffect(() => {
    if (!sending.current) take(harvest);
  }, [harvest, take]);
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void flushNow.current();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void flushNow.current();
    };
  }, []);
  const version = useCallback(() => base.current.version, []);
  return { form, change, conflicts, resolve, state, flush, version };
}
