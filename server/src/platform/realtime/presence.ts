import type { PresenceUpdate, TypingUpdate } from '../../../../schema/realtime/envelope.js';

const shownHere = 50;
const shownTyping = 5;
const typingMs = 6_000;
const batchMs = 150;

/** What `Presence` sends; lossy, never numbered. */
export interface PresenceOutlet {
  presence(update: PresenceUpdate): void;
  typing(update: TypingUpdate): void;
}

/** Who has a circle open and who types, batched per circle. Held in memory, told only inside the circle. */
export class Presence {
  private readonly here = new Map<string, Map<string, Set<string>>>();
  private readonly typists = new Map<string, Map<string, Map<string, number>>>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly outlet: PresenceOutlet) {}

  enter(stream: string, personId: string, socketId: string): void {
    const people = getOrMake(this.here, stream, () => new Map<string, Set<string>>());
    const sockets = getOrMake(people, personId, () => new Set<string>());
    if (sockets.size === 0) this.touch(stream);
    sockets.add(socketId);
  }

  leave(stream: string, personId: string, socketId: string): void {
    const people = this.here.get(stream);
    const sockets = people?.get(personId);
    if (!people || !sockets?.delete(socketId) || sockets.size > 0) return;
    people.delete(personId);
    if (people.size === 0) this.here.delete(stream);
    this.touch(stream);
  }

  typing(stream: string, topicId: string, personId: string, now: number): void {
    const topics = getOrMake(this.typists, stream, () => new Map<string, Map<string, number>>());
    const people = getOrMake(topics, topicId, () => new Map<string, number>());
    const known = people.has(personId);
    people.set(personId, now + typingMs);
    if (!known) this.touch(stream);
    else this.arm();
  }

  /** Someone posted, or may not be heard here any more. */
  stopTyping(stream: string, personId: string, topicId?: string): void {
    for (const [topic, people] of this.typists.get(stream) ?? []) {
      if ((!topicId || topic === topicId) && people.delete(personId)) this.touch(stream);
    }
  }

  snapshot(stream: string): PresenceUpdate {
    const people = this.here.get(stream);
    return { stream, here: [...(people?.keys() ?? [])].slice(0, shownHere), count: people?.size ?? 0 };
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private touch(stream: string): void {
    this.dirty.add(stream);
    this.arm();
  }

  private arm(): void {
    this.timer ??= setTimeout(() => this.flush(performance.now()), batchMs).unref();
  }

  private flush(now: number): void {
    this.timer = undefined;
    for (const stream of this.typists.keys()) this.dropQuiet(stream, now);
    for (const stream of this.dirty) {
      this.outlet.presence(this.snapshot(stream));
      for (const [topicId, people] of this.typists.get(stream) ?? []) {
        this.outlet.typing({ stream, topicId, typing: [...people.keys()].slice(0, shownTyping), count: people.size });
        if (people.size === 0) this.typists.get(stream)?.delete(topicId);
      }
      if (this.typists.get(stream)?.size === 0) this.typists.delete(stream);
    }
    this.dirty.clear();
    if (this.typists.size > 0) this.timer = setTimeout(() => this.flush(performance.now()), 1_000).unref();
  }

  private dropQuiet(stream: string, now: number): void {
    for (const people of this.typists.get(stream)?.values() ?? []) {
      for (const [personId, until] of people) {
        if (until < now) {
          people.delete(personId);
          this.dirty.add(stream);
        }
      }
    }
  }
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
