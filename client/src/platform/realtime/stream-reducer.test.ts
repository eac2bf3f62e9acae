import { describe, expect, it } from '@jest/globals';
import { compare, receive, rewind, type Position } from './stream-reducer.js';

const at = (seq: number, epoch = 1): Position => ({ epoch, seq });

describe('receive', () => {
  it('drops what is known', () => {
    expect(receive(at(5), at(5))).toEqual({ kind: 'drop' });
    expect(receive(at(5), at(2))).toEqual({ kind: 'drop' });
  });
  it('applies the next one', () => {
    expect(receive(at(5), at(6))).toEqual({ kind: 'apply', position: at(6) });
    expect(receive(at(0), at(1))).toEqual({ kind: 'apply', position: at(1) });
  });
  it('asks again over a gap', () => {
    expect(receive(at(5), at(7))).toEqual({ kind: 'ask' });
  });
  it('starts again in a newer epoch, whatever the number', () => {
    expect(receive(at(900), at(3, 2))).toEqual({ kind: 'restart', position: at(3, 2) });
  });
  it('drops what an older epoch still sends', () => {
    expect(receive(at(3, 2), at(901))).toEqual({ kind: 'drop' });
  });
});

describe('compare', () => {
  it('knows when a last event was lost', () => {
    expect(compare(at(5), at(6))).toEqual({ kind: 'ask' });
    expect(compare(at(6), at(6))).toEqual({ kind: 'drop' });
    expect(compare(at(7), at(6))).toEqual({ kind: 'drop' });
  });
  it('restarts in a newer epoch', () => {
    expect(compare(at(7), at(1, 2)).kind).toBe('restart');
  });
});

describe('rewind', () => {
  it('goes back to an older snapshot, never forward', () => {
    expect(rewind(at(12), at(10))).toEqual(at(10));
    expect(rewind(at(10), at(12))).toEqual(at(10));
  });
  it('takes a newer epoch and ignores an older one', () => {
    expect(rewind(at(12), at(1, 2))).toEqual(at(1, 2));
    expect(rewind(at(1, 2), at(12))).toEqual(at(1, 2));
  });
});

/** Every order in which answers and events can arrive ends in the same place: each event once, in order. */
it('applies any shuffled delivery in order, asking for what is missing', () => {
  const log = Array.from({ length: 40 }, (_, n) => at(n + 1));
  for (let round = 0; round < 200; round += 1) {
    let seed = round + 1;
    const chance = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    const delivered = [...log, ...log].filter(() => chance() > 0.3).sort(() => chance() - 0.5);
    let position = at(0);
    const applied: number[] = [];
    const take = (event: Position): void => {
      const step = receive(position, event);
      if (step.kind === 'apply') {
        position = step.position;
        applied.push(event.seq);
      } else if (step.kind === 'ask') for (const missed of log.filter((entry) => entry.seq > position.seq)) take(missed);
    };
    delivered.forEach(take);
    if (compare(position, at(40)).kind === 'ask') log.filter((entry) => entry.seq > position.seq).forEach(take);
    expect(applied).toEqual(log.map((entry) => entry.seq));
  }
});
