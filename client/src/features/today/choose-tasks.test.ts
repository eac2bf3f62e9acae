import { expect, it } from '@jest/globals';
import { chooseTasks, minutesFrom } from './choose-tasks.js';
import type { Task } from './task-words.js';

const task = (id: string, minutes: number) => ({ id, minutes }) as Task;

it('keeps the order of the server, at most five, and the rest for later', () => {
  const tasks = [task('a', 2), task('b', 15), task('c', 1), task('d', 5), task('e', 5), task('f', 5), task('g', 3)];
  const ids = ({ fits, tooLong, after }: ReturnType<typeof chooseTasks>) => [fits, tooLong, after].map((some) => some.map(({ id }) => id));
  expect(ids(chooseTasks(tasks, 5))).toEqual([['a', 'c'], ['b'], ['d', 'e', 'f', 'g']]);
  const short = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => task(id, 1));
  expect(ids(chooseTasks(short, 15))).toEqual([['a', 'b', 'c', 'd', 'e'], [], ['f']]);
});

it('gives no more than fits together in the minutes', () => {
  const tasks = [task('a', 2), task('b', 2), task('c', 2), task('d', 1), task('e', 1)];
  const fits = (minutes: number) => chooseTasks(tasks, minutes).fits.map(({ id }) => id);
  expect(fits(2)).toEqual(['a']);
  expect(fits(5)).toEqual(['a', 'b', 'd']);
  expect(fits(15)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('takes the address before the memory of the device, and five without either', () => {
  expect(minutesFrom('15', '2')).toBe(15);
  expect(minutesFrom(null, '2')).toBe(2);
  expect(minutesFrom('7', null)).toBe(5);
});
