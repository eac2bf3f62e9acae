import { useApolloClient } from '@apollo/client/react';
import { lazy, Suspense, useCallback, useContext, useMemo } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { SignInAgain } from '../features/identity/SignInAgain.js';
import { DraftsProvider } from '../platform/drafts/DraftsProvider.js';
import { useT } from '../platform/i18n/i18n.js';
import { RealtimeProvider } from '../platform/realtime/RealtimeProvider.js';
import { useSession } from '../platform/session/SessionProvider.js';
import { AfterAWhile } from '../ui/Loading.js';
import { ScreenFailed } from '../ui/ScreenFailed.js';
import { eventHandlers } from './event-handlers.js';
import { PersonStream } from './PersonStream.js';
import { recoveryOf } from './recovery.js';
import styles from './SignedIn.module.css';
import { SnapshotContext } from './snapshot-context.js';

/** What waits to be sent goes on being sent, whichever screen is open; loaded after the screen. */
const DiscussionsUnderWay = lazy(async () => ({ default: (await import('../features/discussions/discussion-services.js')).DiscussionsUnderWay }));

/** Everything that needs somebody: asks who it is, leads to the sign-in or first-sign-in screen, opens the socket. */
export function SignedIn() {
  const t = useT();
  const session = useSession();
  const snapshots = useContext(SnapshotContext);
  const location = useLocation();
  const client = useApolloClient();
  const recovery = useMemo(() => recoveryOf(client), [client]);
  const { me, store } = session;
  const onSignedOut = useCallback(() => store.set('gone'), [store]);

  if (session.error)
    return (
      <main className={styles['alone']} id="main">
        <ScreenFailed error={session.error} onRetry={() => void session.again()} />
      </main>
    );
  if (session.loading)
    return (
      <main className={styles['alone']} id="main" aria-busy="true">
        <AfterAWhile>
          <p className="muted">{t('shell.starting')}</p>
        </AfterAWhile>
      </main>
    );
  if (!me) {
    const here = location.pathname + location.search + location.hash;
    return <Navigate to={here === '/' || here === '/vandaag' ? '/inloggen' : `/inloggen?naar=${encodeURIComponent(here)}`} replace />;
  }
  if (me.introducedAt === null && location.pathname !== '/welkom') {
    const here = location.pathname + location.search;
    return <Navigate to={here === '/' || here === '/vandaag' ? '/welkom' : `/welkom?naar=${encodeURIComponent(here)}`} replace />;
  }
  const gone = session.state === 'gone';
  return (
    <RealtimeProvider viewerId={gone ? null : me.id} handlers={eventHandlers} snapshots={snapshots} onSignedOut={onSignedOut} recovery={recovery}>
      <DraftsProvider viewerId={me.id}>
        <PersonStream />
        <Suspense>
          <DiscussionsUnderWay />
        </Suspense>
        {/* The screen stays as it is behind the form, so that what was typed is still there afterwards; nobody sees it meanwhile. */}
        <div hidden={gone} inert={gone}>
          <Outlet />
        </div>
        {gone ? <SignInAgain /> : null}
      </DraftsProvider>
    </RealtimeProvider>
  );
}
