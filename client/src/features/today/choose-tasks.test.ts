import { expect, it } from '@jest/globals';
import { chooseTasks, minutesFrom } from './choose-tasks.js';
import type { Task } from './task-words.js';

const task = (id: string, minutes: number) => ({ id, minutes }) as Task;

it('keeps the order of the server, at most five, and the rest for later', () => {
  const tasks = [task('a', 2), task('b', 15), task('c', 1), task('d', 5), task('e', 5), task('f', 5), task('g', 3)];
  const { fits, tooLong, after } = chooseTasks(tasks, 5);
  expect(fits.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect(after.map(({ id }) => id)).toEqual(['g']);
  expect(tooLong.map(({ id }) => id)).toEqual(['b']);
});

it('takes the address before the memory of the device, and five without either', () => {
  expect(minutesFrom('15', '2')).toBe(15);
  expect(minutesFrom(null, '2')).toBe(2);
  expect(minutesFrom('7', null)).toBe(5);
});
