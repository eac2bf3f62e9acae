import { describe, expect, it } from '@jest/globals';
import type { NamedReads, Reads } from '../database/reads.js';
import { type Audience, Dispatcher } from './dispatcher.js';
import type { StreamDoors } from './stream-doors.js';

const stream = 'group:0b3e4a52-6f0e-4a39-9a38-1d2f3c4b5a69';
const anna = { personId: 'anna', signInId: 'sign-in' };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A dispatcher on a log of one stream that can be written, taken back, and made to answer late. */
function dispatcherOn(log: { epoch: number; seq: number }, hear: (dispatcher: () => Dispatcher) => Partial<Audience> = () => ({})) {
  const sent: number[] = [];
  const restarts: string[] = [];
  let answer: (() => void) | undefined;
  let slow = false;
  const reads: NamedReads = {
    async named(name: string, _sql: string, parameters: unknown[]) {
      if (name === 'stream-heads') {
        const seen = { ...log };
        if (slow) await new Promise<void>((resolve) => (answer = resolve));
        return [{ stream, seq: String(seen.seq), epoch: seen.epoch }] as never;
      }
      const after = parameters[1] as number;
      return Array.from({ length: Math.max(0, log.seq - after) }, (_, index) => ({ seq: String(after + 1 + index), type: 'test', payload: {} })) as never;
    },
  };
  const dispatcher: Dispatcher = new Dispatcher(
    { ...reads, snapshot: (work: (reads: NamedReads) => Promise<unknown>) => work(reads) } as unknown as Reads,
    { mayListen: async () => true, evictedBy: () => 'anna' } as unknown as StreamDoors,
    {
      send: (event) => void sent.push(event.seq),
      evict: () => undefined,
      restart: (name) => void restarts.push(name),
      ...hear(() => dispatcher),
    },
    (error) => {
      throw error;
    },
  );
  return {
    dispatcher,
    sent,
    restarts,
    /** the look of once per second; `during` happens after it read the log and before it hears the answer */
    async look(during: () => void | Promise<void> = () => undefined): Promise<void> {
      slow = true;
      const looking = dispatcher.lookForNews();
      await turn();
      await during();
      await turn();
      slow = false;
      answer?.();
      await looking;
      await turn();
    },
  };
}

describe('the look of once per second', () => {
  it('does not take a commit that was dispatched meanwhile for a log that was taken back', async () => {
    const log = { epoch: 1, seq: 5 };
    const { dispatcher, sent, restarts, look } = dispatcherOn(log);
    await dispatcher.subscribe(anna, { stream }, () => undefined);
    await look(() => {
      log.seq = 6;
      dispatcher.hint([stream]);
    });
    expect(sent).toEqual([6]);
    expect(restarts).toEqual([]);
    expect(dispatcher.position(stream)).toEqual({ epoch: 1, seq: 6 });
  });

  it('finds what no hint told about', async () => {
    const log = { epoch: 1, seq: 5 };
    const { dispatcher, sent, look } = dispatcherOn(log);
    await dispatcher.subscribe(anna, { stream }, () => undefined);
    log.seq = 7;
    await look();
    expect(sent).toEqual([6, 7]);
  });

  it.each([
    ['another epoch', { epoch: 2, seq: 9 }],
    ['a lower number', { epoch: 1, seq: 3 }],
  ])('restarts the stream on %s', async (_, restored) => {
    const log = { epoch: 1, seq: 5 };
    const { dispatcher, restarts, look } = dispatcherOn(log);
    await dispatcher.subscribe(anna, { stream }, () => undefined);
    Object.assign(log, restored);
    await look();
    expect(restarts).toEqual([stream]);
    expect(dispatcher.position(stream)).toEqual(restored);
  });
});

describe('a stream whose last listener leaves', () => {
  it.each([
    ['by the event itself', (dispatcher: () => Dispatcher) => ({ send: () => dispatcher().forget(stream) })],
    ['because it is put out', (dispatcher: () => Dispatcher) => ({ evict: () => dispatcher().forget(stream) })],
  ])('is not followed any longer: %s', async (_, hear) => {
    const log = { epoch: 1, seq: 5 };
    const { dispatcher } = dispatcherOn(log, hear);
    await dispatcher.subscribe(anna, { stream }, () => undefined);
    log.seq = 8;
    dispatcher.hint([stream]);
    await turn();
    expect(dispatcher.followed).toBe(0);
  });

  it('is not followed any longer: while the log is read', async () => {
    const log = { epoch: 1, seq: 5 };
    const { dispatcher, sent } = dispatcherOn(log);
    await dispatcher.subscribe(anna, { stream }, () => undefined);
    log.seq = 6;
    dispatcher.hint([stream]);
    dispatcher.forget(stream);
    await turn();
    expect({ sent, followed: dispatcher.followed }).toEqual({ sent: [], followed: 0 });
  });
});
