import type { Task } from './task-words.js';

export const choices = [2, 5, 15] as const;
export type Minutes = (typeof choices)[number];

/** Today shows no more than this. */
const most = 5;

export interface Chosen {
  /** at most five */
  fits: Task[];
  /** takes longer than there is now */
  tooLong: Task[];
  /** would fit, after the five */
  after: Task[];
}

/** What fits in the minutes somebody has, and what does not: in the order the server gave (who waits for you comes first). */
export function chooseTasks(tasks: readonly Task[], minutes: number): Chosen {
  const fitting = tasks.filter((task) => task.minutes <= minutes);
  return { fits: fitting.slice(0, most), tooLong: tasks.filter((task) => task.minutes > minutes), after: fitting.slice(most) };
}

/** `?tijd=5`, or what this device was told last, or five. */
export function minutesFrom(asked: string | null, remembered: string | null): Minutes {
  const read = (text: string | null) => choices.find((choice) => String(choice) === text);
  return read(asked) ?? read(remembered) ?? 5;
}
