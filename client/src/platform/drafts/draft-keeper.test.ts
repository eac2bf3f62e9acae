import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RichText } from '../../../../schema/rich-text.js';
import { bodyOf } from './body.js';
import { DraftKeeper, type DraftRemote, type SaveAnswer, type ServerDraft } from './draft-keeper.js';
import { DraftStore } from './draft-store.js';

const place = 'topic:1';
const at = '2026-11-17T13:32:00.000Z';
const stored = (text: string, version: number): ServerDraft => ({ body: bodyOf(text), version, updatedAt: at });

/** The server's part, as the contract says it: version compare, no silent overwriting. */
class FakeServer implements DraftRemote {
  draft: ServerDraft | null = null;
  down = false;
  /** takes the text, loses the answer */
  losesAnswers = false;
  saves = 0;
  async load(): Promise<ServerDraft | null> {
    if (this.down) throw new Error('offline');
    return this.draft;
  }
  async save(_place: string, body: RichText, ifVersion: number | null): Promise<SaveAnswer> {
    if (this.down) throw new Error('offline');
    this.saves += 1;
    if (this.draft && this.draft.version !== ifVersion) return { conflict: this.draft };
    this.draft = { body, version: (this.draft?.version ?? 0) + 1, updatedAt: at };
    if (this.losesAnswers) throw new Error('answer lost');
    return { saved: this.draft };
  }
  async discard(): Promise<void> {
    if (this.down) throw new Error('offline');
    this.draft = null;
  }
}

function fresh(server = new FakeServer(), { confidential = false, personId = 'p' } = {}) {
  const store = new DraftStore(personId);
  return { server, store, keeper: new DraftKeeper(place, confidential, server, store) };
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
    expect(server.saves).toBeGreaterThanOrEqual(1);
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
    keeper.savedElsewhere(2);
    await settle();
    expect(keeper.read()).toMatchObject({ body: bodyOf('een twee'), revision: 2 });
    keeper.write(bodyOf('mijn eigen'));
    server.draft = stored('drie', 3);
    keeper.savedElsewhere(3);
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
});
