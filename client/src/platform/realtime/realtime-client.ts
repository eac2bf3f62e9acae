import type { ClientToServer, EventEnvelope, Heartbeat, PresenceUpdate, ServerToClient, StreamPosition, SubscribeAnswer, TypingUpdate } from '../../../../schema/realtime/envelope.js';
import { compare, receive, rewind, type Position } from './stream-reducer.js';

/** The part of a socket.io socket that is used here; tests give their own. */
export interface RealtimeSocket {
  connected: boolean;
  /** false: the server refused the handshake, and the socket does not come back by itself */
  active?: boolean;
  on<Name extends keyof ServerToClient>(name: Name, listener: ServerToClient[Name]): unknown;
  on(name: 'connect', listener: () => void): unknown;
  on(name: 'disconnect', listener: (reason: string) => void): unknown;
  on(name: 'connect_error', listener: (error: Error) => void): unknown;
  emit<Name extends keyof ClientToServer>(name: Name, ...given: Parameters<ClientToServer[Name]>): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

/** What to do when events cannot put right what is shown. Resolves once the answers are there; rejects when they did not come. */
export interface Recovery {
  /** too much was missed on this stream */
  missed(stream: string): Promise<void>;
  /** the log has another life (a restored backup): nothing of what was known holds */
  otherLife(): Promise<void>;
}

export interface RealtimeListener extends Recovery {
  /** apply one event: called in number order, once or (after an older snapshot) more than once */
  event(event: EventEnvelope): void;
  connected(): void;
  disconnected(): void;
  signedOut(): void;
  presence(update: PresenceUpdate): void;
  typing(update: TypingUpdate): void;
}

interface Followed {
  position: Position;
  /** how many screens follow it */
  watchers: number;
  asking: boolean;
  /** asked for again while an answer was on its way */
  askAgain: boolean;
  /** its snapshot is being asked anew; `from` is the oldest one that came since. Events wait until then */
  anew: { from: Position | null } | null;
}

/**
 * How a lost connection is tried again (milliseconds). A server that was away for long finds everybody back within
 * five seconds, spread over three.
 */
export const reconnecting = { reconnectionDelay: 500, reconnectionDelayMax: 3_000, randomizationFactor: 0.5, timeout: 10_000 } as const;
/** How long an answer to `subscribe` may take (milliseconds) before the connection counts as broken. */
const answerWithin = 10_000;
/** Ask every stream again at least this often (milliseconds), whatever was heard. */
const askEvery = 30_000;
/** A stream that the last screen left stays followed this long (milliseconds): screens change, places do not. */
const lingerFor = 5_000;

/**
 * Follows streams over one socket. Keeps the last applied number per stream, asks for what is missing on connect, on wake,
 * every half minute and when a heartbeat knows more, and hands events over in order. Knows no React and no cache.
 */
export class RealtimeClient {
  private readonly streams = new Map<string, Followed>();
  /** circles that this person has open: said again on every new connection */
  private readonly hereAt = new Set<string>();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly listener: RealtimeListener,
  ) {
    socket.on('connect', () => {
      this.askAll();
      for (const stream of this.hereAt) socket.emit('here', { stream, here: true });
      listener.connected();
    });
    socket.on('disconnect', (reason) => {
      for (const followed of this.streams.values()) followed.asking = false;
      listener.disconnected();
      // The server closed it on purpose; socket.io does not come back by itself then.
      if (reason === 'io server disconnect') this.comeBack();
    });
    socket.on('connect_error', (error) => {
      listener.disconnected();
      if (/unauth|signed_?out/i.test(error.message)) this.end();
      // Refused for another reason (the database is away): neither does it then.
      else if (socket.active === false) this.comeBack();
    });
    socket.on('goodbye', (reason) => {
      if (reason === 'SIGNED_OUT') this.end();
    });
    socket.on('event', (event) => this.arrived(event));
    socket.on('heartbeat', (positions) => this.heard(positions));
    socket.on('presence', (update) => listener.presence(update));
    socket.on('typing', (update) => listener.typing(update));
    this.timer = setInterval(() => this.askAll(), askEvery);
  }

  private ended = false;

  /** Follows a stream from where a snapshot was read. Give the answer back to stop. */
  watch(asOf: StreamPosition): () => void {
    const followed = this.streams.get(asOf.stream);
    if (followed) followed.watchers += 1;
    else {
      const fresh: Followed = { position: { epoch: asOf.epoch, seq: asOf.seq }, watchers: 1, asking: false, askAgain: false, anew: null };
      this.streams.set(asOf.stream, fresh);
      this.ask(asOf.stream, fresh);
    }
    return () => {
      const present = this.streams.get(asOf.stream);
      if (present) present.watchers -= 1;
      setTimeout(() => this.leaveWhenUnwatched(asOf.stream), lingerFor);
    };
  }

  /** A snapshot arrived: when it is older than what was applied here, the events after it are asked and applied again. */
  snapshot(asOf: StreamPosition): void {
    const followed = this.streams.get(asOf.stream);
    if (!followed) return;
    if (followed.anew) {
      followed.anew.from = older(followed.anew.from, asOf);
      return;
    }
    if (asOf.epoch > followed.position.epoch) {
      this.restart(asOf.stream, followed, asOf);
      return;
    }
    const back = rewind(followed.position, asOf);
    if (back.epoch === followed.position.epoch && back.seq === followed.position.seq) return;
    followed.position = back;
    this.ask(asOf.stream, followed);
  }

  /** The page is looked at again, or the network is back. */
  wake(): void {
    if (this.ended) return;
    if (this.socket.connected) {
      this.askAll();
      this.listener.connected();
    } else this.socket.connect();
  }

  /** This person has the circle open on screen, or no longer. */
  here(stream: string, here: boolean): void {
    if (here) this.hereAt.add(stream);
    else this.hereAt.delete(stream);
    if (this.socket.connected) this.socket.emit('here', { stream, here });
  }

  typing(stream: string, topicId: string): void {
    if (this.socket.connected) this.socket.emit('typing', { stream, topicId });
  }

  /** Where a stream stands here; for tests and for the proof that two screens are in step. */
  positionOf(stream: string): Position | undefined {
    return this.streams.get(stream)?.position;
  }

  stop(): void {
    this.ended = true;
    clearInterval(this.timer);
    this.streams.clear();
    this.socket.disconnect();
  }

  private comeBack(): void {
    if (!this.ended) setTimeout(() => this.ended || this.socket.connect(), reconnecting.reconnectionDelay + Math.random() * reconnecting.reconnectionDelayMax);
  }

  private end(): void {
    this.stop();
    this.listener.signedOut();
  }

  private leaveWhenUnwatched(stream: string): void {
    const followed = this.streams.get(stream);
    if (!followed || followed.watchers > 0) return;
    this.streams.delete(stream);
    if (this.socket.connected) this.socket.emit('unsubscribe', { stream });
  }

  private askAll(): void {
    if (!this.socket.connected) return;
    for (const [stream, followed] of this.streams) this.ask(stream, followed);
  }

  private ask(stream: string, followed: Followed): void {
    if (!this.socket.connected || followed.anew) return;
    if (followed.asking) {
      followed.askAgain = true;
      return;
    }
    followed.asking = true;
    followed.askAgain = false;
    let answered = false;
    const late = setTimeout(() => {
      if (answered || !followed.asking) return;
      answered = true;
      followed.asking = false;
      // No answer on an open socket: it is broken without knowing. A new connection asks everything again.
      if (this.streams.get(stream) === followed && !this.ended) {
        this.socket.disconnect();
        this.socket.connect();
      }
    }, answerWithin);
    this.socket.emit('subscribe', { stream, after: followed.position }, (answer) => {
      clearTimeout(late);
      if (answered) return;
      answered = true;
      followed.asking = false;
      if (this.streams.get(stream) === followed) this.take(stream, followed, answer);
    });
  }

  private take(stream: string, followed: Followed, answer: SubscribeAnswer): void {
    if (followed.anew) return;
    if (!answer.ok) {
      if ('restart' in answer) this.restart(stream, followed, answer.upTo);
      else if (answer.refused === 'NOT_FOUND' || answer.refused === 'INVALID_INPUT') this.streams.delete(stream);
      // RATE_LIMITED and UNAVAILABLE: the next half-minute round asks again.
      return;
    }
    for (const event of answer.events) this.apply(stream, followed, event);
    const step = compare(followed.position, answer.upTo);
    if (step.kind === 'restart') this.restart(stream, followed, step.position);
    else if (step.kind === 'ask' && answer.events.length > 0) this.ask(stream, followed);
    else if (followed.askAgain) this.ask(stream, followed);
  }

  private arrived(event: EventEnvelope): void {
    const followed = this.streams.get(event.stream);
    if (followed) this.apply(event.stream, followed, event);
  }

  private apply(stream: string, followed: Followed, event: EventEnvelope): void {
    if (followed.anew) return;
    const step = receive(followed.position, event);
    if (step.kind === 'apply') {
      followed.position = step.position;
      try {
        this.listener.event(event);
      } catch (failure) {
        // One broken handler must not stop the stream: the snapshot puts right what it missed.
        console.error('event handler failed', event.type, failure);
        this.restart(stream, followed, followed.position);
      }
    } else if (step.kind === 'ask') this.ask(stream, followed);
    else if (step.kind === 'restart') this.restart(stream, followed, step.position);
  }

  private heard(positions: Heartbeat): void {
    for (const [stream, upTo] of Object.entries(positions)) {
      const followed = this.streams.get(stream);
      if (!followed || followed.anew) continue;
      const step = compare(followed.position, upTo);
      if (step.kind === 'ask') this.ask(stream, followed);
      else if (step.kind === 'restart') this.restart(stream, followed, step.position);
    }
  }

  /**
   * Events cannot put this stream right: its snapshot is asked anew. It stands where it stood until the snapshot has come;
   * when that fails, the next event, heartbeat or round finds the same again.
   */
  private restart(stream: string, followed: Followed, upTo: Position): void {
    if (followed.anew) return;
    const otherLife = upTo.epoch !== followed.position.epoch;
    // One restored backup is another life of every stream.
    const involved = otherLife ? [...this.streams.values()].filter((one) => one.anew === null) : [followed];
    for (const one of involved) one.anew = { from: null };
    const over = (came: boolean): void => {
      for (const one of involved) {
        const from = one.anew?.from ?? (one === followed ? upTo : one.position);
        one.anew = null;
        if (came) one.position = { epoch: from.epoch, seq: from.seq };
      }
      if (came) for (const [name, one] of this.streams) if (involved.includes(one)) this.ask(name, one);
    };
    (otherLife ? this.listener.otherLife() : this.listener.missed(stream)).then(
      () => over(true),
      () => over(false),
    );
  }
}

/** The one to go on from: of the newest life, the first. */
function older(known: Position | null, found: Position): Position {
  if (known === null || found.epoch > known.epoch) return found;
  return found.epoch === known.epoch && found.seq < known.seq ? found : known;
}
