import type { MessageKind } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import type { RichText } from '../../../../schema/rich-text.js';

/** A message on its way to the server. Its ids are made where it is written (`Composer.tsx`) and stay the same however often it is sent. */
export interface OutgoingMessage {
  id: string;
  mutationId: string;
  groupId: string;
  topicId: string;
  kind: MessageKind;
  body: RichText;
  /** this device's clock; only shown until the server's time is known */
  writtenAt: string;
  /** words of a closed circle: kept in memory only */
  confidential: boolean;
  state: 'sending' | 'waiting' | 'refused';
  error?: KringError;
}

export interface OutboxOptions {
  /** gives an answer, or throws; called again with the same message until one of both is definite */
  send: (message: OutgoingMessage) => Promise<void>;
  /** the server has it, and it is no longer among those on their way */
  arrived?: (message: OutgoingMessage) => void;
  /** where messages of open circles outlive a reload */
  storage: Storage | null;
  storageKey: string;
  /** milliseconds before try `n` (1, 2, …) */
  pause: (n: number) => number;
}

/** An unexpected failure is tried this often before the words go back to their writer. */
const triesAfterFailure = 4;

/** `later`: not before `release` is called. */
type Verdict = 'again' | 'later' | 'refused';

/** Whether the server has said no, or has not really answered. */
export function verdictOn(error: KringError, tried: number): Verdict {
  switch (error.code) {
    case 'OFFLINE':
    case 'UNAVAILABLE':
    case 'RATE_LIMITED':
      return 'again';
    // Only when the same person has signed in again: by then the browser may be somebody else's.
    case 'UNAUTHENTICATED':
      return 'later';
    case 'INTERNAL':
      return tried < triesAfterFailure ? 'again' : 'refused';
    default:
      return 'refused';
  }
}

/**
 * Sends what was written, one message at a time per conversation and in the order of writing. A message stays until the
 * server has acknowledged or refused it; what is refused waits here until its writer has the words back.
 */
export class Outbox {
  private items: readonly OutgoingMessage[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly busy = new Set<string>();
  private readonly wakers = new Set<() => void>();
  private stopped = false;
  private held = false;

  constructor(private readonly options: OutboxOptions) {
    this.items = this.restore();
    for (const topicId of new Set(this.items.map((item) => item.topicId))) void this.work(topicId);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same list until something changes. */
  readonly read = (): readonly OutgoingMessage[] => this.items;

  post(message: Omit<OutgoingMessage, 'state' | 'error'>): void {
    this.set([...this.items, { ...message, state: 'sending' }]);
    void this.work(message.topicId);
  }

  /** Takes the refused messages of a conversation out; their words belong in the text field again. */
  takeRefused(topicId: string): OutgoingMessage[] {
    const refused = this.items.filter((item) => item.topicId === topicId && item.state === 'refused');
    if (refused.length > 0) this.set(this.items.filter((item) => !refused.includes(item)));
    return refused;
  }

  /** Everything of a circle goes: this person is no longer in it. */
  forgetGroup(groupId: string): void {
    this.set(this.items.filter((item) => item.groupId !== groupId));
  }

  /** The connection is back: do not wait for the next try. */
  wake(): void {
    for (const waker of [...this.wakers]) waker();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Begins no new try until `release`. */
  hold(): void {
    this.held = true;
  }

  /** The same person is (still) signed in: goes on at once. */
  release(): void {
    if (!this.held) return;
    this.held = false;
    this.wake();
    for (const topicId of new Set(this.items.map((item) => item.topicId))) void this.work(topicId);
  }

  /** Tries what waits once more, gives it `ms` to get through, and then holds the rest. @returns whether nothing is left */
  async settle(ms: number): Promise<boolean> {
    this.wake();
    const until = Date.now() + ms;
    while (this.items.some((item) => item.state !== 'refused') && Date.now() < until && !this.held) await new Promise((next) => setTimeout(next, 50));
    this.hold();
    return this.items.length === 0;
  }

  private async work(topicId: string): Promise<void> {
    if (this.busy.has(topicId)) return;
    this.busy.add(topicId);
    let tried = 0;
    for (;;) {
      const next = this.items.find((item) => item.topicId === topicId && item.state !== 'refused');
      if (next === undefined || this.stopped || this.held) break;
      try {
        await this.options.send(next);
        tried = 0;
        this.set(this.items.filter((item) => item.id !== next.id));
        this.options.arrived?.(next);
      } catch (failure) {
        tried += 1;
        const error = asKringError(failure);
        const verdict = verdictOn(error, tried);
        if (verdict === 'refused') {
          tried = 0;
          this.change(next.id, { state: 'refused', error });
        } else if (verdict === 'later') {
          this.change(next.id, { state: 'waiting' });
          this.hold();
        } else {
          this.change(next.id, { state: 'waiting' });
          await this.rest(Math.max(this.options.pause(tried), (error.retryAfter ?? 0) * 1_000));
        }
      }
    }
    this.busy.delete(topicId);
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wakers.add(done);
    });
  }

  private change(id: string, change: Partial<OutgoingMessage>): void {
    this.set(this.items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  private set(items: readonly OutgoingMessage[]): void {
    this.items = items;
    this.keep();
    for (const listener of this.listeners) listener();
  }

  private keep(): void {
    const kept = this.items.filter((item) => !item.confidential).map(({ error: _error, ...item }) => item);
    try {
      if (kept.length === 0) this.options.storage?.removeItem(this.options.storageKey);
      else this.options.storage?.setItem(this.options.storageKey, JSON.stringify(kept));
    } catch {
      // Full or forbidden: the messages in memory are sent all the same.
    }
  }

  private restore(): OutgoingMessage[] {
    try {
      const text = this.options.storage?.getItem(this.options.storageKey);
      const found = text ? (JSON.parse(text) as OutgoingMessage[]) : [];
      return found.map((item) => ({ ...item, state: 'sending' as const }));
    } catch {
      return [];
    }
  }
}
