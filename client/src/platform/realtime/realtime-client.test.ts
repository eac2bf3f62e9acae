import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventEnvelope, SubscribeAnswer, SubscribeRequest } from '../../../../schema/realtime/envelope.js';
import { RealtimeClient, type RealtimeSocket } from './realtime-client.js';

const stream = 'group:00000000-0000-4000-8000-000000000001';
const event = (seq: number, epoch = 1): EventEnvelope => ({ stream, epoch, seq, type: 'groups.groupChanged', payload: { groupId: 'x', version: seq } });

type Ask = { request: SubscribeRequest; answer: (a: SubscribeAnswer) => void };

/** A socket in the hands of the test. */
class FakeSocket {
  connected = true;
  asks: Ask[] = [];
  sent: [string, unknown][] = [];
  private readonly listeners = new Map<string, ((given: never) => void)[]>();
  on(name: string, listener: (given: never) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }
  emit(name: string, given: unknown, answer?: (a: SubscribeAnswer) => void): void {
    if (name === 'subscribe' && answer) this.asks.push({ request: given as SubscribeRequest, answer });
    else this.sent.push([name, given]);
  }
  connect = jest.fn();
  disconnect = jest.fn();
  give(name: string, given?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(given as never);
  }
}

function open() {
  const socket = new FakeSocket();
  const applied: number[] = [];
  const signedOut = jest.fn();
  const nothing = () => undefined;
  const recoveries: { what: string; came: () => Promise<void>; failed: () => Promise<void> }[] = [];
  const recovery = (what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const then = (end: () => void) => async () => {
        end();
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      };
      recoveries.push({ what, came: then(resolve), failed: then(() => reject(new Error('not reached'))) });
    });
  const client = new RealtimeClient(socket as unknown as RealtimeSocket, {
    event: (given) => applied.push(given.seq),
    connected: nothing,
    disconnected: nothing,
    signedOut,
    presence: nothing,
    typing: nothing,
    missed: (one) => recovery(`missed ${one}`),
    otherLife: () => recovery('other life'),
  });
  return { socket, client, applied, signedOut, recoveries };
}

const upTo = (seq: number, epoch = 1) => ({ epoch, seq });

describe('RealtimeClient', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks from the position of the snapshot and applies what was missed', () => {
    const { socket, client, applied } = open();
    client.watch({ stream, epoch: 1, seq: 3 });
    expect(socket.asks[0]!.request).toEqual({ stream, after: { epoch: 1, seq: 3 } });
    socket.asks[0]!.answer({ ok: true, events: [event(4), event(5)], upTo: upTo(5) });
    socket.give('event', event(6));
    expect(applied).toEqual([4, 5, 6]);
    client.stop();
  });

  it('asks once for a gap, and applies the rest when the answer comes', () => {
    const { socket, client, applied } = open();
    client.watch({ stream, epoch: 1, seq: 0 });
    socket.asks[0]!.answer({ ok: true, events: [], upTo: upTo(0) });
    socket.give('event', event(2));
    socket.give('event', event(3));
    expect(applied).toEqual([]);
    expect(socket.asks).toHaveLength(2);
    socket.asks[1]!.answer({ ok: true, events: [event(1), event(2), event(3)], upTo: upTo(3) });
    expect(applied).toEqual([1, 2, 3]);
    client.stop();
  });

  it('notices a lost last event by the heartbeat', () => {
    const { socket, client, applied } = open();
    client.watch({ stream, epoch: 1, seq: 1 });
    socket.asks[0]!.answer({ ok: true, events: [], upTo: upTo(1) });
    socket.give('heartbeat', { [stream]: upTo(2) });
    socket.asks[1]!.answer({ ok: true, events: [event(2)], upTo: upTo(2) });
    expect(applied).toEqual([2]);
    client.stop();
  });

  it('asks everything again after a new connection and every half minute', () => {
    const { socket, client } = open();
    client.watch({ stream, epoch: 1, seq: 1 });
    socket.asks[0]!.answer({ ok: true, events: [], upTo: upTo(1) });
    socket.give('disconnect', 'transport close');
    socket.give('connect');
    expect(socket.asks).toHaveLength(2);
    socket.asks[1]!.answer({ ok: true, events: [], upTo: upTo(1) });
    jest.advanceTimersByTime(30_000);
    expect(socket.asks).toHaveLength(3);
    client.stop();
  });

  it('asks everything again in another life of the log, once for all streams, and goes on from the snapshots', async () => {
    const { socket, client, applied, recoveries } = open();
    const other = 'person:00000000-0000-4000-8000-000000000002';
    client.watch({ stream, epoch: 1, seq: 40 });
    client.watch({ stream: other, epoch: 1, seq: 7 });
    socket.asks[1]!.answer({ ok: true, events: [], upTo: upTo(7) });
    socket.asks[0]!.answer({ ok: false, restart: true, upTo: upTo(5, 2) });
    expect(recoveries.map((one) => one.what)).toEqual(['other life']);
    // What comes meanwhile waits: the snapshot may not have it yet.
    socket.give('event', event(6, 2));
    client.snapshot({ stream: other, epoch: 2, seq: 1 });
    client.snapshot({ stream, epoch: 2, seq: 6 });
    client.snapshot({ stream, epoch: 2, seq: 5 });
    expect([recoveries.length, applied, socket.asks.length]).toEqual([1, [], 2]);
    await recoveries[0]!.came();
    expect(socket.asks.slice(2).map((ask) => ask.request)).toEqual([{ stream, after: upTo(5, 2) }, { stream: other, after: upTo(1, 2) }]);
    socket.asks[2]!.answer({ ok: true, events: [event(6, 2)], upTo: upTo(6, 2) });
    expect(applied).toEqual([6]);
    client.stop();
  });

  it('notices another life by a snapshot too', () => {
    const { socket, client, recoveries } = open();
    client.watch({ stream, epoch: 1, seq: 40 });
    socket.asks[0]!.answer({ ok: true, events: [], upTo: upTo(40) });
    client.snapshot({ stream, epoch: 2, seq: 3 });
    expect(recoveries.map((one) => one.what)).toEqual(['other life']);
    expect(client.positionOf(stream)).toEqual(upTo(40));
    client.stop();
  });

  it('stands where it stood until the snapshot has come, and asks again when that failed', async () => {
    const { socket, client, applied, recoveries } = open();
    client.watch({ stream, epoch: 1, seq: 10 });
    socket.asks[0]!.answer({ ok: false, restart: true, upTo: upTo(700) });
    expect(recoveries.map((one) => one.what)).toEqual([`missed ${stream}`]);
    await recoveries[0]!.failed();
    expect(client.positionOf(stream)).toEqual(upTo(10));

    socket.give('heartbeat', { [stream]: upTo(701) });
    expect(socket.asks[1]!.request.after).toEqual(upTo(10));
    socket.asks[1]!.answer({ ok: false, restart: true, upTo: upTo(701) });
    client.snapshot({ stream, epoch: 1, seq: 701 });
    await recoveries[1]!.came();
    expect(client.positionOf(stream)).toEqual(upTo(701));
    socket.asks[2]!.answer({ ok: true, events: [], upTo: upTo(701) });
    socket.give('event', event(702));
    expect(applied).toEqual([702]);
    client.stop();
  });

  it('applies events once more after an older snapshot overwrote them', () => {
    const { socket, client, applied } = open();
    client.watch({ stream, epoch: 1, seq: 10 });
    socket.asks[0]!.answer({ ok: true, events: [event(11), event(12)], upTo: upTo(12) });
    client.snapshot({ stream, epoch: 1, seq: 10 });
    expect(socket.asks[1]!.request.after).toEqual(upTo(10));
    socket.asks[1]!.answer({ ok: true, events: [event(11), event(12)], upTo: upTo(12) });
    expect(applied).toEqual([11, 12, 11, 12]);
    client.stop();
  });

  it('connects anew when an answer does not come', () => {
    const { socket, client } = open();
    client.watch({ stream, epoch: 1, seq: 0 });
    jest.advanceTimersByTime(10_001);
    expect(socket.disconnect).toHaveBeenCalled();
    expect(socket.connect).toHaveBeenCalled();
    client.stop();
  });

  it('leaves a stream that no screen follows, but not while screens change', () => {
    const { socket, client } = open();
    const leave = client.watch({ stream, epoch: 1, seq: 0 });
    socket.asks[0]!.answer({ ok: true, events: [], upTo: upTo(0) });
    leave();
    jest.advanceTimersByTime(1_000);
    const leaveAgain = client.watch({ stream, epoch: 1, seq: 0 });
    jest.advanceTimersByTime(10_000);
    expect(socket.sent).toEqual([]);
    leaveAgain();
    jest.advanceTimersByTime(6_000);
    expect(socket.sent).toEqual([['unsubscribe', { stream }]]);
    client.stop();
  });

  it('says who is here once more on every new connection', () => {
    const { socket, client } = open();
    client.here(stream, true);
    socket.give('disconnect', 'transport close');
    socket.give('connect');
    expect(socket.sent).toEqual([
      ['here', { stream, here: true }],
      ['here', { stream, here: true }],
    ]);
    client.here(stream, false);
    socket.give('connect');
    expect(socket.sent).toHaveLength(3);
    client.stop();
  });

  it('ends with the sign-in', () => {
    const { socket, signedOut } = open();
    socket.give('goodbye', 'SIGNED_OUT');
    expect(signedOut).toHaveBeenCalledTimes(1);
    expect(socket.disconnect).toHaveBeenCalled();
  });
});
