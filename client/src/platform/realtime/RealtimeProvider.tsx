import { useApolloClient } from '@apollo/client/react';
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { io } from 'socket.io-client';
import { madeForField } from '../../../../schema/made-for.js';
import type { StreamPosition } from '../../../../schema/realtime/envelope.js';
import { ConnectionStore, type Connection } from './connection.js';
import { dispatch, type EventHandlers } from './handlers.js';
import { LivelyStore } from './lively.js';
import { RealtimeClient, reconnecting, type RealtimeSocket, type Recovery } from './realtime-client.js';

export interface Realtime {
  /** `null` until somebody is signed in */
  client: RealtimeClient | null;
  connection: ConnectionStore;
  lively: LivelyStore;
}

const RealtimeContext = createContext<Realtime | null>(null);

export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) throw new Error('RealtimeProvider is missing above this component');
  return realtime;
}

/** Snapshots arrive in the HTTP link, which is made before the socket; this is where the two meet. */
export class SnapshotBox {
  take: (positions: StreamPosition[]) => void = () => undefined;
}

/** @param madeFor the person this page was made for: the server refuses the cookie of anybody else, now and on every return */
export function openSocket(madeFor: string): RealtimeSocket {
  return io({
    path: '/realtime',
    transports: ['websocket'],
    withCredentials: true,
    auth: { [madeForField]: madeFor },
    ...reconnecting,
  }) as unknown as RealtimeSocket;
}

interface Props {
  /** who is signed in; `null` closes the socket */
  viewerId: string | null;
  handlers: EventHandlers;
  snapshots: SnapshotBox;
  onSignedOut: () => void;
  /** how the screen is put right when events cannot */
  recovery: Recovery;
  open?: (madeFor: string) => RealtimeSocket;
  children: ReactNode;
}

/** One socket for the signed-in person. Feeds events to the handlers and answers "who is here" and "am I connected". */
export function RealtimeProvider({ viewerId, handlers, snapshots, onSignedOut, recovery, open = openSocket, children }: Props) {
  const apollo = useApolloClient();
  const [connection] = useState(() => new ConnectionStore());
  const [lively] = useState(() => new LivelyStore());
  const [client, setClient] = useState<RealtimeClient | null>(null);

  useEffect(() => {
    if (viewerId === null) return undefined;
    const tools = { client: apollo, cache: apollo.cache, viewerId };
    const made = new RealtimeClient(open(viewerId), {
      event: (event) => dispatch(handlers, event, tools),
      connected: () => connection.up(),
      disconnected: () => {
        connection.down();
        lively.clear();
      },
      signedOut: onSignedOut,
      missed: (stream) => recovery.missed(stream),
      otherLife: () => recovery.otherLife(),
      presence: (update) => lively.tookPresence(update),
      typing: (update) => lively.tookTyping(update),
    });
    setClient(made);
    snapshots.take = (positions) => positions.forEach((position) => made.snapshot(position));
    const wake = () => {
      if (document.visibilityState === 'visible') made.wake();
    };
    const lost = () => connection.down();
    document.addEventListener('visibilitychange', wake);
    addEventListener('pageshow', wake);
    addEventListener('online', wake);
    addEventListener('offline', lost);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      removeEventListener('pageshow', wake);
      removeEventListener('online', wake);
      removeEventListener('offline', lost);
      snapshots.take = () => undefined;
      made.stop();
      setClient(null);
    };
  }, [viewerId, apollo, handlers, snapshots, onSignedOut, recovery, open, connection, lively]);

  const value = useMemo(() => ({ client, connection, lively }), [client, connection, lively]);
  return <RealtimeContext.Provider value={value}>{children}</RealtimeContext.Provider>;
}

/** Whether this screen hears the others, for the bar under the header and for "wacht op verbinding". */
export function useConnection(): Connection {
  const { connection } = useRealtime();
  return useSyncExternalStore(connection.subscribe, connection.read, connection.read);
}
