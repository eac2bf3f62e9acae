import { describe, expect, it, jest } from '@jest/globals';
import { KringError, type KringErrorCode } from '../../platform/errors/kring-error.js';
import { fromPlainText, plainText } from '../../ui/rich-text/rich-text-document.js';
import { Outbox, type OutgoingMessage } from './outbox.js';

const message = (id: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id,
  mutationId: `mutation-${id}`,
  groupId: 'g1',
  topicId: 't1',
  kind: 'REPLY',
  body: fromPlainText(`woorden ${id}`),
  writtenAt: '2026-11-17T14:40:00Z',
  confidential: false,
  state: 'sending',
  ...more,
});

class MemoryStorage implements Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

/** An outbox whose sending is answered by hand. */
function set(storage = new MemoryStorage()) {
  const sent: { message: OutgoingMessage; done: () => void; fail: (code: KringErrorCode) => void }[] = [];
  const send = jest.fn(
    (one: OutgoingMessage) =>
      new Promise<void>((resolve, reject) => {
        sent.push({ message: one, done: resolve, fail: (code) => reject(new KringError({ code })) });
      }),
  );
  const arrived: string[] = [];
  const outbox: Outbox = new Outbox({ arrived: ({ id }) => void arrived.push(`${id} with ${outbox.read().length} left`), send, storage: storage as unknown as Storage, storageKey: 'k', pause: () => 3_600_000 });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { outbox, arrived, sent, storage, settle, states: () => outbox.read().map((item) => `${item.id} ${item.state}`) };
}

describe('what was written and not yet acknowledged', () => {
  it('is sent in order, one at a time per conversation', async () => {
    const { outbox, sent, settle, states } = set();
    outbox.post(message('a'));
    outbox.post(message('b'));
    outbox.post(message('c', { topicId: 't2' }));
    expect(sent.map((one) => one.message.id)).toEqual(['a', 'c']);
    sent[0]!.done();
    await settle();
    expect(sent.map((one) => one.message.id)).toEqual(['a', 'c', 'b']);
    expect(states()).toEqual(['b sending', 'c sending']);
  });

  it('keeps the same ids however often it is tried, until a definite answer', async () => {
    const { outbox, sent, settle, states } = set();
    outbox.post(message('a'));
    for (const code of ['OFFLINE', 'UNAVAILABLE', 'RATE_LIMITED'] as const) {
      sent.at(-1)!.fail(code);
      await settle();
      expect(states()).toEqual(['a waiting']);
      outbox.wake();
      await settle();
    }
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ message: one }) => `${one.id} ${one.mutationId} ${JSON.stringify(one.body)}`)).size).toBe(1);
    sent.at(-1)!.done();
    await settle();
    expect(outbox.read()).toEqual([]);
  });

  it('holds later messages back while an earlier one waits', async () => {
    const { outbox, sent, settle } = set();
    outbox.post(message('a'));
    outbox.post(message('b'));
    sent[0]!.fail('OFFLINE');
    await settle();
    expect(sent).toHaveLength(1);
    outbox.wake();
    await settle();
    expect(sent.map((one) => one.message.id)).toEqual(['a', 'a']);
  });

  it.each(['FORBIDDEN', 'NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'] as const)('gives the words back after %s, and goes on with the next', async (code) => {
    const { outbox, sent, settle, states } = set();
    outbox.post(message('a'));
    outbox.post(message('b'));
    sent[0]!.fail(code);
    await settle();
    expect(states()).toEqual(['a refused', 'b sending']);
    const back = outbox.takeRefused('t1');
    expect(back.map((one) => plainText(one.body))).toEqual(['woorden a']);
    expect(back[0]!.error?.code).toBe(code);
    expect(states()).toEqual(['b sending']);
  });

  it('sends nothing when the sign-in is gone, until the same person has signed in again', async () => {
    const { outbox, sent, settle, states } = set();
    outbox.post(message('a'));
    sent[0]!.fail('UNAUTHENTICATED');
    await settle();
    outbox.wake();
    outbox.post(message('b', { topicId: 't2' }));
    await settle();
    expect([sent.length, states()]).toEqual([1, ['a waiting', 'b sending']]);
    outbox.release();
    await settle();
    expect(sent.map((one) => one.message.id)).toEqual(['a', 'a', 'b']);
  });

  it('says which words arrived, once they are no longer on their way', async () => {
    const { outbox, sent, settle, arrived } = set();
    outbox.post(message('a'));
    sent[0]!.done();
    await settle();
    expect(arrived).toEqual(['a with 0 left']);
  });

  it('lets what waits through before it holds the rest', async () => {
    const { outbox, sent, settle } = set();
    outbox.post(message('a'));
    sent[0]!.fail('OFFLINE');
    await settle();
    const settled = outbox.settle(2_000);
    await settle();
    expect(sent).toHaveLength(2);
    sent[1]!.done();
    expect(await settled).toBe(true);

    outbox.post(message('b'));
    expect(await outbox.settle(100)).toBe(false);
    outbox.release();
    await settle();
    expect(sent.map((one) => one.message.id)).toEqual(['a', 'a', 'b']);
  });

  it('gives up on an unexpected failure after four tries', async () => {
    const { outbox, sent, settle, states } = set();
    outbox.post(message('a'));
    for (let tried = 0; tried < 4; tried += 1) {
      sent.at(-1)!.fail('INTERNAL');
      await settle();
      outbox.wake();
      await settle();
    }
    expect(sent).toHaveLength(4);
    expect(states()).toEqual(['a refused']);
  });

  it('outlives a reload in open circles, with the same ids, and never in closed ones', async () => {
    const first = set();
    first.outbox.post(message('open'));
    first.outbox.post(message('closed', { topicId: 't2', confidential: true }));
    expect(JSON.stringify([...first.storage.kept.values()])).not.toContain('woorden closed');
    const second = set(first.storage);
    expect(second.sent.map(({ message: one }) => [one.id, one.mutationId])).toEqual([['open', 'mutation-open']]);
    second.sent[0]!.done();
    await second.settle();
    expect(first.storage.kept.size).toBe(0);
  });

  it('lets go of a circle that this person is no longer in', () => {
    const { outbox } = set();
    outbox.post(message('a'));
    outbox.post(message('b', { groupId: 'g2', topicId: 't9' }));
    outbox.forgetGroup('g1');
    expect(outbox.read().map((item) => item.id)).toEqual(['b']);
  });
});
