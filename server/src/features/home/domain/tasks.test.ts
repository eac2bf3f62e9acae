import { describe, expect, it } from '@jest/globals';
import { inOrder, readingMinutes, task } from './tasks.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 17, 14, minute));

describe('what Today asks', () => {
  it('puts who waits for you before what is new before what you began', () => {
    const tasks = [
      task('FINISH_DRAFT', 'd', 5, at(50)),
      task('READ_NEW', 'n', 3, at(59)),
      task('ACCEPT_PACT', 'p', 2, at(1)),
      task('READ_MENTION', 'old', 2, at(2)),
      task('ANSWER_INVITATION', 'i', 1, at(30)),
    ];
    expect(inOrder(tasks).map((one) => one.kind)).toEqual(['ANSWER_INVITATION', 'READ_MENTION', 'ACCEPT_PACT', 'READ_NEW', 'FINISH_DRAFT']);
  });
  it('counts reading in whole minutes between one and fifteen', () => {
    expect([1, 4, 5, 40, 400].map(readingMinutes)).toEqual([1, 1, 2, 10, 15]);
  });
});
