import { describe, expect, it } from '@jest/globals';
import { nextAnswer } from './poll-answers.js';
import { fieldsOf, minuteOf } from './wall-time.js';

describe('an answer', () => {
  it('goes round with the space bar, from nothing to yes', () => {
    expect(nextAnswer(undefined)).toBe('YES');
    expect([nextAnswer('YES'), nextAnswer('RATHER_NOT'), nextAnswer('NO')]).toEqual(['RATHER_NOT', 'NO', 'YES']);
  });
});

it('reads the fields of the browser as a wall clock', () => {
  expect([minuteOf('15:45'), minuteOf('00:00'), minuteOf(''), minuteOf('3:15')]).toEqual([945, 0, null, null]);
  const at = new Date(2027, 2, 28, 15, 30);
  expect(fieldsOf(at.toISOString())).toEqual({ date: '2027-03-28', time: '15:30' });
});
