import { io, type Socket } from 'socket.io-client';
import type { EventEnvelope } from '../../schema/realtime/envelope.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { ClientRealtime } from './client-code.js';

/** A browser that follows streams with the client's own code, and remembers what it was given. */
export interface Listener {
  name: string;
  /** stream → numbers in the order in which the client's code handed them to the screen */
  applied: Map<string, number[]>;
  /** stream → numbers of the frames that came by themselves, while the socket was open: all that a client without replay has */
  live: Map<string, Set<number>>;
  /** stream → number → epoch milliseconds at which the screen got it */
  arrivals: Map<string, Map<number, number>>;
  /** asked its snapshot again: more was missed than a replay holds */
  restarts: string[];
  connects: number;
  at(stream: string): number;
  close(): void;
}

/** Opens a socket with the settings of the browser and follows `streams` from their numbers now. */
export function listen(code: ClientRealtime, url: string, name: string, session: Session, streams: ReadonlyMap<string, number>): Listener {
  const socket: Socket = io(url, {
    path: '/realtime',
    transports: ['websocket'],
    forceNew: true,
    ...code.reconnecting,
    extraHeaders: { origin: session.origin, cookie: session.cookie },
  });
  const listener: Listener = {
    name,
    applied: new Map([...streams.keys()].map((stream) => [stream, []])),
    live: new Map([...streams.keys()].map((stream) => [stream, new Set()])),
    arrivals: new Map([...streams.keys()].map((stream) => [stream, new Map()])),
    restarts: [],
    connects: 0,
    at: (stream) => client.positionOf(stream)?.seq ?? -1,
    close: () => client.stop(),
  };
  socket.on('connect', () => (listener.connects += 1));
  socket.on('event', (event: EventEnvelope) => listener.live.get(event.stream)?.add(event.seq));
  const client = new code.RealtimeClient(socket as never, {
    event: (event) => {
      listener.applied.get(event.stream)?.push(event.seq);
      listener.arrivals.get(event.stream)?.set(event.seq, Date.now());
    },
    connected: () => undefined,
    disconnected: () => undefined,
    signedOut: () => void listener.restarts.push('signed out'),
    missed: async (stream) => void listener.restarts.push(stream),
    otherLife: async () => void listener.restarts.push('another life of the log'),
    presence: () => undefined,
    typing: () => undefined,
  });
  for (const [stream, seq] of streams) client.watch({ stream, epoch: 1, seq });
  return listener;
}

/** How a listener's numbers differ from "each once, in order, none missing". */
export interface Faults {
  lost: number;
  duplicates: number;
  disorder: number;
}

/** Compares what was handed on with the numbers from `from` + 1 up to `to`. Pure: the control feeds it broken lists. */
export function faultsOf(numbers: readonly number[], from: number, to: number): Faults {
  const seen = new Set<number>();
  let duplicates = 0;
  let disorder = 0;
  let highest = from;
  for (const number of numbers) {
    if (seen.has(number)) duplicates += 1;
    else if (number < highest) disorder += 1;
    seen.add(number);
    highest = Math.max(highest, number);
  }
  let lost = 0;
  for (let number = from + 1; number <= to; number += 1) if (!seen.has(number)) lost += 1;
  return { lost, duplicates, disorder };
}
