import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { facilitatorStream, sessionStream } from '../../../../schema/realtime/streams.js';
import { GroupDetailsDocument, SessionPageDocument } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { useConnection } from '../../platform/realtime/RealtimeProvider.js';
import { useStream } from '../../platform/realtime/use-stream.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { SkipLink } from '../../ui/SkipLink.js';
import { goneGroups } from '../groups/gone-groups.js';
import { BeforeSession } from './BeforeSession.js';
import { EndedSession } from './EndedSession.js';
import { FrozenSession } from './FreezeSession.js';
import { LiveSession } from './LiveSession.js';
import styles from './Room.module.css';
import { ServerClock } from './server-clock.js';
import { refreshSession } from './session-cache.js';
import { SessionContext, useOpenSession, type OpenSession, type Page } from './session-context.js';
import { useBeingHere } from './use-being-here.js';
import { forgetOwnTexts, useOwnTexts } from './use-own-texts.js';
import { useSessionActs } from './use-session-acts.js';
import { useTurningPoints } from './use-session-clock.js';
import { WrittenSession } from './WrittenSession.js';

/** One intervision: before it begins, while it runs and afterwards, at one address. */
export function SessionScreen() {
  const { sessionId = '' } = useParams();
  return <AskSession key={sessionId} sessionId={sessionId} />;
}

function AskSession({ sessionId }: { sessionId: string }) {
  const t = useT();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(SessionPageDocument, { variables: { id: sessionId } });
  const page = data?.sessionPage;
  const gone = useSyncExternalStore(goneGroups.subscribe, goneGroups.read);
  const isGone = page !== undefined && gone.has(page.session.groupId);
  useStream(page ? sessionStream(sessionId) : null, page?.asOf);
  useStream(page?.facilitatorAsOf ? facilitatorStream(sessionId) : null, page?.facilitatorAsOf);
  useEffect(() => {
    // Of a closed circle the title never says more than this.
    document.title = `${t('intervision.title')} · Kring`;
  }, [t]);
  useEffect(() => {
    if (isGone) forgetOwnTexts(client, sessionId);
  }, [isGone, client, sessionId]);

  // Who had it open knows that it was there: that they are out of it may be said.
  const wasInside = useRef(false);
  if (page && !isGone) wasInside.current = true;
  if (page && !isGone) return <Inside page={page} />;
  const failure = error && asKringError(error);
  if (wasInside.current && (isGone || failure?.code === 'NOT_FOUND'))
    return (
      <Alone title={t('room.removed.title')}>
        <EmptyState
          action={
            <Button component={Link} to="/vandaag" variant="default">
              {t('notFound.toToday')}
            </Button>
          }
        >
          {t('room.removed.text')}
        </EmptyState>
      </Alone>
    );
  if (isGone || failure?.code === 'NOT_FOUND' || failure?.code === 'INVALID_INPUT')
    return (
      <Alone title={t('notFound.title')}>
        <NotFound />
      </Alone>
    );
  if (failure)
    return (
      <Alone title={t('screen.failedTitle')}>
        <ScreenFailed error={failure} onRetry={() => void refetch().catch(() => undefined)} />
      </Alone>
    );
  return (
    <Alone title={t('intervision.title')}>
      <Loading label={t('intervision.loading')} />
    </Alone>
  );
}

/** A page of its own: there is no room, so no room bar either. */
function Alone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="main" className={styles.alone} tabIndex={-1}>
      <h1 className="hidden-text">{title}</h1>
      {children}
    </main>
  );
}

/** While somebody had it open, whoever leads ended it: said once, aloud and on screen. */
function EndedLine() {
  const t = useT();
  const announce = useAnnounce();
  const { page, leads, firstNameOf } = useOpenSession();
  const { status, facilitatorId } = page.state;
  const before = useRef(status);
  const [ended, setEnded] = useState(false);
  const words = t('room.endedBy', { name: firstNameOf(facilitatorId) ?? t('intervision.theFacilitator') });
  useEffect(() => {
    if (before.current === 'RUNNING' && status === 'ENDED' && !leads) {
      setEnded(true);
      announce(words);
    }
    before.current = status;
  }, [status, leads, announce, words]);
  return ended ? <p className={styles.band}>{words}</p> : null;
}

function Inside({ page }: { page: Page }) {
  const client = useApolloClient();
  const { session, state, me } = page;
  const [clock] = useState(() => new ServerClock());
  // During the first drawing already: what is drawn below reads it.
  useMemo(() => clock.took(state.at), [clock, state.at]);
  const viewer = useViewer();
  const texts = useOwnTexts({ personId: viewer.id, sessionId: session.id, deviceKey: page.deviceKey }, clock);
  useEffect(() => texts.took(page.texts.filter(({ kind }) => kind !== 'ANSWER'), Date.parse(state.at)), [texts, page.texts, state.at]);
  const acts = useSessionActs(session.id);
  const group = useQuery(GroupDetailsDocument, { variables: { id: session.groupId }, fetchPolicy: 'cache-first' });
  const connection = useConnection();
  const connected = connection.state !== 'offline';
  const circleName = group.data?.group.name ?? '';

  const open = useMemo<OpenSession>(() => {
    const names = new Map(page.people.map(({ person }) => [person.id, person.name]));
    for (const person of [session.facilitator, session.coFacilitator]) if (person) names.set(person.id, person.name);
    const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id) ?? null) : null);
    return {
      page,
      circleName,
      clock,
      texts,
      acts,
      phase: state.status === 'RUNNING' ? (page.script.phases[state.phase] ?? null) : null,
      may: (action) => session.viewerActions.includes(action),
      nameOf,
      firstNameOf: (id) => nameOf(id)?.split(/\s+/)[0] ?? null,
      leads: me.roles.includes('facilitator'),
      connected,
    };
  }, [page, session, state.status, state.phase, me.roles, circleName, clock, texts, acts, connected]);

  useBeingHere(open);
  useTurningPoints(client, open);
  useEffect(() => {
    // A device that slept has an old clock and perhaps an old page.
    const wake = () => {
      if (document.visibilityState === 'visible') refreshSession(client, session.id);
    };
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  }, [client, session.id]);

  return (
    <SessionContext.Provider value={open}>
      <SkipLink />
      <EndedLine />
      {session.frozenAt !== null ? <FrozenSession /> : page.written && state.status !== 'ENDED' ? <WrittenSession /> : state.status === 'RUNNING' ? <LiveSession /> : state.status === 'ENDED' ? <EndedSession /> : <BeforeSession />}
    </SessionContext.Provider>
  );
}
