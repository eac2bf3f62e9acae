import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { ClientToServer, EventEnvelope, Heartbeat, ServerToClient, SubscribeAnswer } from '../../../../schema/realtime/envelope.js';
import { madeForField, screenField } from '../../../../schema/made-for.js';
import { parseStream, personStream } from '../../../../schema/realtime/streams.js';
import type { CommitHints } from '../database/commit-hints.js';
import type { Reads } from '../database/reads.js';
import { isUnavailable } from '../errors/to-extensions.js';
import { isOfAnother } from '../identity/made-for.js';
import type { Viewer } from '../identity/viewer.js';
import { Dispatcher } from './dispatcher.js';
import { Presence } from './presence.js';
import type { Screen, StreamDoors } from './stream-doors.js';
import { TokenBucket } from '../clock/token-bucket.js';
import { whoIsHere } from './who-is-here.js';

interface SocketData {
  /** who listens; of a screen both ids are the screen's, which no person and no sign-in has */
  viewer: Viewer;
  /** not a person: this one stream, and nothing else */
  screen: Screen | null;
  /** stream → its number when this socket joined */
  streams: Map<string, number>;
  here: Set<string>;
  /** has a circle on screen whose subscription is still under way */
  arriving: Set<string>;
  bucket: TokenBucket;
}

type KringSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface RealtimeOptions {
  /** origins that a browser may come from; a handshake without one of them is refused */
  origins: readonly string[];
  /** `fresh` skips any cache: the sign-in may have ended this very moment */
  viewerFromCookie(cookie: string | undefined, options?: { fresh?: boolean }): Promise<Viewer | null>;
  /** those of these sign-ins that still last */
  stillSignedIn(signInIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** milliseconds between two looks at the sign-ins behind the sockets; one minute */
  signInsEveryMs?: number;
  onTrouble(error: unknown): void;
}

const heartbeatMs = 10_000;
const slowBytes = 1_000_000;
const socketsPerPerson = 16;
const streamsPerSocket = 200;
/** A reload or a tunnel is not a departure. */
const departureMs = 20_000;

/** The only place that holds sockets. Browsers ask and listen here; every write is GraphQL. */
export class RealtimeServer {
  private io: Server<ClientToServer, ServerToClient, Record<string, never>, SocketData> | undefined;
  private readonly dispatcher: Dispatcher;
  private readonly presence: Presence;
  private unhook: (() => void) | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private signInLook: NodeJS.Timeout | undefined;
  private readonly departing = new Set<NodeJS.Timeout>();

  constructor(
    reads: Reads,
    private readonly doors: StreamDoors,
    private readonly hints: CommitHints,
    private readonly options: RealtimeOptions,
  ) {
    this.dispatcher = new Dispatcher(
      reads,
      doors,
      {
        send: (event) => this.send(event),
        evict: (stream, personId, seq) => this.evict(stream, personId, seq),
        restart: (stream) => void this.io?.in(stream).disconnectSockets(true),
      },
      options.onTrouble,
    );
    this.presence = new Presence({
      presence: (update) => void this.io?.to(update.stream).volatile.emit('presence', update),
      // not volatile: the second volatile packet of one moment is dropped, and that would always be this one
      typing: (update) => void this.io?.to(update.stream).emit('typing', update),
    });
  }

  /** Starts to serve `/realtime` on the http server. @throws when a kind of stream has no door */
  listen(server: HttpServer): void {
    this.doors.assertComplete(['group', 'person', 'session', 'facilitator', 'beamer']);
    this.io = new Server(server, {
      path: '/realtime',
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 16_384,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, decide) => decide(null, this.mayShakeHands(request)),
    });
    this.io.use((socket, next) => {
      this.whoIs(socket).then(
        (found) => {
          if (!found) return next(new Error('UNAUTHENTICATED'));
          Object.assign(socket.data, found);
          next();
        },
        (error: unknown) => {
          if (!isUnavailable(error)) this.options.onTrouble(error);
          next(new Error('UNAVAILABLE'));
        },
      );
    });
    this.io.on('connection', (socket) => void this.welcome(socket).catch(() => socket.disconnect(true)));
    this.unhook = this.hints.onCommit((streams) => this.dispatcher.hint(streams));
    this.dispatcher.start();
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs).unref();
    this.signInLook = setInterval(() => void this.endExpired(), this.options.signInsEveryMs ?? 60_000).unref();
  }

  /** Says goodbye to every socket; their clients come back after a moment. */
  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    clearInterval(this.signInLook);
    this.unhook?.();
    this.dispatcher.stop();
    this.presence.stop();
    for (const timer of this.departing) clearTimeout(timer);
    this.io?.emit('goodbye', 'RESTARTING');
    this.io?.disconnectSockets(true);
    await new Promise<void>((resolve) => {
      if (!this.io) return resolve();
      void this.io.close(() => resolve());
    });
  }

  /** Another process committed to these streams. */
  hintFromElsewhere(streams: readonly string[]): void {
    this.dispatcher.hint(streams);
  }

  get socketCount(): number {
    return this.io?.of('/').sockets.size ?? 0;
  }

  /** How many streams this process reads the log for. */
  get followedStreams(): number {
    return this.dispatcher.followed;
  }

  private mayShakeHands(request: IncomingMessage): boolean {
    const origin = request.headers.origin;
    return typeof origin === 'string' && this.options.origins.includes(origin);
  }

  /** A device with a token of its own is never the person whose cookie its browser happens to have. */
  private async whoIs(socket: KringSocket): Promise<Pick<SocketData, 'viewer' | 'screen'> | null> {
    const token: unknown = socket.handshake.auth[screenField];
    if (token !== undefined) {
      const screen = typeof token === 'string' ? await this.doors.screens.fromToken(token) : null;
      return screen && { viewer: { personId: screen.id, signInId: screen.id }, screen };
    }
    const viewer = await this.options.viewerFromCookie(socket.request.headers.cookie);
    return !viewer || isOfAnother(viewer, socket.handshake.auth[madeForField]) ? null : { viewer, screen: null };
  }

  private async welcome(socket: KringSocket): Promise<void> {
    const { viewer, screen } = socket.data;
    socket.data.streams = new Map();
    socket.data.here = new Set();
    socket.data.arriving = new Set();
    socket.data.bucket = new TokenBucket(250, 30);
    const control = controlRoom(viewer.personId);
    if ((this.io?.of('/').adapter.rooms.get(control)?.size ?? 0) >= socketsPerPerson) return void socket.disconnect(true);
    await socket.join(control);
    socket.on('subscribe', (request, answer) => void this.subscribe(socket, request, answer));
    socket.on('unsubscribe', (request) => this.unsubscribe(socket, request?.stream));
    socket.on('here', (request) => this.setHere(socket, request?.stream, request?.here === true));
    socket.on('typing', (request) => this.heardTyping(socket, request?.stream, request?.topicId));
    socket.on('disconnect', () => this.goodbye(socket));
    if (screen) return;
    const own = personStream(viewer.personId);
    await this.dispatcher.follow(own);
    if (!socket.connected) return this.forgetIfEmpty(own);
    // The sign-in may have ended between the handshake and the moment we began to follow it.
    const still = await this.options.viewerFromCookie(socket.request.headers.cookie, { fresh: true });
    if (!still) this.signOut(socket);
  }

  private async subscribe(socket: KringSocket, request: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return;
    const reply = answer as (message: SubscribeAnswer) => void;
    const { stream, after } = (request ?? {}) as { stream?: unknown; after?: { epoch?: unknown; seq?: unknown } };
    const wellFormed =
      parseStream(stream) !== null &&
      (after === undefined || after === null || (Number.isSafeInteger(after.epoch) && Number.isSafeInteger(after.seq) && (after.seq as number) >= 0));
    if (!wellFormed) return reply({ ok: false, refused: 'INVALID_INPUT' });
    if (!socket.data.bucket.take() || socket.data.streams.size >= streamsPerSocket) {
      return reply({ ok: false, refused: 'RATE_LIMITED' });
    }
    const name = stream as string;
    const { screen, viewer } = socket.data;
    if (screen && screen.stream !== name) return reply({ ok: false, refused: 'NOT_FOUND' });
    try {
      // an ended sign-in is on its way here as an event; whoever asks before it arrives is told the same
      // (the door of a screen's one line looks at the screen itself)
      if (!screen && (await this.options.stillSignedIn([viewer.signInId])).size === 0) return this.signOut(socket);
      const done = await this.dispatcher.subscribe(
        socket.data.viewer,
        { stream: name, ...(after ? { after: after as { epoch: number; seq: number } } : {}) },
        (head) => {
          // it left meanwhile, and nobody will say goodbye for it again
          if (!socket.connected) return this.forgetIfEmpty(name);
          socket.data.streams.set(name, head.seq);
          void socket.join(name);
        },
      );
      reply(done);
      if (socket.data.streams.has(name) && socket.data.arriving.delete(name)) this.setHere(socket, name, true);
      if (done.ok && name.startsWith('group:')) socket.emit('presence', this.presence.snapshot(name));
    } catch (error) {
      if (!isUnavailable(error)) this.options.onTrouble(error);
      reply({ ok: false, refused: 'UNAVAILABLE' });
    }
  }

  private unsubscribe(socket: KringSocket, stream: unknown): void {
    if (typeof stream !== 'string' || !socket.data.streams.delete(stream)) return;
    void socket.leave(stream);
    this.setHere(socket, stream, false);
    this.forgetIfEmpty(stream);
    this.mayHaveLeft(stream, socket.data.viewer.personId);
  }

  private setHere(socket: KringSocket, stream: unknown, here: boolean): void {
    if (typeof stream !== 'string' || socket.data.screen) return;
    const { viewer, streams, bucket } = socket.data;
    if (!here) socket.data.arriving.delete(stream);
    if (here) {
      if (!bucket.take()) return;
      if (!streams.has(stream)) {
        if (parseStream(stream) && socket.data.arriving.size < streamsPerSocket) socket.data.arriving.add(stream);
        return;
      }
      socket.data.here.add(stream);
      this.presence.enter(stream, viewer.personId, socket.id);
    } else if (socket.data.here.delete(stream)) {
      this.presence.leave(stream, viewer.personId, socket.id);
      this.presence.stopTyping(stream, viewer.personId);
    }
  }

  private heardTyping(socket: KringSocket, stream: unknown, topicId: unknown): void {
    if (socket.data.screen || typeof stream !== 'string' || typeof topicId !== 'string' || topicId.length > 36) return;
    if (!socket.data.streams.has(stream) || !socket.data.bucket.take()) return;
    this.presence.typing(stream, topicId, socket.data.viewer.personId, performance.now());
  }

  private goodbye(socket: KringSocket): void {
    const { viewer } = socket.data;
    for (const stream of socket.data.here ?? []) {
      this.presence.leave(stream, viewer.personId, socket.id);
      this.presence.stopTyping(stream, viewer.personId);
    }
    for (const stream of socket.data.streams?.keys() ?? []) {
      this.forgetIfEmpty(stream);
      this.mayHaveLeft(stream, viewer.personId);
    }
    this.forgetIfEmpty(personStream(viewer.personId));
  }

  private forgetIfEmpty(stream: string): void {
    const rooms = this.io?.of('/').adapter.rooms;
    const parsed = parseStream(stream);
    if (rooms?.get(stream)?.size) return;
    if (parsed?.kind === 'person' && rooms?.get(controlRoom(parsed.id))?.size) return;
    this.dispatcher.forget(stream);
  }

  private send(event: EventEnvelope): void {
    this.io?.to(event.stream).emit('event', event);
    const quiet = this.doors.typingEndedBy(event.type, event.payload);
    if (quiet) this.presence.stopTyping(event.stream, quiet.personId, quiet.topicId);
    if (event.type === 'identity.sessionEnded') this.endSessions(event);
    if (this.doors.asksAgain(event.type)) void this.askDoorsAgain(event);
    if (event.seq % 50 === 0) this.dropSlow();
  }

  private endSessions(event: EventEnvelope): void {
    const { sessionIds } = event.payload as { sessionIds: string[] | null };
    const personId = parseStream(event.stream)?.id;
    if (!personId) return;
    for (const socket of this.socketsIn(controlRoom(personId))) {
      if (sessionIds === null || sessionIds.includes(socket.data.viewer.signInId)) this.signOut(socket);
    }
  }

  /** A sign-in that ran out tells nobody, and listening is not using it: whoever only listens is signed out too. */
  private async endExpired(): Promise<void> {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])].filter((socket) => socket.data.viewer);
    if (sockets.length === 0) return;
    try {
      for (const screens of [false, true]) {
        const some = sockets.filter(({ data }) => (data.screen !== null) === screens);
        const ids = [...new Set(some.map(({ data }) => data.viewer.signInId))];
        if (ids.length === 0) continue;
        const lasting = await (screens ? this.doors.screens.lasting(ids) : this.options.stillSignedIn(ids));
        for (const socket of some) if (!lasting.has(socket.data.viewer.signInId)) this.signOut(socket);
      }
    } catch (error) {
      if (!isUnavailable(error)) this.options.onTrouble(error);
    }
  }

  private signOut(socket: KringSocket): void {
    socket.emit('goodbye', 'SIGNED_OUT');
    socket.disconnect(true);
  }

  private evict(stream: string, personId: string, seq: number): void {
    for (const socket of this.socketsIn(controlRoom(personId))) {
      const joinedAt = socket.data.streams.get(stream);
      if (joinedAt === undefined || joinedAt >= seq) continue;
      this.setHere(socket, stream, false);
      socket.data.streams.delete(stream);
      void socket.leave(stream);
    }
    this.presence.stopTyping(stream, personId);
    this.forgetIfEmpty(stream);
  }

  /** Leaves every stream whose door does not say yes any more; a door that cannot be asked is a no. */
  private async askDoorsAgain(event: EventEnvelope): Promise<void> {
    const parsed = parseStream(event.stream);
    if (parsed?.kind !== 'person') return;
    for (const socket of this.socketsIn(controlRoom(parsed.id))) {
      for (const stream of [...socket.data.streams.keys()]) {
        const may = await this.dispatcher.mayStillListen(socket.data.viewer, stream).catch(() => false);
        if (may || !socket.data.streams.delete(stream)) continue;
        this.setHere(socket, stream, false);
        void socket.leave(stream);
        this.forgetIfEmpty(stream);
      }
    }
  }

  /** Tells the feature when someone's last connection to a stream stays away. */
  private mayHaveLeft(stream: string, personId: string): void {
    const parsed = parseStream(stream);
    const departure = parsed && this.doors.departureFrom(parsed.kind);
    if (!departure) return;
    const timer = setTimeout(() => {
      this.departing.delete(timer);
      for (const socket of this.socketsIn(controlRoom(personId))) if (socket.data.streams.has(stream)) return;
      departure(parsed.id, personId).catch((error: unknown) => {
        if (!isUnavailable(error)) this.options.onTrouble(error);
      });
    }, departureMs).unref();
    this.departing.add(timer);
  }

  private *socketsIn(room: string): Generator<KringSocket> {
    const sockets = this.io?.of('/').sockets;
    for (const id of [...(this.io?.of('/').adapter.rooms.get(room) ?? [])]) {
      const socket = sockets?.get(id);
      if (socket) yield socket;
    }
  }

  private beat(): void {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const positions: Heartbeat = {};
      for (const stream of socket.data.streams?.keys() ?? []) {
        const position = this.dispatcher.position(stream);
        if (position) positions[stream] = position;
      }
      if (Object.keys(positions).length > 0) socket.volatile.emit('heartbeat', positions);
    }
    this.dropSlow();
    void this.tellWhoIsHere();
  }

  /** Features that keep who is here hear it from each server, so that one that breaks off is noticed by what it does not say. */
  private async tellWhoIsHere(): Promise<void> {
    const sockets = [...(this.io?.of('/').sockets.values() ?? [])].map(({ data }) => ({ personId: data.viewer?.personId, streams: data.streams }));
    for (const [heard, pairs] of whoIsHere(this.doors, sockets)) {
      await heard(pairs).catch((error: unknown) => {
        if (!isUnavailable(error)) this.options.onTrouble(error);
      });
    }
  }

  /** A client that does not read would fill our memory: it comes back and catches up from the log. */
  private dropSlow(): void {
    for (const socket of this.io?.of('/').sockets.values() ?? []) {
      const transport = socket.conn.transport as unknown as { socket?: { bufferedAmount?: number } };
      if ((transport.socket?.bufferedAmount ?? 0) > slowBytes) {
        socket.conn.close(true);
      }
    }
  }
}

const controlRoom = (personId: string): string => `control:${personId}`;
