import type { Task } from './task-words.js';

export const choices = [2, 5, 15] as const;
export type Minutes = (typeof choices)[number];

/** Today shows no more than this. */
const most = 5;

export interface Chosen {
  /** together they take no longer than there is; at most five */
  fits: Task[];
  /** takes by itself longer than there is now */
  tooLong: Task[];
  /** would fit by itself, after the ones that fit now */
  after: Task[];
}

/**
 * What fits together in the minutes somebody has, and what does not, in the order the server gave (who waits for you comes
 * first). What no longer fits beside the ones before it is left for after; something shorter further down may still fit.
 */
export function chooseTasks(tasks: readonly Task[], minutes: number): Chosen {
  const chosen: Chosen = { fits: [], tooLong: [], after: [] };
  let left = minutes;
  for (const task of tasks) {
    if (task.minutes > minutes) chosen.tooLong.push(task);
    else if (task.minutes > left || chosen.fits.length === most) chosen.after.push(task);
    else {
      chosen.fits.push(task);
      left -= task.minutes;
    }
  }
  return chosen;
}

/** `?tijd=5`, or what this device was told last, or five. */
export function minutesFrom(asked: string | null, remembered: string | null): Minutes {
  const read = (text: string | null) => choices.find((choice) => String(choice) === text);
  return read(asked) ?? read(remembered) ?? 5;
}
