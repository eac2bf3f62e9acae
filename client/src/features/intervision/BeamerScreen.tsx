import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { RequestBeamerDocument, type RequestBeamerMutation } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Beamer.module.css';
import { BeamerView, Blank } from './BeamerView.js';
import { spacedCode } from './room-address.js';
import { askBeamer, useBeamer } from './use-beamer.js';
import { useAwakeScreen } from './use-awake-screen.js';

type Request = RequestBeamerMutation['requestBeamer'];

const lookEvery = 2_000;

/** A screen that waits: it shows a code until somebody who leads a session types it. Nobody signs in on it. */
export function BeamerPairing() {
  const t = useT();
  const client = useApolloClient();
  const navigate = useNavigate();
  const [request, setRequest] = useState<Request | null>(null);
  const [failure, setFailure] = useState<KringError | null>(null);
  const [tries, setTries] = useState(0);
  useTitle();
  useEffect(() => {
    let stopped = false;
    client
      .mutate({ mutation: RequestBeamerDocument, fetchPolicy: 'no-cache' })
      .then(({ data }) => !stopped && data && setRequest(data.requestBeamer))
      .catch((thrown: unknown) => !stopped && setFailure(asKringError(thrown)));
    return () => {
      stopped = true;
    };
  }, [client, tries]);
  useEffect(() => {
    if (!request) return undefined;
    const timer = setInterval(() => {
      askBeamer(client, request.token)
        .then(() => navigate(`/beamer/${request.token}`, { replace: true }))
        .catch(() => {
          // a code that nobody typed in time: another one
          if (Date.parse(request.expiresAt) > Date.now()) return;
          setRequest(null);
          setTries((count) => count + 1);
        });
    }, lookEvery);
    return () => clearInterval(timer);
  }, [client, request, navigate]);
  return (
    <Scheme>
      <Blank>
        {failure ? (
          <>
            <p role="alert">{errorSentence(t, failure)}</p>
            <Button
              variant="default"
              onClick={() => {
                setFailure(null);
                setTries((count) => count + 1);
              }}
            >
              {t('action.retry')}
            </Button>
          </>
        ) : (
          <>
            <p className={styles.code} role="status">
              {request ? spacedCode(request.code) : ' '}
            </p>
            <p>{t('room.beamer.typeThis')}</p>
          </>
        )}
      </Blank>
    </Scheme>
  );
}

/** The screen in the room. Read-only; its token dies with the session. */
export function BeamerScreen() {
  const { token = '' } = useParams();
  return (
    <Scheme>
      <Shown key={token} token={token} />
    </Scheme>
  );
}

function Shown({ token }: { token: string }) {
  const { state, clock } = useBeamer(token);
  useTitle();
  useAwakeScreen();
  if (state.kind === 'waiting' || state.kind === 'over' || !clock) return <Blank />;
  return <BeamerView page={state.page} clock={clock} sure={state.kind === 'shown' && state.connected} lost={state.kind === 'lost'} />;
}

/** Never a word of the session in the title. */
function useTitle(): void {
  const t = useT();
  useEffect(() => {
    document.title = `${t('room.beamer.title')} · Kring`;
  }, [t]);
}

/** A beamer is light unless somebody at it says otherwise: what the computer is set to says nothing about a room. */
function Scheme({ children }: { children: React.ReactNode }) {
  const t = useT();
  const [dark, setDark] = useState(false);
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.getAttribute('data-mantine-color-scheme');
    root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
    return () => {
      if (before) root.setAttribute('data-mantine-color-scheme', before);
    };
  }, [dark]);
  return (
    <div className={styles.frame}>
      {children}
      <div className={styles.tools}>
        <Button size="sm" variant="default" onClick={() => setDark(!dark)}>
          {t(dark ? 'room.beamer.light' : 'room.beamer.dark')}
        </Button>
        {document.fullscreenEnabled && (
          <Button size="sm" variant="default" onClick={() => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => undefined))}>
            {t('room.beamer.fullScreen')}
          </Button>
        )}
      </div>
    </div>
  );
}
