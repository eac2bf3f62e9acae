import { parseStream, type StreamKind } from '../../../../schema/realtime/streams.js';
import type { NamedReads } from '../database/reads.js';
import type { Viewer } from '../identity/viewer.js';

/** Says whether a person may listen to one stream. Runs in the same snapshot that reads the log. */
export type StreamDoor = (reads: NamedReads, viewer: Viewer, id: string) => Promise<boolean>;

/** From an event: the person who may not hear anything that comes after it, and `null` for everyone else's events. */
export type Eviction = (payload: unknown) => string | null;

/** From an event: who has stopped typing where, or null. */
export type TypingEnd = (payload: unknown) => { personId: string; topicId: string } | null;

/** Someone has no connection to a stream any more, for a while already. */
export type Departure = (id: string, personId: string) => Promise<void>;

/** People who have a connection to a stream on this server now. */
export type HeardOf = (pairs: readonly { id: string; personId: string }[]) => Promise<void>;

/** A device that is nobody: it may hear one stream, and do nothing else. */
export interface Screen {
  id: string;
  stream: string;
}

/** Who knows the devices that come with a token of their own instead of a sign-in. */
export interface Screens {
  /** null for a token that is nobody's (any more) */
  fromToken(token: string): Promise<Screen | null>;
  /** those of these devices that may still listen */
  lasting(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Features register who may listen. A kind of stream without a door refuses everybody, and boot refuses it. */
export class StreamDoors {
  private readonly doors = new Map<StreamKind, StreamDoor>();
  private readonly evictions = new Map<string, Eviction>();
  private readonly typingEnds = new Map<string, TypingEnd>();
  private readonly endings = new Set<string>();
  private readonly departures = new Map<StreamKind, Departure>();
  private readonly presences = new Map<StreamKind, HeardOf>();
  /** nobody's, until a feature has such devices */
  screens: Screens = { fromToken: async () => null, lasting: async () => new Set() };

  register(kind: StreamKind, door: StreamDoor): void {
    if (this.doors.has(kind)) throw new Error(`two doors for streams of kind ${kind}`);
    this.doors.set(kind, door);
  }

  /** Events of this type end someone's access to the stream they are in. */
  evictOn(type: string, eviction: Eviction): void {
    this.evictions.set(type, eviction);
  }

  /** Events of this type mean that someone is done typing. */
  typingEndsOn(type: string, end: TypingEnd): void {
    this.typingEnds.set(type, end);
  }

  /** After an event of this type on someone's own stream, every door is asked again for what they listen to. */
  askAgainOn(type: string): void {
    this.endings.add(type);
  }

  asksAgain(type: string): boolean {
    return this.endings.has(type);
  }

  /** Hears of people whose last connection to a stream of this kind has gone. */
  onDeparture(kind: StreamKind, departure: Departure): void {
    this.departures.set(kind, departure);
  }

  /** Is told every few seconds who has a connection here to streams of this kind. */
  onPresence(kind: StreamKind, heard: HeardOf): void {
    this.presences.set(kind, heard);
  }

  presenceOf(kind: StreamKind): HeardOf | undefined {
    return this.presences.get(kind);
  }

  departureFrom(kind: StreamKind): Departure | undefined {
    return this.departures.get(kind);
  }

  typingEndedBy(type: string, payload: unknown): { personId: string; topicId: string } | null {
    return this.typingEnds.get(type)?.(payload) ?? null;
  }

  async mayListen(reads: NamedReads, viewer: Viewer, stream: string): Promise<boolean> {
    const parsed = parseStream(stream);
    const door = parsed && this.doors.get(parsed.kind);
    return parsed && door ? door(reads, viewer, parsed.id) : false;
  }

  evictedBy(type: string, payload: unknown): string | null {
    return this.evictions.get(type)?.(payload) ?? null;
  }

  /** @throws at boot when a kind of stream has no door */
  assertComplete(kinds: readonly StreamKind[]): void {
    const missing = kinds.filter((kind) => !this.doors.has(kind));
    if (missing.length > 0) throw new Error(`Streams without a door: ${missing.join(', ')}`);
  }
}
