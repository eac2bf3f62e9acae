import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KringError } from '../../platform/errors/kring-error.js';
import type { RealtimeSocket } from '../../platform/realtime/realtime-client.js';
import { BeamerLine, contentStays, type BeamerPage, type BeamerState } from './use-beamer.js';

const stream = 'session:00000000-0000-4000-8000-0000000000aa:beamer';
const note = 'Ik zou een vast gebaar afspreken.';

const page = (part: Partial<BeamerPage> = {}): BeamerPage => ({
  __typename: 'BeamerPage', scene: 'NOTE', circle: 'Starters', method: { __typename: 'Words', nl: 'Incident', en: 'Incident' }, place: '', roomCode: null, here: 4, people: 5, phases: [], phase: 0, speed: 1, name: null,
  instruction: null, listening: true, clock: 'RUNNING', closing: false, endsAt: null, remainingMs: null, at: '2026-11-17T14:30:00.000Z', ready: null, writers: null, number: 1, of: 2,
  texts: [{ __typename: 'BeamerText', body: note, brought: null, votes: null, leading: false }], asOf: { __typename: 'StreamPosition', stream, epoch: 1, seq: 3 }, ...part,
});

/** A socket that says what a test lets it say. */
class Line {
  connected = false;
  closed = false;
  private readonly ears = new Map<string, (said?: unknown) => void>();
  readonly socket = {
    get connected() {
      return line.connected;
    },
    on: (name: string, listener: (said?: unknown) => void) => void this.ears.set(name, listener),
    emit: (_name: string, _request: unknown, answer: (said: unknown) => void) => answer({ ok: true, events: [], upTo: { epoch: 1, seq: 3 } }),
    connect: () => undefined,
    disconnect: () => (this.closed = true),
  } as unknown as RealtimeSocket;

  hear(name: string, said?: unknown): void {
    if (name === 'connect') this.connected = true;
    if (name === 'disconnect') this.connected = false;
    this.ears.get(name)?.(said);
  }
}
let line = new Line();

describe('a screen in the room', () => {
  let told: BeamerState[];
  let answer: () => Promise<BeamerPage>;
  let beamer: BeamerLine;
  const last = () => told[told.length - 1];
  const settle = () => jest.advanceTimersByTimeAsync(0);

  beforeEach(async () => {
    jest.useFakeTimers();
    line = new Line();
    told = [];
    answer = async () => page();
    beamer = new BeamerLine(() => answer(), line.socket, (state) => told.push(state));
    await settle();
    line.hear('connect');
    await settle();
  });
  afterEach(() => {
    beamer.stop();
    jest.useRealTimers();
  });

  it('asks again when it hears that something changed', async () => {
    expect(last()).toMatchObject({ kind: 'shown', connected: true, page: { texts: [{ body: note }] } });
    answer = async () => page({ scene: 'NOTHING', texts: [] });
    line.hear('event', { stream, epoch: 1, seq: 4, type: 'intervision.beamerChanged', payload: {} });
    await settle();
    expect(last()).toMatchObject({ kind: 'shown', page: { scene: 'NOTHING', texts: [] } });
  });

  it('keeps what stands there for twenty seconds without a line, then only the time', async () => {
    line.hear('disconnect');
    await jest.advanceTimersByTimeAsync(contentStays - 1);
    expect(last()).toMatchObject({ kind: 'shown', connected: false, page: { texts: [{ body: note }] } });
    await jest.advanceTimersByTimeAsync(1);
    expect(last()).toMatchObject({ kind: 'lost', page: { texts: [], circle: '', instruction: null } });
    line.hear('connect');
    await settle();
    expect(last()).toMatchObject({ kind: 'shown', connected: true, page: { texts: [{ body: note }] } });
  });

  it('keeps nothing and hangs up when it shows the session no more', async () => {
    answer = async () => {
      throw new KringError({ code: 'NOT_FOUND' });
    };
    line.hear('event', { stream, epoch: 1, seq: 4, type: 'intervision.beamerEnded', payload: {} });
    await settle();
    expect(last()).toEqual({ kind: 'over' });
    expect(line.closed).toBe(true);
    const count = told.length;
    line.hear('connect');
    await jest.advanceTimersByTimeAsync(contentStays * 2);
    expect(told).toHaveLength(count);
  });

  it('a failure on the way is tried again, and what stands there stays', async () => {
    answer = async () => {
      throw new KringError({ code: 'OFFLINE' });
    };
    line.hear('event', { stream, epoch: 1, seq: 4, type: 'intervision.beamerChanged', payload: {} });
    await settle();
    expect(last()).toMatchObject({ kind: 'shown', page: { texts: [{ body: note }] } });
    answer = async () => page({ number: 2 });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(last()).toMatchObject({ kind: 'shown', page: { number: 2 } });
  });
});
