import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KringError } from '../../platform/errors/kring-error.js';
import type { OwnTextRemote, ServerText, TextToSave } from './own-text.js';
import { OwnTexts } from './own-texts.js';

/** A server of one person's texts, that can be made to fail. */
class Server {
  texts = new Map<string, ServerText>();
  sent: TextToSave[] = [];
  removed: string[] = [];
  refreshed = 0;
  fail: KringError | null = null;
  /** takes the text, but its answer never arrives */
  loseAnswer = false;
  private ids = 0;

  readonly remote: OwnTextRemote = {
    write: async (text) => {
      this.sent.push(text);
      if (this.fail) throw this.fail;
      const known = this.texts.get(text.id);
      if ((known?.version ?? 0) !== text.ifVersion) throw new KringError({ code: 'CONFLICT' });
      const { id, phase, kind, sharing, body } = text;
      const saved: ServerText = { id, phase, kind, sharing, body, version: (known?.version ?? 0) + 1, mine: true };
      this.texts.set(id, saved);
      if (this.loseAnswer) throw new KringError({ code: 'OFFLINE' });
      return saved;
    },
    remove: async (id) => {
      this.removed.push(id);
      this.texts.delete(id);
    },
    refresh: () => {
      this.refreshed += 1;
    },
    newId: () => `text-${++this.ids}`,
    now: () => Date.now(),
  };
  list = (): ServerText[] => [...this.texts.values()];
}

const place = { phase: 2, kind: 'ENTRY' as const, sharing: 'NAMELESS' as const };
const settle = (ms = 600) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('one’s own words', () => {
  it('are on the server half a second after the last key, and in between only here', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Ik zou');
    await settle(300);
    texts.write(key, 'Ik zou hem');
    await settle(400);
    expect(server.sent).toHaveLength(0);
    await settle(200);
    expect(server.list()).toMatchObject([{ body: 'Ik zou hem', sharing: 'NAMELESS', version: 1 }]);
    expect(texts.read()[0]).toMatchObject({ state: { kind: 'saved' }, version: 1 });
  });

  it('carry their own choice how they are shared', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Ik zou');
    texts.share(key, 'NOT_SHARED');
    await settle();
    texts.share(key, 'NAMED');
    await settle();
    expect(server.list()).toMatchObject([{ sharing: 'NAMED', version: 2 }]);
  });

  it('stay here while the server is away, and go when it is back', async () => {
    const server = new Server();
    server.fail = new KringError({ code: 'OFFLINE' });
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Ik zou');
    await settle();
    expect(texts.read()[0]).toMatchObject({ body: 'Ik zou', state: { kind: 'local' }, refused: null });
    server.fail = null;
    await settle(4_000);
    expect(server.list()).toMatchObject([{ body: 'Ik zou' }]);
    expect(texts.waiting).toBe(false);
  });

  it('are not taken for somebody else’s when only the answer got lost', async () => {
    const server = new Server();
    server.loseAnswer = true;
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Ik zou');
    await settle();
    server.loseAnswer = false;
    texts.write(key, 'Ik zou hem');
    await settle();
    expect(server.refreshed).toBe(1);
    texts.took(server.list(), Date.now());
    await settle();
    expect(texts.read()[0]).toMatchObject({ body: 'Ik zou hem', conflict: null, state: { kind: 'saved' } });
    expect(server.list()).toMatchObject([{ body: 'Ik zou hem', version: 2 }]);
  });

  it('written on two devices at once: both are shown, one is chosen', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Eerst');
    await settle();
    const { id } = texts.read()[0]!;
    server.texts.set(id, { ...server.texts.get(id)!, body: 'Elders', version: 2 });
    texts.write(key, 'Hier');
    await settle();
    texts.took(server.list(), Date.now());
    expect(texts.read()[0]).toMatchObject({ body: 'Hier', conflict: { body: 'Elders' } });
    await settle(10_000);
    expect(server.list()).toMatchObject([{ body: 'Elders' }]);
    texts.resolve(key, 'mine');
    await settle();
    expect(server.list()).toMatchObject([{ body: 'Hier', version: 3 }]);
  });

  it('from another device come in by themselves when nothing is being written here', () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    texts.layReady(place);
    const text: ServerText = { id: 'elders', ...place, body: 'Elders', version: 1, mine: true };
    texts.took([text], Date.now());
    texts.took([{ ...text, body: 'Elders, verder', version: 2 }], Date.now());
    expect(texts.read()).toMatchObject([{ id: 'elders', body: 'Elders, verder', version: 2 }]);
  });

  it('that come too late for the phase stay here, and can be kept as a note', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Op tijd');
    await settle();
    texts.write(key, 'Op tijd, en te laat');
    server.fail = new KringError({ code: 'CONFLICT', reason: 'ENTRY_CLOSED' });
    await settle();
    texts.took(server.list(), Date.now());
    expect(texts.read()[0]).toMatchObject({ body: 'Op tijd, en te laat', conflict: null, refused: { reason: 'ENTRY_CLOSED' } });
    server.fail = null;
    await settle(20_000);
    expect(server.list()).toMatchObject([{ body: 'Op tijd' }]);
    texts.keepAsNote(key);
    await settle();
    expect(server.list()).toMatchObject([{ body: 'Op tijd' }, { body: 'Op tijd, en te laat', kind: 'NOTE', sharing: 'NOT_SHARED' }]);
  });

  it('a new text that is refused says so at once', async () => {
    const server = new Server();
    server.fail = new KringError({ code: 'FORBIDDEN', reason: 'TIME_OUT' });
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Ik zou');
    await settle();
    expect(texts.read()[0]).toMatchObject({ body: 'Ik zou', refused: { reason: 'TIME_OUT' } });
    expect(server.sent).toHaveLength(1);
  });

  it('a phase change sends what is waiting without waiting', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    texts.write(texts.start(place), 'Laatste zin');
    await texts.flush();
    expect(server.list()).toMatchObject([{ body: 'Laatste zin' }]);
  });

  it('emptied goes from the server, and written again it is a new text', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start(place);
    texts.write(key, 'Iets');
    await settle();
    texts.write(key, '');
    await settle();
    expect(server.list()).toEqual([]);
    texts.write(key, 'Toch');
    await settle();
    expect(server.list()).toMatchObject([{ body: 'Toch', version: 1 }]);
    expect(server.removed).not.toContain(server.list()[0]!.id);
  });

  it('a list that was read before a text was saved does not take it away; a later one does', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    texts.write(texts.start(place), 'Hier');
    const before = Date.now();
    await settle();
    texts.took([], before);
    expect(texts.read()).toHaveLength(1);
    await settle(5_000);
    texts.took([], Date.now());
    expect(texts.read()).toHaveLength(0);
  });

  it('opened without a name, a text is nobody’s any more', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    texts.write(texts.start(place), 'Hier');
    await settle();
    texts.took(server.list().map((text) => ({ ...text, mine: false })), Date.now());
    expect(texts.read()).toHaveLength(0);
  });

  it('are posted with the same id when it is tried again, and the private sheet is empty afterwards', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    const key = texts.start({ phase: 0, kind: 'NOTE', sharing: 'NOT_SHARED' });
    texts.write(key, 'Moe, en nieuwsgierig.');
    await settle();
    server.fail = new KringError({ code: 'OFFLINE' });
    await expect(texts.post(key, 'NAMED')).rejects.toThrow('OFFLINE');
    expect(texts.read()[0]).toMatchObject({ body: 'Moe, en nieuwsgierig.' });
    server.fail = null;
    await texts.post(key, 'NAMED');
    await settle();
    const posts = server.sent.filter(({ kind }) => kind === 'ENTRY');
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1);
    expect(server.list()).toMatchObject([{ kind: 'ENTRY', sharing: 'NAMED', body: 'Moe, en nieuwsgierig.' }]);
    expect(texts.read()[0]).toMatchObject({ kind: 'NOTE', body: '' });
  });
});

describe('words that a tab left behind on this device', () => {
  const left = (part: Partial<ServerText> = {}) => ({ id: 'left', ...place, body: 'Ik zou bij de deur beginnen', version: 0, unconfirmed: [] as string[], ...part });

  it('go to the server, in the place of the empty sheet that was laid ready', async () => {
    const server = new Server();
    const texts = new OwnTexts(server.remote);
    texts.layReady(place);
    texts.restore([left()]);
    expect(texts.read().map(({ body }) => body)).toEqual(['Ik zou bij de deur beginnen']);
    await settle();
    expect(server.list().map(({ id, body }) => [id, body])).toEqual([['left', 'Ik zou bij de deur beginnen']]);
    expect(texts.unsaved).toEqual([]);
  });

  it('go on where the server still has what they began from', async () => {
    const server = new Server();
    server.texts.set('left', { id: 'left', ...place, body: 'Ik zou', version: 1, mine: true });
    const texts = new OwnTexts(server.remote);
    texts.took(server.list(), Date.now());
    texts.restore([left({ version: 1 })]);
    await settle();
    expect(server.list()).toMatchObject([{ id: 'left', body: 'Ik zou bij de deur beginnen', version: 2 }]);
  });

  it('are ours when they arrived without the answer', async () => {
    const server = new Server();
    server.texts.set('left', { id: 'left', ...place, body: 'Ik zou bij', version: 2, mine: true });
    const texts = new OwnTexts(server.remote);
    texts.took(server.list(), Date.now());
    texts.restore([{ ...left({ version: 1 }), unconfirmed: ['NAMELESS Ik zou bij'] }]);
    await settle();
    expect(texts.read()).toMatchObject([{ conflict: null, body: 'Ik zou bij de deur beginnen' }]);
    expect(server.list()).toMatchObject([{ body: 'Ik zou bij de deur beginnen', version: 3 }]);
  });

  it('stand beside what another device wrote since, to choose from', async () => {
    const server = new Server();
    server.texts.set('left', { id: 'left', ...place, body: 'Van de laptop', version: 3, mine: true });
    const texts = new OwnTexts(server.remote);
    texts.took(server.list(), Date.now());
    texts.restore([left({ version: 1 })]);
    await settle();
    expect(texts.read()).toMatchObject([{ body: 'Ik zou bij de deur beginnen', conflict: { body: 'Van de laptop' } }]);
    expect(server.list()).toMatchObject([{ body: 'Van de laptop' }]);
    expect(texts.unsaved).toHaveLength(1);
  });

  it('become a text of their own when somebody already writes in it here', async () => {
    const server = new Server();
    server.texts.set('left', { id: 'left', ...place, body: 'Van de laptop', version: 1, mine: true });
    const texts = new OwnTexts(server.remote);
    texts.took(server.list(), Date.now());
    texts.write('left', 'Van de laptop, en meer');
    texts.restore([left({ version: 1 })]);
    await settle();
    expect(server.list().map(({ body }) => body)).toEqual(['Van de laptop, en meer', 'Ik zou bij de deur beginnen']);
  });

  it('are nothing new when the server has them', async () => {
    const server = new Server();
    server.texts.set('left', { id: 'left', ...place, body: 'Ik zou bij de deur beginnen', version: 1, mine: true });
    const texts = new OwnTexts(server.remote);
    texts.took(server.list(), Date.now());
    texts.restore([left()]);
    await settle();
    expect(server.sent).toHaveLength(0);
    expect(texts.unsaved).toEqual([]);
  });
});
