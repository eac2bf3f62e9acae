import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RichText } from '../../../../schema/rich-text.js';
import { bodyOf } from './body.js';
import { KringError } from '../errors/kring-error.js';
import { DraftKeeper } from './draft-keeper.js';
import type { DraftRef, DraftRemote, RemoteOptions, SaveAnswer, ServerDraft, Stroke } from './draft-remote.js';
import { DraftStore } from './draft-store.js';

const place = 'topic:1';
const at = '2026-11-17T13:32:00.000Z';
const stored = (text: string, version: number, id = 'd1'): ServerDraft => ({ id, body: bodyOf(text), version, updatedAt: at });

/** The server's part, as the contract says it: id and version compare, no silent overwriting, no late throwing away. */
class FakeServer implements DraftRemote {
  draft: ServerDraft | null = null;
  /** which field saved which draft, and how-many-eth saving of that field it was */
  private last: { draft: ServerDraft; by: Stroke } | null = null;
  down = false;
  /** takes the text, loses the answer */
  losesAnswers = false;
  refuses: KringError | null = null;
  saves: { leaving: boolean }[] = [];
  loads = 0;
  begun = 0;
  /** what arrives only when it is let through */
  gates: { save?: Promise<void>; leaving?: Promise<void>; discard?: Promise<void> } = {};
  async load(): Promise<ServerDraft | null> {
    this.loads += 1;
    if (this.down) throw new KringError({ code: 'OFFLINE' });
    return this.draft;
  }
  async save(_place: string, body: RichText, over: DraftRef | null, by: Stroke, { leaving = false }: RemoteOptions = {}): Promise<SaveAnswer> {
    this.saves.push({ leaving });
    if (!leaving) await this.gates.save;
    else await this.gates.leaving;
    if (this.down) throw new KringError({ code: 'OFFLINE' });
    if (this.refuses) throw this.refuses;
    if (this.draft && this.last?.draft === this.draft && this.last.by.hand === by.hand) {
      if (by.stroke <= this.last.by.stroke) return { saved: this.draft };
    } else if (this.draft && (this.draft.id !== (over?.id ?? this.draft.id) || this.draft.version !== over?.version)) return { conflict: this.draft };
    if (!this.draft) this.begun += 1;
    this.draft = { id: this.draft?.id ?? `d${this.begun}`, body, version: (this.draft?.version ?? 0) + 1, updatedAt: at };
    this.last = { draft: this.draft, by };
    if (this.losesAnswers) throw new KringError({ code: 'OFFLINE' });
    return { saved: this.draft };
  }
  async discard(_place: string, draft: DraftRef): Promise<void> {
    await this.gates.discard;
    if (this.down) throw new KringError({ code: 'OFFLINE' });
    if (this.draft?.id === draft.id && this.draft.version <= draft.version) this.draft = null;
  }
}

function fresh(server = new FakeServer(), { confidential = false, personId = 'p', onItsWay = (): RichText[] => [] } = {}) {
  const store = new DraftStore(personId);
  return { server, store, keeper: new DraftKeeper(place, confidential, server, store, onItsWay) };
}
/** Something that happens when the test says so. */
function gate(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}
const settle = async (ms = 0) => {
  await jest.advanceTimersByTimeAsync(ms);
};

describe('DraftKeeper', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps a text here at once and on the server within a second', async () => {
    const { keeper, server } = fresh();
    await keeper.load();
    keeper.write(bodyOf('Groep 6'));
    expect(keeper.read().state).toEqual({ kind: 'saving' });
    expect(sessionStorage).toHaveLength(1);
    await settle(500);
    expect(server.draft?.body).toEqual(bodyOf('Groep 6'));
    expect(keeper.read().state).toEqual({ kind: 'saved', at: new Date(at) });
  });

  it('does not wait for a pause that never comes', async () => {
    const { keeper, server } = fresh();
    for (let n = 1; n <= 10; n += 1) {
      keeper.write(bodyOf('x'.repeat(n)));
      await settle(100);
    }
    expect(server.saves.length).toBeGreaterThanOrEqual(1);
  });

  it('survives a reload: from the server, and from this tab when the server has less', async () => {
    const first = fresh();
    first.keeper.write(bodyOf('net getypt'));
    const second = fresh(first.server);
    expect(second.keeper.read().body).toEqual(bodyOf('net getypt'));
    await second.keeper.load();
    await settle(600);
    expect(first.server.draft?.body).toEqual(bodyOf('net getypt'));
  });

  it('writes text of a closed circle nowhere on this device', () => {
    const { keeper } = fresh(new FakeServer(), { confidential: true });
    keeper.write(bodyOf('besloten'));
    expect(sessionStorage).toHaveLength(0);
    expect(keeper.read().body).toEqual(bodyOf('besloten'));
  });

  it('is found again on another device', async () => {
    const server = new FakeServer();
    server.draft = stored('van de laptop', 3);
    const { keeper } = fresh(server, { personId: 'q' });
    await keeper.load();
    expect(keeper.read()).toMatchObject({ body: bodyOf('van de laptop'), revision: 1, ready: true });
  });

  it('waits without network and sends when it is back', async () => {
    const { keeper, server } = fresh();
    server.down = true;
    keeper.write(bodyOf('in de gang'));
    await settle(600);
    expect(keeper.read().state).toEqual({ kind: 'local' });
    server.down = false;
    keeper.retry();
    await settle();
    expect(server.draft?.body).toEqual(bodyOf('in de gang'));
  });

  it('takes its own text back when only the answer was lost', async () => {
    const { keeper, server } = fresh();
    server.losesAnswers = true;
    keeper.write(bodyOf('een'));
    await settle(600);
    server.losesAnswers = false;
    keeper.write(bodyOf('een twee'));
    await settle(6_000);
    expect(keeper.read().conflict).toBeNull();
    expect(server.draft?.body).toEqual(bodyOf('een twee'));
  });

  it('keeps both texts when two devices wrote, and lets the person choose', async () => {
    const { keeper, server } = fresh();
    server.draft = stored('begin', 1);
    await keeper.load();
    server.draft = stored('op de telefoon', 2);
    keeper.write(bodyOf('op de laptop'));
    await settle(600);
    expect(keeper.read().conflict).toEqual({ mine: bodyOf('op de laptop'), theirs: bodyOf('op de telefoon') });
    expect(server.draft?.body).toEqual(bodyOf('op de telefoon'));
    keeper.resolve('mine');
    await settle(600);
    expect(server.draft).toMatchObject({ body: bodyOf('op de laptop'), version: 3 });
  });

  it('takes over what was saved elsewhere, but never over unsaved words', async () => {
    const { keeper, server } = fresh();
    server.draft = stored('een', 1);
    await keeper.load();
    server.draft = stored('een twee', 2);
    keeper.savedElsewhere({ id: 'd1', version: 2 });
    await settle();
    expect(keeper.read()).toMatchObject({ body: bodyOf('een twee'), revision: 2 });
    keeper.write(bodyOf('mijn eigen'));
    server.draft = stored('drie', 3);
    keeper.savedElsewhere({ id: 'd1', version: 3 });
    await settle();
    expect(keeper.read().body).toEqual(bodyOf('mijn eigen'));
  });

  it('leaves nothing after posting', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('klaar'));
    await settle(600);
    await keeper.discard();
    expect(server.draft).toBeNull();
    expect(keeper.read()).toMatchObject({ body: null, state: { kind: 'none' } });
    expect(sessionStorage).toHaveLength(0);
  });

  it('removes a draft that was emptied', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('iets'));
    await settle(600);
    keeper.write(bodyOf('  '));
    await settle(600);
    expect(server.draft).toBeNull();
  });

  it('stops asking after a definite no, says why, and tries again when the text changes', async () => {
    const { keeper, server } = fresh();
    server.refuses = new KringError({ code: 'INVALID_INPUT', fields: [{ path: 'input.body', code: 'TOO_LONG', limit: 60_000 }] });
    keeper.write(bodyOf('veel te lang'));
    await settle(600_000);
    expect(server.saves).toHaveLength(1);
    expect(keeper.read().state).toMatchObject({ kind: 'refused', error: { code: 'INVALID_INPUT' } });
    server.refuses = null;
    keeper.write(bodyOf('kort'));
    await settle(600);
    expect(server.draft?.body).toEqual(bodyOf('kort'));
  });

  it('waits for signing in again, and asks less and less while the server fails', async () => {
    const { keeper, server } = fresh();
    server.refuses = new KringError({ code: 'UNAUTHENTICATED' });
    keeper.write(bodyOf('nog even'));
    await settle(600_000);
    expect(server.saves).toHaveLength(1);
    server.refuses = new KringError({ code: 'INTERNAL' });
    keeper.retry();
    await settle(600_000);
    expect(server.saves.length).toBeLessThan(20);
    server.refuses = null;
    keeper.retry();
    await settle();
    expect(server.draft?.body).toEqual(bodyOf('nog even'));
  });

  it('sends once more when the page is left while a save is under way', async () => {
    const { keeper, server } = fresh(new FakeServer(), { confidential: true });
    const slow = gate();
    server.gates.save = slow.promise;
    keeper.write(bodyOf('een'));
    await settle(500);
    keeper.write(bodyOf('een twee'));
    void keeper.flush(true);
    await settle();
    expect(server.saves.map((save) => save.leaving)).toEqual([false, true]);
    expect(server.draft?.body).toEqual(bodyOf('een twee'));
    // The page stayed after all, and the first request arrives last: our own text is no conflict.
    slow.open();
    await settle(2_000);
    expect(keeper.read().conflict).toBeNull();
    expect(server.draft?.body).toEqual(bodyOf('een twee'));
  });
});

describe('a page that closes while its first save is under way', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each(['first', 'last'] as const)('keeps the newest words of a closed circle when that save arrives %s', async (arrives) => {
    const { keeper, server } = fresh(new FakeServer(), { confidential: true });
    const [slow, leaving] = [gate(), gate()];
    server.gates = { save: slow.promise, leaving: leaving.promise };
    keeper.write(bodyOf('een'));
    await settle(500);
    keeper.write(bodyOf('een twee drie'));
    void keeper.flush(true);
    await settle();
    // no answer is awaited: the page is gone
    (arrives === 'first' ? slow : leaving).open();
    await settle();
    (arrives === 'first' ? leaving : slow).open();
    await jest.advanceTimersByTimeAsync(0);
    expect(server.draft?.body).toEqual(bodyOf('een twee drie'));
    expect(keeper.read().conflict).toBeNull();
  });
});

describe('throwing away', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('arrives late: what was saved on another device since stays, there and here', async () => {
    const server = new FakeServer();
    const phone = fresh(server, { personId: 'phone' }).keeper;
    const laptop = fresh(server, { personId: 'laptop' }).keeper;
    phone.write(bodyOf('een'));
    await settle(600);
    const slow = gate();
    server.gates.discard = slow.promise;
    void phone.discard();
    await laptop.load();
    laptop.write(bodyOf('een, en op de laptop verder'));
    await settle(600);
    expect(laptop.read().state.kind).toBe('saved');
    slow.open();
    await settle();
    expect(server.draft?.body).toEqual(bodyOf('een, en op de laptop verder'));
    expect(laptop.read().body).toEqual(bodyOf('een, en op de laptop verder'));
  });

  it('arrives late: the next words of this device stay, without a choice between two texts', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('een'));
    await settle(600);
    const slow = gate();
    server.gates.discard = slow.promise;
    void keeper.discard();
    keeper.write(bodyOf('twee'));
    await settle(600);
    expect(keeper.read().conflict).toBeNull();
    slow.open();
    await settle(600);
    expect(server.draft?.body).toEqual(bodyOf('twee'));
    expect(keeper.read().state.kind).toBe('saved');
  });

  it('comes back as an own event after the next words were confirmed: the field keeps them', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('een'));
    await settle(600);
    const first = server.draft!.id;
    await keeper.discard();
    keeper.write(bodyOf('twee'));
    await settle(600);
    keeper.discardedElsewhere(first);
    expect(keeper.read().body).toEqual(bodyOf('twee'));
    keeper.discardedElsewhere(server.draft!.id);
    expect(keeper.read().body).toBeNull();
  });

  it('finds what was saved although its answer was lost, and nothing else', async () => {
    const { keeper, server } = fresh();
    server.losesAnswers = true;
    keeper.write(bodyOf('een'));
    await settle(600);
    server.losesAnswers = false;
    await keeper.discard();
    expect(server.draft).toBeNull();

    server.losesAnswers = true;
    keeper.write(bodyOf('twee'));
    await settle(600);
    server.losesAnswers = false;
    server.draft = stored('van de laptop', 7);
    await keeper.discard();
    expect(server.draft).toEqual(stored('van de laptop', 7));
  });

  it('is not undone by looking again while it is under way', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('geplaatst'));
    await settle(600);
    const slow = gate();
    server.gates.discard = slow.promise;
    void keeper.discard();
    await keeper.load();
    expect(keeper.read().body).toBeNull();
    slow.open();
    await settle();
    expect(server.draft).toBeNull();
  });

  it('happens once signed in again, when it could not before', async () => {
    const { keeper, server } = fresh();
    keeper.write(bodyOf('geplaatst'));
    await settle(600);
    server.down = true;
    await keeper.discard();
    server.down = false;
    keeper.retry();
    await settle();
    expect(server.draft).toBeNull();
  });
});

describe('words that were posted and are not acknowledged yet', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** A keeper with an outbox beside it. */
  function posting(server = new FakeServer(), confidential = true) {
    const way: RichText[] = [];
    const made = fresh(server, { confidential, onItsWay: () => way });
    const post = (text: string): void => {
      way.push(bodyOf(text));
      made.keeper.posted();
    };
    const arrive = (): void => made.keeper.arrived(way.shift()!);
    return { ...made, way, post, arrive };
  }

  it('leave the field and stay in the draft on the server', async () => {
    const { keeper, server, post, arrive } = posting();
    keeper.write(bodyOf('een'));
    await settle(600);
    post('een');
    expect(keeper.read().body).toBeNull();
    keeper.write(bodyOf('twee'));
    await settle(600);
    expect(server.draft?.body).toEqual(bodyOf('een\ntwee'));
    arrive();
    await settle(600);
    expect(server.draft?.body).toEqual(bodyOf('twee'));
    expect(keeper.read().body).toEqual(bodyOf('twee'));
  });

  it('do not come back into the field when it is looked at again', async () => {
    const { keeper, server, post, arrive } = posting();
    keeper.write(bodyOf('een'));
    await settle(600);
    post('een');
    await keeper.load();
    expect(keeper.read()).toMatchObject({ body: null, revision: 0 });
    arrive();
    await settle(600);
    expect(server.draft).toBeNull();
    expect(server.loads).toBe(1);
    await keeper.load();
    expect(keeper.read().body).toBeNull();
  });

  it('are saved when they were not yet, and cost nothing when the answer is quick', async () => {
    const quick = posting();
    quick.keeper.write(bodyOf('een'));
    quick.post('een');
    quick.arrive();
    await settle(2_000);
    expect([quick.server.saves, quick.server.draft]).toEqual([[], null]);

    const slow = posting();
    slow.keeper.write(bodyOf('een'));
    slow.post('een');
    expect(slow.keeper.safe).toBe(false);
    await slow.keeper.flush();
    expect(slow.server.draft?.body).toEqual(bodyOf('een'));
    expect(slow.keeper.safe).toBe(true);
  });

  it('leave nothing behind when they arrive after a reload in an open circle', async () => {
    const before = posting(new FakeServer(), false);
    before.keeper.write(bodyOf('een'));
    await settle(600);
    before.post('een');
    const after = posting(before.server, false);
    after.way.push(bodyOf('een'));
    await after.keeper.load();
    expect(after.keeper.read().body).toBeNull();
    after.arrive();
    await settle(600);
    expect(after.server.draft).toBeNull();
  });

  it('are sent again when the draft was thrown away on another device meanwhile', async () => {
    const { keeper, server, post } = posting();
    keeper.write(bodyOf('een'));
    await settle(600);
    post('een');
    const { id } = server.draft!;
    server.draft = null;
    keeper.discardedElsewhere(id);
    await settle(600);
    expect(server.draft).toMatchObject({ body: bodyOf('een') });
  });
});
