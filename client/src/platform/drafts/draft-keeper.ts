import type { RichText } from '../../../../schema/rich-text.js';
import { isEmptyBody, sameBody } from './body.js';
import type { DraftStore } from './draft-store.js';

export type DraftState = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'local' };

/** What the server has at a place. */
export interface ServerDraft {
  body: RichText;
  version: number;
  updatedAt: string;
}

export type SaveAnswer = { saved: ServerDraft } | { conflict: ServerDraft };

/** The way to the server; tests give their own. */
export interface DraftRemote {
  load(place: string): Promise<ServerDraft | null>;
  save(place: string, body: RichText, ifVersion: number | null, leaving: boolean): Promise<SaveAnswer>;
  discard(place: string): Promise<void>;
}

export interface DraftSnapshot {
  body: RichText | null;
  /** goes up when the text came from elsewhere (the server, another device, a choice): the editor takes it over then */
  revision: number;
  state: DraftState;
  conflict: { mine: RichText; theirs: RichText } | null;
  /** the server was asked what it has, or could not be reached */
  ready: boolean;
}

/** After the last key (milliseconds); and never later than `atMost` after the first one: on the server within a second. */
const pause = 500;
const atMost = 800;
/** Try again after a failure (milliseconds). */
const tryAgain = 5_000;

/**
 * Keeps one draft: here at once, on the server within a second. Two devices that wrote at the same time get both texts to
 * choose from; nothing is overwritten silently.
 */
export class DraftKeeper {
  private snapshot: DraftSnapshot = { body: null, revision: 0, state: { kind: 'none' }, conflict: null, ready: false };
  private readonly listeners = new Set<() => void>();
  private version: number | null = null;
  private dirty = false;
  private firstChangeAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  /** what was sent and not acknowledged: an answer may be lost although the text arrived */
  private unconfirmed: RichText[] = [];
  private theirs: ServerDraft | null = null;
  private loading: Promise<void> | null = null;
  private life = 0;

  constructor(
    readonly place: string,
    private readonly confidential: boolean,
    private readonly remote: DraftRemote,
    private readonly store: DraftStore,
  ) {
    const local = store.read(place, confidential);
    if (local) {
      this.version = local.version;
      this.dirty = local.dirty;
      this.set({ body: local.body, revision: 1, state: local.dirty ? { kind: 'local' } : { kind: 'none' } });
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): DraftSnapshot => this.snapshot;

  /** Asks what the server has; once per opening. */
  load(): Promise<void> {
    this.loading ??= this.ask().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  /** Every change of the text. */
  write(body: RichText): void {
    if (sameBody(body, this.snapshot.body)) return;
    this.dirty = true;
    this.keepHere(body);
    this.set({ body, state: { kind: 'saving' } });
    if (!this.snapshot.conflict) this.schedule();
  }

  /** Sends what is waiting now: when the page is being left. */
  flush(leaving = false): Promise<void> {
    clearTimeout(this.timer);
    return this.send(leaving);
  }

  /** The text was posted, or thrown away on purpose. */
  async discard(): Promise<void> {
    clearTimeout(this.timer);
    this.life += 1;
    const had = this.version !== null || this.sending !== null || this.unconfirmed.length > 0;
    this.forget();
    if (this.sending) await this.sending.catch(() => undefined);
    if (had) await this.remote.discard(this.place).catch(() => undefined);
  }

  /** One of two texts that were written at the same time. The other one is gone after this. */
  resolve(choice: 'mine' | 'theirs'): void {
    const { conflict } = this.snapshot;
    if (!conflict || !this.theirs) return;
    this.version = this.theirs.version;
    if (choice === 'theirs') this.adopt(this.theirs);
    else {
      this.dirty = true;
      this.set({ conflict: null, state: { kind: 'saving' } });
      this.keepHere(conflict.mine);
      this.schedule();
    }
    this.theirs = null;
  }

  /** This person saved at this place on another device (or here: then the version is known already). */
  savedElsewhere(version: number): void {
    if (this.sending || version <= (this.version ?? 0)) return;
    if (!this.dirty) void this.load();
  }

  /** Posted or thrown away on another device. What was typed here since stays. */
  discardedElsewhere(): void {
    if (this.sending) return;
    this.version = null;
    if (!this.dirty && this.snapshot.body !== null) this.forget();
  }

  /** Signed in again, or the network is back. */
  retry(): void {
    if (this.dirty && !this.snapshot.conflict) void this.flush();
  }

  private async ask(): Promise<void> {
    const life = this.life;
    let found: ServerDraft | null;
    try {
      found = await this.remote.load(this.place);
    } catch {
      this.set({ ready: true, state: this.dirty ? { kind: 'local' } : this.snapshot.state });
      return;
    }
    if (life !== this.life) return;
    if (!found) {
      this.version = null;
      if (!this.dirty && this.snapshot.body !== null) this.forget();
      this.set({ ready: true });
      if (this.dirty) this.schedule();
      return;
    }
    if (!this.dirty || sameBody(found.body, this.snapshot.body)) {
      if (this.version !== found.version || !sameBody(found.body, this.snapshot.body) || this.dirty) this.adopt(found);
      else this.set({ state: { kind: 'saved', at: new Date(found.updatedAt) } });
    } else if (found.version === this.version) this.schedule();
    else this.clash(found);
    this.set({ ready: true });
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    this.firstChangeAt ??= now;
    const wait = Math.max(0, Math.min(pause, this.firstChangeAt + atMost - now));
    this.timer = setTimeout(() => void this.send(false), wait);
  }

  private send(leaving: boolean): Promise<void> {
    if (this.sending) return leaving ? this.sending : this.sending.then(() => (this.dirty ? this.send(false) : undefined));
    if (!this.dirty || this.snapshot.conflict || this.snapshot.body === null) return Promise.resolve();
    this.sending = this.sendOnce(this.snapshot.body, leaving).finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async sendOnce(body: RichText, leaving: boolean): Promise<void> {
    const life = this.life;
    this.firstChangeAt = null;
    try {
      if (isEmptyBody(body)) {
        if (this.version !== null || this.unconfirmed.length > 0) await this.remote.discard(this.place);
        if (life === this.life) this.confirmed(body, null, null);
        return;
      }
      this.unconfirmed.push(body);
      const answer = await this.remote.save(this.place, body, this.version, leaving);
      if (life !== this.life) return;
      if ('saved' in answer) this.confirmed(body, answer.saved.version, new Date(answer.saved.updatedAt));
      else if (this.unconfirmed.some((sent) => sameBody(sent, answer.conflict.body))) {
        // The "other" text is ours: it arrived, its answer did not.
        this.version = answer.conflict.version;
        if (sameBody(body, answer.conflict.body)) this.confirmed(body, answer.conflict.version, new Date(answer.conflict.updatedAt));
        else this.schedule();
      } else this.clash(answer.conflict);
    } catch {
      if (life !== this.life) return;
      this.set({ state: { kind: 'local' } });
      this.timer = setTimeout(() => void this.send(false), tryAgain);
    }
  }

  private confirmed(body: RichText, version: number | null, at: Date | null): void {
    this.version = version;
    this.unconfirmed = [];
    if (sameBody(body, this.snapshot.body)) {
      this.dirty = false;
      this.keepHere(body);
      this.set({ state: at ? { kind: 'saved', at } : { kind: 'none' } });
    } else this.schedule();
  }

  private clash(found: ServerDraft): void {
    this.theirs = found;
    this.unconfirmed = [];
    this.set({ conflict: { mine: this.snapshot.body ?? found.body, theirs: found.body }, state: { kind: 'local' } });
  }

  private adopt(found: ServerDraft): void {
    this.version = found.version;
    this.dirty = false;
    this.unconfirmed = [];
    const changed = !sameBody(found.body, this.snapshot.body);
    this.keepHere(found.body);
    this.set({
      body: found.body,
      revision: this.snapshot.revision + (changed ? 1 : 0),
      state: { kind: 'saved', at: new Date(found.updatedAt) },
      conflict: null,
    });
  }

  private forget(): void {
    this.version = null;
    this.dirty = false;
    this.unconfirmed = [];
    this.theirs = null;
    this.firstChangeAt = null;
    this.store.drop(this.place);
    this.set({ body: null, revision: this.snapshot.revision + 1, state: { kind: 'none' }, conflict: null });
  }

  private keepHere(body: RichText): void {
    this.store.keep(this.place, { body, version: this.version, dirty: this.dirty }, this.confidential);
  }

  private set(part: Partial<DraftSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}
