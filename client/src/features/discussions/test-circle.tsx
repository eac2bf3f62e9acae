import { ApolloProvider, useApolloClient } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { MantineProvider } from '@mantine/core';
import { act, render } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { EventEnvelope, StreamPosition } from '../../../../schema/realtime/envelope.js';
import { createClient } from '../../platform/apollo/create-client.js';
import { DraftsProvider } from '../../platform/drafts/DraftsProvider.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { dispatch, type EventHandlers } from '../../platform/realtime/handlers.js';
import type { RealtimeSocket, Recovery } from '../../platform/realtime/realtime-client.js';
import { RealtimeProvider, SnapshotBox } from '../../platform/realtime/RealtimeProvider.js';
import { useStream } from '../../platform/realtime/use-stream.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { SessionProvider, useSession } from '../../platform/session/SessionProvider.js';
import { LiveRegions } from '../../ui/LiveRegions.js';
import { UndoToasts } from '../../ui/UndoToasts.js';
import { CircleContext } from '../groups/circle-context.js';
import { groupsHandlers } from '../groups/groups.realtime.js';
import { Conversation } from './Conversation.js';
import { DiscussionsUnderWay } from './discussion-services.js';
import { discussionsHandlers } from './discussions.realtime.js';
import { groupId, people, topicId, viewer, type TestWorld } from './test-world.js';

const silentSocket = { connected: false, on: () => undefined, emit: () => undefined, connect: () => undefined, disconnect: () => undefined } as unknown as RealtimeSocket;
const noRecovery: Recovery = { missed: () => Promise.resolve(), otherLife: () => Promise.resolve() };
const handlers = { ...discussionsHandlers, ...groupsHandlers } as unknown as EventHandlers;

/** Which screen is open: the conversation, or another one. */
interface Look {
  elsewhere: (on: boolean) => void;
}

/** What a test may put in the place of the network. */
interface Means {
  socket: RealtimeSocket;
  recovery: (client: ApolloClient) => Recovery;
}

/** Follows the circle, as its page does. */
function Follow({ asOf }: { asOf: StreamPosition }) {
  useStream(asOf.stream, asOf);
  return null;
}

function Inside({ world, look, means, snapshots }: { world: TestWorld; look: Look; means: Means; snapshots: SnapshotBox }) {
  const client = useApolloClient();
  const [recovery] = useState(() => means.recovery(client));
  const [asOf] = useState(world.group.asOf);
  const [open] = useState(() => () => means.socket);
  const { me } = useSession();
  const [deciding, setDeciding] = useState(false);
  const [elsewhere, setElsewhere] = useState(false);
  look.elsewhere = setElsewhere;
  if (!me) return null;
  return (
    <RealtimeProvider viewerId={me.id} handlers={handlers} snapshots={snapshots} onSignedOut={() => undefined} recovery={recovery} open={open}>
      <Follow asOf={asOf} />
      <DraftsProvider viewerId={me.id}>
        <DiscussionsUnderWay />
        <CircleContext.Provider
          value={{
            group: world.group,
            presence: { here: [people.noor.id], count: 1 },
            nameOf: (id) => Object.values(people).find((person) => person.id === id)?.name,
            may: (action) => world.group.viewerActions.includes(action),
          }}
        >
          {elsewhere ? null : <Conversation topicId={topicId} deciding={deciding} onDeciding={setDeciding} />}
        </CircleContext.Provider>
      </DraftsProvider>
    </RealtimeProvider>
  );
}

export interface OpenConversation {
  client: ApolloClient;
  tell: (...events: EventEnvelope[]) => void;
  /** opens another screen, and comes back */
  lookElsewhere: () => void;
  comeBack: () => void;
}

/** The conversation of a test world on a page, with the real cache, client, drafts and outbox. */
export function openConversation(world: TestWorld, hash = '', given: Partial<Means> = {}): OpenConversation {
  startI18n('nl');
  sessionStorage.clear();
  const means: Means = { socket: silentSocket, recovery: () => noRecovery, ...given };
  const snapshots = new SnapshotBox();
  const session = new SessionStore();
  const client = createClient({ session, onSnapshot: (positions) => snapshots.take(positions), terminating: world.link() });
  const look: Look = { elsewhere: () => undefined };
  const router = createMemoryRouter([{ path: '*', element: <Inside world={world} look={look} means={means} snapshots={snapshots} /> }], { initialEntries: [`/kringen/${groupId}/gesprekken/${topicId}${hash}`] });
  render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <SessionProvider store={session}>
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
    lookElsewhere: () => act(() => look.elsewhere(true)),
    comeBack: () => act(() => look.elsewhere(false)),
    tell: (...events) => {
      for (const event of events) dispatch(handlers, event, { client, cache: client.cache, viewerId: viewer.id });
    },
  };
}
