import type { MethodFieldsFragment } from '../../generated/graphql.js';

export interface WrittenForm {
  /** made once: pressing again after a lost answer plans the same session */
  id: string;
  methodKey: string;
  /** `2026-12-03`, as the field of the browser has it */
  startsOn: string;
  /** what somebody changed: key of the phase → its last day */
  changed: Record<string, string>;
  facilitatorId: string;
  coFacilitatorId: string;
  contributorId: string;
}

export interface PlannedPhase {
  key: string;
  lastDay: string;
}

/** The last days as they would be agreed: the suggested ones, where nobody chose another. */
export const lastDaysOf = (phases: readonly PlannedPhase[], changed: Readonly<Record<string, string>>): string[] => phases.map(({ key, lastDay }) => changed[key] || lastDay);

/** Places of the days that are not later than the one before. What a school day is, the server says. */
export const notLater = (startsOn: string, days: readonly string[]): number[] => days.flatMap((day, at) => (day > (days[at - 1] ?? startsOn) ? [] : [at]));

export type WrittenProblem = 'method' | 'start' | 'days' | 'facilitator' | 'same' | 'leads';

/** What is still missing or cannot be; the rest the server says. `today`: `2026-12-03` on the wall. */
export function writtenProblems(form: WrittenForm, method: Pick<MethodFieldsFragment, 'facilitatorRequired'> | undefined, days: readonly string[], today: string): WrittenProblem[] {
  return [
    ...(method ? [] : (['method'] as const)),
    ...(form.startsOn === '' || form.startsOn < today ? (['start'] as const) : []),
    ...(notLater(form.startsOn, days).length > 0 ? (['days'] as const) : []),
    ...(form.facilitatorId === '' ? (['facilitator'] as const) : []),
    ...(form.coFacilitatorId !== '' && form.coFacilitatorId === form.facilitatorId ? (['same'] as const) : []),
    ...(method?.facilitatorRequired && form.contributorId !== '' && form.contributorId === form.facilitatorId ? (['leads'] as const) : []),
  ];
}

/** The place of a phase whose day the server refused, out of the paths of its problems. */
export function refusedDay(paths: readonly string[]): number | null {
  const found = paths.map((path) => /^input\.lastDays\.(\d+)$/.exec(path)?.[1]).find((place) => place !== undefined);
  return found === undefined ? null : Number(found);
}
