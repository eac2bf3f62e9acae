import type { PresenceUpdate, TypingUpdate } from '../../../../schema/realtime/envelope.js';

export interface Presence {
  /** ids of people with this circle open, at most 50 */
  here: string[];
  count: number;
}
export interface Typing {
  typing: string[];
  count: number;
}

const nobodyHere: Presence = { here: [], count: 0 };
const nobodyTypes: Typing = { typing: [], count: 0 };
/** Without news, someone stopped typing (milliseconds). */
const typingFades = 7_000;

/** Who is here and who writes: the last word only, lossy by design. */
export class LivelyStore {
  private readonly presenceOf = new Map<string, Presence>();
  private readonly typingOf = new Map<string, Typing>();
  private readonly fades = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  presence(stream: string): Presence {
    return this.presenceOf.get(stream) ?? nobodyHere;
  }

  typing(stream: string, topicId: string): Typing {
    return this.typingOf.get(`${stream} ${topicId}`) ?? nobodyTypes;
  }

  tookPresence(update: PresenceUpdate): void {
    this.presenceOf.set(update.stream, { here: update.here, count: update.count });
    this.tell();
  }

  tookTyping(update: TypingUpdate): void {
    const key = `${update.stream} ${update.topicId}`;
    clearTimeout(this.fades.get(key));
    this.typingOf.set(key, { typing: update.typing, count: update.count });
    if (update.count > 0)
      this.fades.set(
        key,
        setTimeout(() => {
          this.typingOf.delete(key);
          this.tell();
        }, typingFades),
      );
    this.tell();
  }

  /** The connection is gone: nothing is known about others. */
  clear(): void {
    this.presenceOf.clear();
    this.typingOf.clear();
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
