import { useQuery } from '@apollo/client/react';
import { createContext, useContext, useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { SessionDocument, type MeFieldsFragment, type SessionQuery } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../errors/kring-error.js';
import { setLocale } from '../i18n/i18n.js';
import type { SessionState, SessionStore } from './session-store.js';

export type Me = MeFieldsFragment;
export type Instance = SessionQuery['instance'];

export interface Session {
  loading: boolean;
  error: KringError | undefined;
  instance: Instance | null;
  /** `null` = nobody is signed in */
  me: Me | null;
  state: SessionState;
  store: SessionStore;
  again: () => Promise<unknown>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionProvider is missing above this component');
  return session;
}

/** Who is signed in. Only below the screens that need somebody. */
export function useViewer(): Me {
  const { me } = useSession();
  if (!me) throw new Error('Nobody is signed in here');
  return me;
}

/** Asks once who this is, and applies this person's language, reading letter and calm to the page. */
export function SessionProvider({ store, children }: { store: SessionStore; children: ReactNode }) {
  const { data, loading, error, refetch } = useQuery(SessionDocument, { fetchPolicy: 'cache-first' });
  const state = useSyncExternalStore(store.subscribe, store.read, store.read);
  // A page is of one person: what was known stays while it is asked again, or when somebody else turns out to be signed in.
  const last = useRef(data);
  if (data) last.current = data;
  const known = last.current;
  const me = known?.me ?? null;

  useEffect(() => {
    if (!me) return;
    setLocale(me.language === 'EN' ? 'en' : 'nl');
    const root = document.documentElement;
    root.dataset['plainReading'] = String(me.plainReading);
    root.dataset['calm'] = String(me.calmMotion);
  }, [me]);

  const value = useMemo<Session>(
    () => ({
      loading: loading && !known,
      error: known ? undefined : error && asKringError(error),
      instance: known?.instance ?? null,
      me,
      state,
      store,
      again: () => refetch(),
    }),
    [known, loading, error, me, state, store, refetch],
  );
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}
