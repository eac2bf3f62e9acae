import { describe, expect, it } from '@jest/globals';
import { clockText, paceOf, passedMoment, remainingOf, untilNextSecond } from './phase-clock.js';
import { ServerClock } from './server-clock.js';

const at = (ms: number): string => new Date(ms).toISOString();
const noon = Date.UTC(2026, 10, 17, 12);

describe('when a clock is drawn again', () => {
  it.each([222_000, 221_999, 221_001, 221_000, 1, 0, -1, -999, -1_000, -61_500, 90_000.4])('%d ms left: at the next second that it shows, and not before', (left) => {
    const wait = untilNextSecond(left);
    expect(wait).toBeLessThanOrEqual(1_003);
    expect(clockText(left - wait)).not.toBe(clockText(left));
    expect(clockText(left - wait + 4)).toBe(clockText(left));
  });
});

describe('the server’s clock on this device', () => {
  it('goes by the server, whatever the clock of the device says', () => {
    let here = 1_000;
    const clock = new ServerClock(() => here);
    clock.took(at(noon));
    here += 5_000;
    expect(clock.now()).toBe(noon + 5_000);
  });

  it('believes the answer that was the least late', () => {
    let here = 0;
    const clock = new ServerClock(() => here);
    // read at noon, 2 s under way: it says noon while it is two seconds past
    clock.took(at(noon));
    here = 1_000;
    clock.took(at(noon + 2_900));
    expect(clock.now()).toBe(noon + 2_900);
    here = 2_000;
    // one that says that it is earlier than it was known to be was under way for longer
    clock.took(at(noon + 2_000));
    expect(clock.now()).toBe(noon + 3_900);
  });

  it('takes a new answer after a minute, so that a clock that drifts or slept is put right', () => {
    let here = 0;
    const clock = new ServerClock(() => here);
    clock.took(at(noon));
    here = 70_000;
    clock.took(at(noon + 69_000));
    expect(clock.now()).toBe(noon + 69_000);
  });
});

describe('time left', () => {
  const running = { status: 'RUNNING' as const, clock: 'RUNNING' as const, endsAt: at(noon + 222_000), remainingMs: 222_000 };

  it('counts on past zero', () => {
    expect(clockText(remainingOf(running, noon)!)).toBe('3:42');
    expect(clockText(remainingOf(running, noon + 222_000)!)).toBe('0:00');
    expect(clockText(remainingOf(running, noon + 262_000)!)).toBe('+0:40');
  });

  it('stands still in a pause and in a time-out', () => {
    for (const clock of ['PAUSED', 'TIME_OUT'] as const) expect(remainingOf({ ...running, clock, remainingMs: 61_000 }, noon + 500_000)).toBe(61_000);
  });

  it('is not there before the start and after the end', () => {
    expect(remainingOf({ ...running, status: 'LOBBY', endsAt: null }, noon)).toBeNull();
    expect(remainingOf({ ...running, status: 'ENDED' }, noon)).toBeNull();
  });

  it('says that it is not sure while the connection is away', () => {
    expect(clockText(222_000, false)).toBe('~3:42');
  });

  it('is spoken at half, two minutes, one minute and zero, once each', () => {
    const said: number[] = [];
    let before = 6 * 60_000;
    for (let left = before - 1_000; left >= -3_000; left -= 1_000) {
      const moment = passedMoment(before, left, 6);
      if (moment !== null) said.push(moment);
      before = left;
    }
    expect(said).toEqual([180, 120, 60, 0]);
  });

  it('knows when the session will end like this', () => {
    const phases = [{ minutes: 10 }, { minutes: 10 }, { minutes: 10 }];
    const state = { ...running, startedAt: at(noon - 14 * 60_000), phase: 1, endsAt: at(noon + 10 * 60_000) };
    expect(paceOf(state, phases, noon)).toEqual({ late: 4, endsAt: noon + 20 * 60_000 });
  });
});
