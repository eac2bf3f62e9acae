import type { RichText } from '../../../../schema/rich-text.js';
import { newId } from '../apollo/new-id.js';
import { asKringError, type KringError, mayPass } from '../errors/kring-error.js';
import { bodyAfter, isEmptyBody, joinBodies, sameBody } from './body.js';
import type { DraftRef, DraftRemote, RemoteOptions, ServerDraft } from './draft-remote.js';
import type { DraftStore } from './draft-store.js';

export type DraftState =
  | { kind: 'none' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'local' }
  /** the server said no to this text: it is not tried again until the text changes */
  | { kind: 'refused'; error: KringError };

export interface DraftSnapshot {
  /** the words in the field */
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
/** Milliseconds before trying again after failure `n` (1, 2, …). */
const tryAgain = (n: number): number => Math.min(60_000, 5_000 * 2 ** (n - 1));

const sameRef = (a: DraftRef | null, b: DraftRef | null): boolean => a !== null && a.id === b?.id && a.version === b.version;
const refOf = ({ id, version }: DraftRef): DraftRef => ({ id, version });

/**
 * Keeps one draft: here at once, on the server within a second. Two devices that wrote at the same time get both texts to
 * choose from; nothing is overwritten silently. What was posted stays in the draft until it is acknowledged (`onItsWay`),
 * so it is never in one place only; what is thrown away is one version of one draft, never what was written since.
 */
export class DraftKeeper {
  private snapshot: DraftSnapshot = { body: null, revision: 0, state: { kind: 'none' }, conflict: null, ready: false };
  private readonly listeners = new Set<() => void>();
  /** what the server has, as far as is known here */
  private server: DraftRef | null = null;
  /** the server is to throw away what it has */
  private unwanted = false;
  private dirty = false;
  private firstChangeAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  private failures = 0;
  /** what was sent and not acknowledged: an answer may be lost although the text arrived */
  private unconfirmed: RichText[] = [];
  private theirs: ServerDraft | null = null;
  private loading: Promise<void> | null = null;
  private life = 0;
  /** This field as the server tells it from others, and how often it saved. */
  private readonly hand = newId();
  private strokes = 0;

  /** @param onItsWay words that left the field and are not acknowledged yet, oldest first */
  constructor(
    readonly place: string,
    private readonly confidential: boolean,
    private readonly remote: DraftRemote,
    private readonly store: DraftStore,
    private readonly onItsWay: (place: string) => readonly RichText[] = () => [],
  ) {
    const local = store.read(place, confidential);
    if (local) {
      this.server = local.server ?? null;
      this.dirty = local.dirty;
      this.set({ body: local.body, revision: local.body === null ? 0 : 1, state: local.dirty ? { kind: 'local' } : { kind: 'none' } });
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
    this.set({ body, state: { kind: 'saving' } });
    this.keepHere();
    if (!this.snapshot.conflict) this.schedule();
  }

  /** Sends what is waiting now. `leaving`: the page goes. */
  flush(leaving = false): Promise<void> {
    clearTimeout(this.timer);
    return this.send(leaving);
  }

  /** Whether everything that stands here is on the server. */
  get safe(): boolean {
    return !this.unsaved || isEmptyBody(this.whole());
  }

  /** The words left the field and are on their way (`onItsWay` has them): the server's copy stays until they arrived. */
  posted(): void {
    this.set({ body: null, state: { kind: 'none' } });
    this.keepHere();
  }

  /** Posted words are acknowledged: the draft keeps only what was written since. */
  arrived(words: RichText): void {
    // After a reload it may not be known here yet that the server has these words.
    if (this.server === null && !this.snapshot.ready) this.unconfirmed.push(words);
    if (isEmptyBody(this.whole())) void this.discard();
    else {
      this.dirty = true;
      this.keepHere();
      this.schedule();
    }
  }

  /** The text was posted, or thrown away on purpose. */
  async discard(): Promise<void> {
    clearTimeout(this.timer);
    this.life += 1;
    this.unwanted = true;
    this.forget();
    await this.sending?.catch(() => undefined);
    await this.throwAway({ untilOnline: true, leaving: true }).catch(() => undefined);
  }

  /** Whether this draft, at this version, is what stands here. */
  isAt(draft: DraftRef): boolean {
    return !this.dirty && sameRef(this.server, draft);
  }

  /** One of two texts that were written at the same time. The other one is gone after this. */
  resolve(choice: 'mine' | 'theirs'): void {
    const { theirs } = this;
    if (!this.snapshot.conflict || !theirs) return;
    this.theirs = null;
    this.server = refOf(theirs);
    if (choice === 'theirs') this.adopt(theirs);
    else {
      this.dirty = true;
      this.set({ conflict: null, state: { kind: 'saving' } });
      this.keepHere();
      this.schedule();
    }
  }

  /** This person saved at this place on another device (or here: then it is known already). */
  savedElsewhere(draft: DraftRef): void {
    if (this.sending || (this.server?.id === draft.id && draft.version <= this.server.version)) return;
    if (!this.dirty) void this.load();
  }

  /** Posted or thrown away on another device, or here. What was typed here since stays; another draft is not meant. */
  discardedElsewhere(draftId: string): void {
    if (this.sending || this.server?.id !== draftId) return;
    this.nothingThere();
  }

  /** Signed in again, or the connection is back. */
  retry(): void {
    if (this.unwanted) void this.throwAway({}).catch(() => undefined);
    if (this.unsaved && !this.snapshot.conflict && this.snapshot.state.kind !== 'refused') void this.flush();
  }

  /** Everything the server has to keep for this place: what is on its way, and the field. */
  private whole(): RichText {
    return joinBodies([...this.onItsWay(this.place), ...(this.snapshot.body === null ? [] : [this.snapshot.body])]);
  }

  /** Something stands here, or is on its way, that the server does not have in a draft. */
  private get unsaved(): boolean {
    return this.dirty || (this.server === null && this.onItsWay(this.place).length > 0);
  }

  private isOurs(found: ServerDraft): boolean {
    return sameRef(found, this.server) || this.unconfirmed.some((sent) => sameBody(sent, found.body));
  }

  private async ask(): Promise<void> {
    const life = this.life;
    let found: ServerDraft | null;
    try {
      found = await this.remote.load(this.place, {});
    } catch {
      this.set({ ready: true, state: this.dirty ? { kind: 'local' } : this.snapshot.state });
      return;
    }
    if (life !== this.life) return;
    if (!found) this.nothingThere();
    else if (this.unwanted && this.isOurs(found)) {
      // It is being thrown away: not something to go on with.
    } else if (this.isAt(found)) {
      if (!isEmptyBody(this.snapshot.body)) this.set({ state: { kind: 'saved', at: new Date(found.updatedAt) } });
    } else if (!this.dirty || sameBody(found.body, this.whole())) this.adopt(found);
    else if (this.isOurs(found)) {
      this.server = refOf(found);
      this.schedule();
    } else this.clash(found);
    this.set({ ready: true });
  }

  /** The server has no draft here (any more). Words that are nowhere else are sent again. */
  private nothingThere(): void {
    this.server = null;
    this.unwanted = false;
    if (this.unsaved) this.schedule();
    else if (this.snapshot.body !== null) this.forget();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    this.firstChangeAt ??= now;
    const wait = Math.max(0, Math.min(pause, this.firstChangeAt + atMost - now));
    this.timer = setTimeout(() => void this.send(false), wait);
  }

  private send(leaving: boolean): Promise<void> {
    // Leaving: what is under way may go down with the page. This goes beside it; the server knows which of the two is newer.
    if (this.sending && !leaving) return this.sending.then(() => (this.dirty ? this.send(false) : undefined));
    if (!this.unsaved || this.snapshot.conflict) return Promise.resolve();
    const sending = this.sendOnce(this.whole(), leaving).finally(() => {
      if (this.sending === sending) this.sending = null;
    });
    this.sending = sending;
    return sending;
  }

  private async sendOnce(body: RichText, leaving: boolean): Promise<void> {
    const life = this.life;
    this.firstChangeAt = null;
    try {
      if (isEmptyBody(body)) {
        this.unwanted = true;
        if ((await this.throwAway({ leaving })) && life === this.life) this.confirmed(body, null);
        return;
      }
      this.unconfirmed.push(body);
      const answer = await this.remote.save(this.place, body, this.server, { hand: this.hand, stroke: (this.strokes += 1) }, { leaving });
      if ('saved' in answer) this.confirmed(body, answer.saved, life === this.life);
      else if (this.isOurs(answer.conflict)) {
        // The "other" text is ours: it arrived, its answer did not.
        if (sameBody(body, answer.conflict.body)) this.confirmed(body, answer.conflict, life === this.life);
        else {
          this.server = refOf(answer.conflict);
          if (life === this.life) this.schedule();
        }
      } else if (life === this.life) this.clash(answer.conflict);
    } catch (failure) {
      if (life === this.life) this.failed(asKringError(failure));
    }
  }

  private failed(error: KringError): void {
    this.failures += 1;
    clearTimeout(this.timer);
    if (mayPass(error)) {
      this.set({ state: { kind: 'local' } });
      this.timer = setTimeout(() => void this.send(false), Math.max(tryAgain(this.failures), (error.retryAfter ?? 0) * 1_000));
      // Who signs in again is the same person, and `retry` is called then.
    } else this.set({ state: error.code === 'UNAUTHENTICATED' ? { kind: 'local' } : { kind: 'refused', error } });
  }

  /**
   * Has the server throw away what it has from here. What was saved since, here or elsewhere, is another version.
   * @returns false when something newer was saved from here meanwhile
   */
  private async throwAway(options: RemoteOptions): Promise<boolean> {
    const known = this.server;
    const lost = [...this.unconfirmed];
    let gone = known;
    if (lost.length > 0) {
      const found = await this.remote.load(this.place, options);
      const ours = found !== null && (sameRef(found, known) || lost.some((sent) => sameBody(sent, found.body)));
      gone = ours ? refOf(found) : null;
    }
    if (gone && this.server === known) await this.remote.discard(this.place, gone, options);
    if (this.server !== known) return false;
    this.server = null;
    this.unwanted = false;
    this.unconfirmed = this.unconfirmed.filter((sent) => !lost.includes(sent));
    return true;
  }

  private confirmed(body: RichText, saved: ServerDraft | null, present = true): void {
    if (saved && this.server?.id === saved.id && this.server.version > saved.version) return;
    this.server = saved && refOf(saved);
    this.failures = 0;
    this.unconfirmed = this.unconfirmed.slice(this.unconfirmed.lastIndexOf(body) + 1);
    if (!present) return;
    this.unwanted = false;
    if (!sameBody(body, this.whole())) return this.schedule();
    this.dirty = false;
    this.keepHere();
    this.set({ state: saved && !isEmptyBody(this.snapshot.body) ? { kind: 'saved', at: new Date(saved.updatedAt) } : { kind: 'none' } });
  }

  private clash(found: ServerDraft): void {
    this.theirs = found;
    this.unconfirmed = [];
    this.set({ conflict: { mine: this.whole(), theirs: found.body }, state: { kind: 'local' } });
  }

  private adopt(found: ServerDraft): void {
    const known = sameBody(found.body, this.whole());
    const body = known ? this.snapshot.body : bodyAfter(found.body, joinBodies(this.onItsWay(this.place)));
    this.server = refOf(found);
    this.unwanted = false;
    this.dirty = false;
    this.unconfirmed = [];
    this.set({
      body,
      revision: this.snapshot.revision + (known ? 0 : 1),
      state: isEmptyBody(body) ? { kind: 'none' } : { kind: 'saved', at: new Date(found.updatedAt) },
      conflict: null,
    });
    this.keepHere();
  }

  /** Nothing stands here any more. What the server has is another matter. */
  private forget(): void {
    this.dirty = false;
    this.theirs = null;
    this.firstChangeAt = null;
    this.store.drop(this.place);
    const changed = !isEmptyBody(this.snapshot.body);
    this.set({ body: null, revision: this.snapshot.revision + (changed ? 1 : 0), state: { kind: 'none' }, conflict: null });
  }

  private keepHere(): void {
    this.store.keep(this.place, { body: this.snapshot.body, server: this.server, dirty: this.dirty }, this.confidential);
  }

  private set(part: Partial<DraftSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}
