import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { act, render } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import { createClient } from '../../platform/apollo/create-client.js';
import { DraftsProvider } from '../../platform/drafts/DraftsProvider.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { dispatch, type EventHandlers } from '../../platform/realtime/handlers.js';
import type { RealtimeSocket, Recovery } from '../../platform/realtime/realtime-client.js';
import { RealtimeProvider, SnapshotBox } from '../../platform/realtime/RealtimeProvider.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { SessionProvider, useSession } from '../../platform/session/SessionProvider.js';
import { LiveRegions } from '../../ui/LiveRegions.js';
import { intervisionHandlers } from './intervision.realtime.js';
import { SessionScreen } from './SessionScreen.js';
import { sessionId, type TestSession } from './test-session.js';

const elsewhere = 'elders';
const silentSocket = (): RealtimeSocket => ({ connected: false, on: () => undefined, emit: () => undefined, connect: () => undefined, disconnect: () => undefined }) as unknown as RealtimeSocket;
const noRecovery: Recovery = { missed: () => Promise.resolve(), otherLife: () => Promise.resolve() };
const handlers = intervisionHandlers as unknown as EventHandlers;

function Inside() {
  const { me } = useSession();
  const [snapshots] = useState(() => new SnapshotBox());
  if (!me) return null;
  return (
    <RealtimeProvider viewerId={me.id} handlers={handlers} snapshots={snapshots} onSignedOut={() => undefined} recovery={noRecovery} open={silentSocket}>
      <DraftsProvider viewerId={me.id}>
        <SessionScreen />
      </DraftsProvider>
    </RealtimeProvider>
  );
}

/** The session of a test world on a page, with the real cache and client. */
export function openSession(world: TestSession) {
  startI18n('nl');
  const session = new SessionStore();
  const client = createClient({ session, onSnapshot: () => undefined, terminating: world.link() });
  const router = createMemoryRouter([{ path: '/sessies/:sessionId', element: <Inside /> }, { path: '*', element: <p>{elsewhere}</p> }], { initialEntries: [`/sessies/${sessionId}`] });
  const view = render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <SessionProvider store={session}>
          <LiveRegions>
            <RouterProvider router={router} />
          </LiveRegions>
        </SessionProvider>
      </ApolloProvider>
    </MantineProvider>,
  );
  return { client, view, tell: (...events: EventEnvelope[]) => act(() => events.forEach((event) => dispatch(handlers, event, { client, cache: client.cache, viewerId: world.viewer.id }))) };
}
