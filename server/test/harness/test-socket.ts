import { io, type Socket } from 'socket.io-client';
import type { EventCatalogue, EventType } from '../../../schema/realtime/catalogue.js';
import type { ClientToServer, EventEnvelope, ServerToClient, SubscribeAnswer } from '../../../schema/realtime/envelope.js';
import { madeForField, screenField } from '../../../schema/made-for.js';
import type { Session } from './graphql-call.js';

/** Milliseconds that a test waits for something that should come at once. */
const patience = 5_000;

type Envelope<Type extends EventType> = EventEnvelope<Type, EventCatalogue[Type]>;

/** A socket of the realtime protocol, with memory: what came before a test asked for it is not lost. */
export interface TestSocket {
  socket: Socket<ServerToClient, ClientToServer>;
  /** every event so far, in the order of arrival; the events in answers to `subscribe` are not among them */
  events: EventEnvelope[];
  subscribe(stream: string, after?: { epoch: number; seq: number }): Promise<SubscribeAnswer>;
  unsubscribe(stream: string): void;
  /** the first event of this type (that the predicate accepts), past or coming */
  until<Type extends EventType>(type: Type, predicate?: (event: Envelope<Type>) => boolean): Promise<Envelope<Type>>;
  /** resolves when the predicate holds for what the socket heard: presence, typing, goodbye, a number of events */
  untilHeard<Kind extends keyof ServerToClient>(kind: Kind, predicate?: (said: Parameters<ServerToClient[Kind]>[0]) => boolean): Promise<Parameters<ServerToClient[Kind]>[0]>;
  untilDisconnected(): Promise<string>;
  close(): void;
}

export interface SocketOptions {
  origin?: string;
  /** for whom the page says it was made */
  madeFor?: string;
  /** the token of a screen in a room, instead of a sign-in */
  screen?: string;
}

/** Opens `/realtime` as the browser of this session (or without one); rejects with the server's reason. */
export async function openSocket(url: string, session: Session | null, options: SocketOptions = {}): Promise<TestSocket> {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    path: '/realtime',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { ...(options.madeFor === undefined ? {} : { [madeForField]: options.madeFor }), ...(options.screen === undefined ? {} : { [screenField]: options.screen }) },
    extraHeaders: { origin: options.origin ?? session?.origin ?? new URL(url).origin, ...(session ? { cookie: session.cookie } : {}) },
  });
  const heard: { kind: string; said: unknown }[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((kind: string, said: unknown) => {
    heard.push({ kind, said });
    for (const look of [...waiting]) look();
  });

  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => fail(new Error('The socket did not connect in time')), patience);
    const fail = (error: Error): void => {
      clearTimeout(late);
      socket.close();
      reject(error);
    };
    socket.once('connect', () => {
      clearTimeout(late);
      resolve();
    });
    socket.once('connect_error', fail);
  });

  function wait<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const first = look();
      if (first !== undefined) return resolve(first);
      const late = setTimeout(() => {
        waiting.delete(again);
        reject(new Error(`${what} did not come within ${patience} ms; heard: ${heard.map((h) => (h.kind === 'event' ? (h.said as EventEnvelope).type : h.kind)).join(', ') || 'nothing'}`));
      }, patience);
      const again = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(late);
        waiting.delete(again);
        resolve(found);
      };
      waiting.add(again);
    });
  }

  return {
    socket,
    get events() {
      return heard.filter((h) => h.kind === 'event').map((h) => h.said as EventEnvelope);
    },
    subscribe: (stream, after) => socket.timeout(patience).emitWithAck('subscribe', after ? { stream, after } : { stream }),
    unsubscribe: (stream) => void socket.emit('unsubscribe', { stream }),
    until: (type, predicate = () => true) =>
      wait(type, () => {
        for (const { kind, said } of heard) {
          const event = said as Envelope<typeof type>;
          if (kind === 'event' && event.type === type && predicate(event)) return event;
        }
        return undefined;
      }),
    untilHeard: (kind, predicate = () => true) =>
      wait(kind, () => heard.find((h) => h.kind === kind && predicate(h.said as never))?.said as never),
    untilDisconnected: () =>
      new Promise((resolve, reject) => {
        if (socket.disconnected) return resolve('already');
        const late = setTimeout(() => reject(new Error(`The server kept the socket open for ${patience} ms`)), patience);
        socket.once('disconnect', (reason) => {
          clearTimeout(late);
          resolve(reason);
        });
      }),
    close: () => void socket.close(),
  };
}
