import { ApolloProvider } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import { createClient } from '../../platform/apollo/create-client.js';
import { DraftsProvider } from '../../platform/drafts/DraftsProvider.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { dispatch, type EventHandlers } from '../../platform/realtime/handlers.js';
import type { RealtimeSocket } from '../../platform/realtime/realtime-client.js';
import { RealtimeProvider, SnapshotBox } from '../../platform/realtime/RealtimeProvider.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { SessionProvider, useSession } from '../../platform/session/SessionProvider.js';
import { LiveRegions } from '../../ui/LiveRegions.js';
import { UndoToasts } from '../../ui/UndoToasts.js';
import { CircleContext } from '../groups/circle-context.js';
import { Conversation } from './Conversation.js';
import { discussionsHandlers } from './discussions.realtime.js';
import { groupId, people, topicId, viewer, type TestWorld } from './test-world.js';

const silentSocket = (): RealtimeSocket => ({ connected: false, on: () => undefined, emit: () => undefined, connect: () => undefined, disconnect: () => undefined }) as unknown as RealtimeSocket;
const handlers = discussionsHandlers as unknown as EventHandlers;

function Inside({ world }: { world: TestWorld }) {
  const { me } = useSession();
  const [deciding, setDeciding] = useState(false);
  const [snapshots] = useState(() => new SnapshotBox());
  if (!me) return null;
  return (
    <RealtimeProvider viewerId={me.id} handlers={handlers} snapshots={snapshots} onSignedOut={() => undefined} open={silentSocket}>
      <DraftsProvider viewerId={me.id}>
        <CircleContext.Provider
          value={{
            group: world.group,
            presence: { here: [people.noor.id], count: 1 },
            nameOf: (id) => Object.values(people).find((person) => person.id === id)?.name,
            may: (action) => world.group.viewerActions.includes(action),
          }}
        >
          <Conversation topicId={topicId} deciding={deciding} onDeciding={setDeciding} />
        </CircleContext.Provider>
      </DraftsProvider>
    </RealtimeProvider>
  );
}

export interface OpenConversation {
  client: ApolloClient;
  tell: (...events: EventEnvelope[]) => void;
}

/** The conversation of a test world on a page, with the real cache, client, drafts and outbox. */
export function openConversation(world: TestWorld, hash = ''): OpenConversation {
  startI18n('nl');
  sessionStorage.clear();
  const client = createClient({ onSignedOut: () => undefined, onSnapshot: () => undefined, terminating: world.link() });
  const router = createMemoryRouter([{ path: '*', element: <Inside world={world} /> }], { initialEntries: [`/kringen/${groupId}/gesprekken/${topicId}${hash}`] });
  render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <SessionProvider store={new SessionStore()}>
          <LiveRegions>
            <UndoToasts>
              <RouterProvider router={router} />
            </UndoToasts>
          </LiveRegions>
        </SessionProvider>
      </ApolloProvider>
    </MantineProvider>,
  );
  return {
    client,
    tell: (...events) => {
      for (const event of events) dispatch(handlers, event, { client, cache: client.cache, viewerId: viewer.id });
    },
  };
}
