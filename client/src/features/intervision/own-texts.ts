import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import type { Sharing } from '../../generated/graphql.js';
import type { KeptText, OwnText, OwnTextRemote, ServerText } from './own-text.js';

/** After the last key (milliseconds), and never later than `atMost` after the first one. */
const pause = 500;
const atMost = 800;
/** Try again after a failure (milliseconds). */
const tryAgain = 4_000;
/** A list that was read this much later than a text was saved must have it (milliseconds). */
const surely = 1_000;

interface Work {
  /** an empty sheet that was laid ready, not asked for: it goes when there turns out to be one already */
  laidReady: boolean;
  dirty: boolean;
  firstChangeAt: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  sending: Promise<void> | null;
  /** what was sent and not acknowledged: an answer may be lost although the words arrived */
  unconfirmed: string[];
  /** when the server said that it has it, on its own clock */
  confirmedAt: number;
  /** the server said "another version"; if the page brings no other one, the refusal was about something else */
  disputed: KringError | null;
}

const willPass = new Set(['OFFLINE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED']);

/**
 * Keeps the words of one person in one session: here at once, on the server half a second after the last key. Here is the
 * memory of this page; what the server does not have yet is also on this device, closed (`DeviceCopy`). Words are never lost by
 * a phase that ends, a connection or a tab that goes, or another device: what the server does not take, stays here and says so.
 */
export class OwnTexts {
  private texts: readonly OwnText[] = [];
  private readonly work = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  /** removed here: an older list does not bring it back */
  private readonly removed = new Set<string>();
  /** the id that words will have when they are posted: the same when it is tried again */
  private readonly posting = new Map<string, string>();

  constructor(private readonly remote: OwnTextRemote) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): readonly OwnText[] => this.texts;

  /** A new, empty text; it is nowhere but here until something is written in it. */
  start(place: Pick<OwnText, 'phase' | 'kind' | 'sharing'>): string {
    const id = this.remote.newId();
    this.add({ key: id, id, ...place, body: '', revision: 0, version: 0, state: { kind: 'none' }, refused: null, conflict: null }, Infinity);
    return id;
  }

  /** Lays an empty text ready where this person has none yet. */
  layReady(place: Pick<OwnText, 'phase' | 'kind' | 'sharing'>): void {
    if (this.texts.some(({ phase, kind }) => phase === place.phase && kind === place.kind)) return;
    this.work.get(this.start(place))!.laidReady = true;
  }

  /** Every change of the words. */
  write(key: string, body: string): void {
    const text = this.find(key);
    if (!text || text.body === body) return;
    this.changed(key, { body });
  }

  /** With name, without name, or not shared. */
  share(key: string, sharing: Sharing): void {
    const text = this.find(key);
    if (!text || text.sharing === sharing) return;
    this.changed(key, { sharing });
  }

  /** Takes it back: here and on the server. */
  async remove(key: string): Promise<void> {
    const text = this.find(key);
    const work = this.work.get(key);
    if (!text || !work) return;
    clearTimeout(work.timer);
    this.drop(key);
    this.removed.add(text.id);
    await work.sending?.catch(() => undefined);
    if (text.version > 0 || work.unconfirmed.length > 0 || work.sending) await this.remote.remove(text.id);
  }

  /** It was posted as it is, and changes in another way from then on: nothing of it is kept here, and an older list does not bring it back. */
  letGo(key: string): void {
    const text = this.find(key);
    if (!text) return;
    clearTimeout(this.work.get(key)?.timer);
    this.drop(key);
    this.removed.add(text.id);
  }

  /** Posts words for everyone as a text of their own; the private one that they were goes. Throws what the server says. */
  async post(key: string, sharing: Sharing): Promise<void> {
    const text = this.find(key);
    const work = this.work.get(key);
    if (!text || !work || text.body.trim() === '') return;
    const id = (this.posting.get(key) ?? this.posting.set(key, this.remote.newId()).get(key))!;
    await this.remote.write({ id, phase: text.phase, kind: 'ENTRY', sharing, body: text.body.trim(), ifVersion: 0, leaving: false });
    this.posting.delete(key);
    // What was typed while it was on its way stays, as the beginning of the next one.
    const typed = this.find(key)?.body ?? text.body;
    if (typed === text.body) this.write(key, '');
  }
  /** One of two texts that were written at the same time. */
  resolve(key: string, choice: 'mine' | 'theirs'): void {
    const text = this.find(key);
    if (!text?.conflict) return;
    const { conflict } = text;
    if (choice === 'theirs') this.adopt(key, conflict);
    else {
      this.set(key, { version: conflict.version, conflict: null });
      this.changed(key, {});
    }
  }

  /** What came too late for the phase goes on as a note that only this person ever has. */
  keepAsNote(key: string): void {
    const text = this.find(key);
    if (!text) return;
    this.set(key, { id: this.remote.newId(), kind: 'NOTE', sharing: 'NOT_SHARED', version: 0, refused: null });
    this.changed(key, {});
  }

  /** Sends what is waiting now: the phase closes, or the page is being left. */
  async flush(leaving = false): Promise<void> {
    await Promise.all(
      this.texts.map((text) => {
        clearTimeout(this.work.get(text.key)?.timer);
        return this.send(text.key, leaving);
      }),
    );
  }

  /** The network is back, or somebody signed in again. */
  retry(): void {
    for (const text of this.texts) if (this.work.get(text.key)?.dirty && !text.conflict && !text.refused) void this.send(text.key);
  }

  get waiting(): boolean {
    return this.texts.some((text) => this.work.get(text.key)?.dirty);
  }

  /**
   * The texts of a page that came in.
   * @param readAt `state.at` of that page, epoch milliseconds
   */
  took(found: readonly ServerText[], readAt: number): void {
    const mine = found.filter((text) => text.mine && !this.removed.has(text.id));
    for (const theirs of mine) {
      const text = this.texts.find((each) => each.id === theirs.id);
      if (!text) {
        for (const blank of this.texts) if (blank.phase === theirs.phase && blank.kind === theirs.kind && this.isUntouched(blank)) this.drop(blank.key);
        this.add({ ...pick(theirs), version: theirs.version, key: theirs.id, revision: 1, state: { kind: 'none' }, refused: null, conflict: null }, 0);
      } else this.compare(text, theirs);
    }
    for (const text of this.texts) this.judgeAbsence(text, found, mine, readAt);
  }

  /** What the server does not have, for the disk of this device. */
  get unsaved(): KeptText[] {
    return this.texts.flatMap((text) => {
      const work = this.work.get(text.key)!;
      return work.dirty && text.body.trim() !== '' ? [{ ...pick(text), version: text.version, unconfirmed: work.unconfirmed }] : [];
    });
  }

  /** Takes up what a tab that is gone left on this device, after the first page has come in. */
  restore(kept: readonly KeptText[]): void {
    for (const text of kept) {
      const present = this.texts.find(({ id }) => id === text.id);
      if (present && sent(present) === sent(text)) continue;
      if (present && !this.work.get(present.key)!.dirty) this.takeUp(present.key, text, { ...pick(present), version: present.version, mine: true });
      else {
        for (const blank of this.texts) if (blank.phase === text.phase && blank.kind === text.kind && this.isUntouched(blank)) this.drop(blank.key);
        // somebody was already writing in it here: then it is a text of its own
        const id = present ? this.remote.newId() : text.id;
        this.add({ ...pick(text), id, key: id, version: 0, revision: 0, state: { kind: 'none' }, refused: null, conflict: null }, 0);
        this.takeUp(id, present ? { ...text, version: 0, unconfirmed: [] } : text, null);
      }
    }
  }

  private takeUp(key: string, { sharing, body, version, unconfirmed }: KeptText, theirs: ServerText | null): void {
    const work = this.work.get(key)!;
    work.dirty = true;
    work.unconfirmed = [...unconfirmed];
    this.set(key, { sharing, body, version, revision: this.find(key)!.revision + 1, refused: null, state: { kind: 'local' } });
    if (theirs && theirs.version > version) this.compare(this.find(key)!, theirs);
    else this.schedule(key);
  }

  private compare(text: OwnText, theirs: ServerText): void {
    const work = this.work.get(text.key)!;
    const disputed = work.disputed;
    work.disputed = null;
    if (work.sending || theirs.version < text.version) return;
    if (!work.dirty) {
      if (theirs.version > text.version) this.adopt(text.key, theirs);
      return;
    }
    if (theirs.version === text.version) {
      // The same version after "somebody was earlier": then it was about the phase, not about another device.
      if (disputed) this.refuse(text.key, disputed);
      return;
    }
    if (work.unconfirmed.includes(sent(theirs))) {
      // The "other" text is ours: it arrived, its answer did not.
      this.set(text.key, { version: theirs.version });
      this.schedule(text.key);
    } else this.set(text.key, { conflict: theirs, state: { kind: 'local' } });
  }

  /** Not in the list: withdrawn on another device, opened without a name, or the list is older than the text. */
  private judgeAbsence(text: OwnText, found: readonly ServerText[], mine: readonly ServerText[], readAt: number): void {
    if (mine.some(({ id }) => id === text.id)) return;
    const work = this.work.get(text.key)!;
    if (text.version === 0) {
      if (work.disputed) this.refuse(text.key, work.disputed);
      work.disputed = null;
      return;
    }
    // Opened without a name: nobody can tell any more whose it is, so it cannot be changed either.
    const opened = found.some(({ id, mine: own }) => id === text.id && !own);
    if (!opened && readAt <= work.confirmedAt + surely) return;
    if (!work.dirty) this.drop(text.key);
    else if (!opened) {
      this.set(text.key, { id: this.remote.newId(), version: 0 });
      this.schedule(text.key);
    }
  }

  private changed(key: string, part: Partial<OwnText>): void {
    const work = this.work.get(key)!;
    work.dirty = true;
    this.set(key, { ...part, refused: null, state: { kind: 'saving' } });
    if (!this.find(key)!.conflict) this.schedule(key);
  }

  private schedule(key: string): void {
    const work = this.work.get(key)!;
    clearTimeout(work.timer);
    const now = Date.now();
    work.firstChangeAt ??= now;
    work.timer = setTimeout(() => void this.send(key), Math.max(0, Math.min(pause, work.firstChangeAt + atMost - now)));
  }

  private send(key: string, leaving = false): Promise<void> {
    const text = this.find(key);
    const work = this.work.get(key);
    if (!text || !work?.dirty || text.conflict || text.refused) return Promise.resolve();
    if (work.sending) return leaving ? work.sending : work.sending.then(() => this.send(key));
    work.sending = this.sendOnce(text, work, leaving).finally(() => {
      work.sending = null;
    });
    return work.sending;
  }

  private async sendOnce(text: OwnText, work: Work, leaving: boolean): Promise<void> {
    work.firstChangeAt = null;
    try {
      if (text.body.trim() === '') {
        if (text.version > 0 || work.unconfirmed.length > 0) await this.remote.remove(text.id);
        this.removed.add(text.id);
        // Written again later it is a new text: the server does not take a removed one back.
        this.set(text.key, { id: this.remote.newId(), version: 0 });
        this.confirmed(text, 0);
        return;
      }
      work.unconfirmed.push(sent(text));
      const answer = await this.remote.write({ ...pick(text), ifVersion: text.version, leaving });
      this.confirmed(text, answer.version);
    } catch (thrown) {
      this.failed(text.key, asKringError(thrown));
    }
  }

  private confirmed(text: OwnText, version: number): void {
    const present = this.find(text.key);
    const work = this.work.get(text.key);
    if (!present || !work) return;
    work.unconfirmed = [];
    work.confirmedAt = this.remote.now();
    if (present.body === text.body && present.sharing === text.sharing) {
      work.dirty = false;
      this.set(text.key, { version, state: version > 0 ? { kind: 'saved', at: new Date() } : { kind: 'none' } });
    } else {
      this.set(text.key, { version });
      this.schedule(text.key);
    }
  }

  private failed(key: string, error: KringError): void {
    const work = this.work.get(key);
    if (!work || !this.find(key)) return;
    if (willPass.has(error.code)) {
      this.set(key, { state: { kind: 'local' } });
      clearTimeout(work.timer);
      work.timer = setTimeout(() => void this.send(key), Math.max(tryAgain, (error.retryAfter ?? 0) * 1_000));
    } else if (error.code === 'CONFLICT') {
      this.set(key, { state: { kind: 'local' } });
      if (this.find(key)!.version === 0 && work.unconfirmed.length < 2) this.refuse(key, error);
      else {
        work.disputed = error;
        this.remote.refresh();
      }
    } else this.refuse(key, error);
  }

  private refuse(key: string, error: KringError): void {
    this.set(key, { refused: error, state: { kind: 'local' } });
  }

  private adopt(key: string, theirs: ServerText): void {
    const work = this.work.get(key)!;
    const text = this.find(key)!;
    work.dirty = false;
    work.unconfirmed = [];
    this.set(key, {
      ...pick(theirs),
      version: theirs.version,
      revision: text.revision + (text.body === theirs.body ? 0 : 1),
      state: { kind: 'none' },
      refused: null,
      conflict: null,
    });
  }

  private isUntouched({ key, body }: OwnText): boolean {
    const work = this.work.get(key);
    return work?.laidReady === true && body === '' && !work.dirty && work.sending === null;
  }

  private add(text: OwnText, confirmedAt: number): void {
    this.work.set(text.key, {
      laidReady: false,
      dirty: false,
      firstChangeAt: null,
      timer: undefined,
      sending: null,
      unconfirmed: [],
      confirmedAt,
      disputed: null,
    });
    this.tell([...this.texts, text]);
  }

  private drop(key: string): void {
    this.work.delete(key);
    this.tell(this.texts.filter((text) => text.key !== key));
  }

  private find(key: string): OwnText | undefined {
    return this.texts.find((text) => text.key === key);
  }

  private set(key: string, part: Partial<OwnText>): void {
    this.tell(this.texts.map((text) => (text.key === key ? { ...text, ...part } : text)));
  }

  private tell(texts: readonly OwnText[]): void {
    this.texts = texts;
    for (const listener of this.listeners) listener();
  }
}

const pick = ({ id, phase, kind, sharing, body }: Pick<OwnText, 'id' | 'phase' | 'kind' | 'sharing' | 'body'>) => ({ id, phase, kind, sharing, body });
const sent = ({ sharing, body }: Pick<OwnText, 'sharing' | 'body'>): string => `${sharing} ${body}`;
