import { io, type Socket } from 'socket.io-client';
import type { SubscribeAnswer } from '../../schema/realtime/envelope.js';
import type { Session } from '../../server/test/harness/graphql-call.js';

/** One packet as it came over the wire. */
export interface Frame {
  at: number;
  text: string;
}

/** A socket that keeps every packet it ever got, before any of our code looked at it. */
export interface Recorder {
  name: string;
  frames: Frame[];
  connected(): boolean;
  disconnectedAt: number | undefined;
  /** undefined when no answer came: the socket is gone */
  subscribe(stream: string, after?: { epoch: number; seq: number }): Promise<SubscribeAnswer | undefined>;
  unsubscribe(stream: string): void;
  here(stream: string): void;
  close(): void;
}

/** Opens `/realtime` and records; rejects with the server's reason. */
export async function record(url: string, name: string, session: Session): Promise<Recorder> {
  const socket: Socket = io(url, {
    path: '/realtime',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: session.origin, cookie: session.cookie },
  });
  const frames: Frame[] = [];
  const recorder: Recorder = {
    name,
    frames,
    connected: () => socket.connected,
    disconnectedAt: undefined,
    subscribe: (stream, after) =>
      socket
        .timeout(5_000)
        .emitWithAck('subscribe', after ? { stream, after } : { stream })
        .catch(() => undefined),
    unsubscribe: (stream) => void socket.emit('unsubscribe', { stream }),
    here: (stream) => void socket.emit('here', { stream, here: true }),
    close: () => void socket.close(),
  };
  socket.io.engine.on('packet', (packet) => {
    if (typeof packet.data === 'string') frames.push({ at: performance.now(), text: packet.data });
  });
  socket.on('disconnect', () => (recorder.disconnectedAt = performance.now()));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  return recorder;
}

/** Every number of this stream that a frame tells: of events, of events in an answer, of a heartbeat. Pure. */
export function numbersOf(frame: string, stream: string): number[] {
  const start = frame.search(/[[{]/);
  if (start < 0 || !frame.includes(stream)) return [];
  let value: unknown;
  try {
    value = JSON.parse(frame.slice(start));
  } catch {
    return [];
  }
  const found: number[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const record = node as Record<string, unknown>;
    if (record['stream'] === stream && typeof record['seq'] === 'number') found.push(record['seq']);
    const position = record[stream] as { seq?: unknown } | undefined;
    if (typeof position?.seq === 'number') found.push(position.seq);
    Object.values(record).forEach(walk);
  };
  walk(value);
  return found;
}

/**
 * Frames that told something of the circle after its door had closed: a number above `last`, or anything about the
 * stream (presence, typing) behind the frame with number `last` on the same socket.
 */
export function leaksIn(frames: readonly Frame[], stream: string, last: number): Frame[] {
  let closed = false;
  return frames.filter((frame) => {
    if (!frame.text.includes(stream)) return false;
    const numbers = numbersOf(frame.text, stream);
    const leak = numbers.some((number) => number > last) || closed;
    if (numbers.includes(last)) closed = true;
    return leak;
  });
}
