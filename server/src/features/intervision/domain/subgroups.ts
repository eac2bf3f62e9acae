import type { Subgroup } from './method.js';

/**
 * Divides people over subgroups of the sizes that a method allows, as many as possible of its own size.
 * @returns the sizes, largest first; `null` when it cannot be done (five people in trios and fours)
 */
export function divide(people: number, { size, allow }: Pick<Subgroup, 'size' | 'allow'>): number[] | null {
  if (people === 0) return [];
  for (const next of [size, ...allow.filter((each) => each !== size)]) {
    const rest = people >= next ? divide(people - next, { size, allow }) : null;
    if (rest) return [next, ...rest].sort((a, b) => b - a);
  }
  return null;
}

/** The seats of everyone in subgroups of these sizes, from 1 in each, one subgroup after the other. */
export const subgroupSeats = (sizes: readonly number[]): number[] => sizes.flatMap((size) => Array.from({ length: size }, (_, at) => at + 1));
