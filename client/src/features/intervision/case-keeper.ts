import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import type { SaveState } from '../../ui/SavedState.js';

/** Field of the catalogue → what stands in it. */
export type CaseWords = Readonly<Record<string, string>>;

/** A case as the server has it. */
export interface ServerCase {
  id: string;
  version: number;
  words: CaseWords;
}

/** The way to the server; tests give their own. */
export interface CaseRemote {
  save(id: string, words: CaseWords, ifVersion: number): Promise<ServerCase>;
  discard(id: string): Promise<void>;
  /** what the server has now */
  load(): Promise<ServerCase | null>;
  newId(): string;
}

export interface CaseSnapshot {
  id: string;
  version: number;
  words: CaseWords;
  state: SaveState;
  /** written at the same time on another device */
  theirs: ServerCase | null;
}

/** After the last key, and before trying again after a failure (milliseconds). */
const pause = 500;
const tryAgain = 4_000;
const willPass = new Set(['OFFLINE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED']);

/**
 * Keeps the case that somebody prepares: here at once, on the server half a second after the last key, in the memory of
 * this page only. Two devices that wrote at the same time get both texts to choose from.
 */
export class CaseKeeper {
  private snapshot: CaseSnapshot;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dirty = false;
  private sending: Promise<void> | null = null;

  constructor(private readonly remote: CaseRemote) {
    this.snapshot = this.blank();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): CaseSnapshot => this.snapshot;

  /** What a page of the server brought: news only where nothing was typed here since. */
  took(found: ServerCase | null): void {
    if (this.dirty || this.sending || this.snapshot.theirs) return;
    if (!found) {
      if (this.snapshot.version > 0) this.set(this.blank());
    } else if (found.id !== this.snapshot.id || found.version > this.snapshot.version) this.set({ ...found, state: { kind: 'none' }, theirs: null });
  }

  write(key: string, text: string): void {
    if ((this.snapshot.words[key] ?? '') === text) return;
    this.dirty = true;
    this.set({ ...this.snapshot, words: { ...this.snapshot.words, [key]: text }, state: { kind: 'saving' } });
    this.schedule(pause);
  }

  /** Sends what is waiting now, and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    await this.send();
  }

  resolve(choice: 'mine' | 'theirs'): void {
    const { theirs } = this.snapshot;
    if (!theirs) return;
    this.dirty = choice === 'mine';
    this.set(choice === 'mine' ? { ...this.snapshot, id: theirs.id, version: theirs.version, state: { kind: 'saving' }, theirs: null } : { ...theirs, state: { kind: 'none' }, theirs: null });
    if (this.dirty) this.schedule(0);
  }

  /** Throws it away, here and on the server. */
  async discard(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    const { id, version } = this.snapshot;
    this.dirty = false;
    if (version > 0) await this.remote.discard(id);
    this.set(this.blank());
  }

  private blank(): CaseSnapshot {
    return { id: this.remote.newId(), version: 0, words: {}, state: { kind: 'none' }, theirs: null };
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), wait);
  }

  private send(): Promise<void> {
    if (this.sending) return this.sending;
    if (!this.dirty || this.snapshot.theirs) return Promise.resolve();
    this.sending = this.post().finally(() => {
      this.sending = null;
      // typed on while it was on its way
      if (this.dirty && this.snapshot.state.kind === 'saving') this.schedule(pause);
    });
    return this.sending;
  }

  private async post(): Promise<void> {
    const { id, words, version } = this.snapshot;
    this.dirty = false;
    try {
      const saved = await this.remote.save(id, words, version);
      this.set({ ...this.snapshot, version: saved.version, state: this.dirty ? { kind: 'saving' } : { kind: 'saved', at: new Date() } });
    } catch (failure) {
      await this.failed(asKringError(failure));
    }
  }

  private async failed(error: KringError): Promise<void> {
    this.dirty = true;
    if (error.code === 'CONFLICT') {
      const theirs = await this.remote.load().catch(() => null);
      if (theirs) return this.set({ ...this.snapshot, state: { kind: 'local' }, theirs });
    }
    const passes = willPass.has(error.code) || error.code === 'CONFLICT';
    this.set({ ...this.snapshot, state: passes ? { kind: 'local' } : { kind: 'refused', error } });
    if (passes) this.schedule(tryAgain);
  }

  private set(next: CaseSnapshot): void {
    this.snapshot = next;
    for (const listener of this.listeners) listener();
  }
}
