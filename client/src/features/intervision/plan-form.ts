import type { MethodFieldsFragment } from '../../generated/graphql.js';

/** A fixed date, moments to choose from, or a rhythm. */
export type Way = 'date' | 'poll' | 'series';

export interface PlanForm {
  way: Way;
  /** moments of a poll, as the fields of the browser have them */
  pollMoments: { id: string; date: string; time: string }[];
  answerBy: string;
  /** without them no moment is chosen */
  neededIds: string[];
  /** a series begins at `date` and `time` */
  until: string;
  everyWeeks: number;
  skipHolidays: boolean;
  /** who leads in turn */
  rota: string[];
  /** what somebody changed in the preview, by the day that the rhythm gave */
  moved: Record<string, string>;
  leaders: Record<string, string>;
  dropped: string[];
  /** made once: pressing again after a lost answer plans the same session */
  id: string;
  /** how many minutes the group has */
  slot: number;
  caseTags: string[];
  methodKey: string;
  short: boolean;
  /** `2026-12-03` and `15:45`, as the fields of the browser have them */
  date: string;
  time: string;
  place: string;
  videoLink: string;
  facilitatorId: string;
  coFacilitatorId: string;
}

export type PlanProblem = 'method' | 'date' | 'time' | 'past' | 'facilitator' | 'same' | 'link' | 'moments' | 'until' | 'days';

/** The minutes of a method as it would be held; `null` when it has no shorter form. */
export const minutesOf = (method: MethodFieldsFragment, short: boolean): number | null => (short ? method.shortMinutes : method.minutes);

/** The moment that the two fields say, on this device's own clock zone; `null` while they say none. */
export function startOf({ date, time }: Pick<PlanForm, 'date' | 'time'>): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const start = new Date(`${date}T${time}`);
  return Number.isNaN(start.getTime()) ? null : start;
}

/** When it would end; `null` while start or method is missing. */
export function endOf(form: Pick<PlanForm, 'date' | 'time' | 'short'>, method: MethodFieldsFragment | undefined): Date | null {
  const start = startOf(form);
  const minutes = method ? minutesOf(method, form.short) : null;
  return start && minutes !== null ? new Date(start.getTime() + minutes * 60_000) : null;
}

/** What is still missing or cannot be; each belongs to one field. What the rules of the product say, the server says. */
export function planProblems(form: PlanForm, method: MethodFieldsFragment | undefined, linkIsSafe: boolean, now: Date): PlanProblem[] {
  const start = startOf(form);
  return [
    ...(method ? [] : (['method'] as const)),
    ...(form.way !== 'poll' && form.date === '' ? (['date'] as const) : []),
    ...(form.way !== 'poll' && form.time === '' ? (['time'] as const) : []),
    ...(form.way === 'poll' && form.pollMoments.some(({ date, time }) => date === '' || time === '') ? (['moments'] as const) : []),
    ...(form.way === 'series' && form.until === '' ? (['until'] as const) : []),
    ...(form.way !== 'poll' && start && start.getTime() < now.getTime() - 15 * 60_000 ? (['past'] as const) : []),
    ...(form.facilitatorId === '' ? (['facilitator'] as const) : []),
    ...(form.coFacilitatorId !== '' && form.coFacilitatorId === form.facilitatorId ? (['same'] as const) : []),
    ...(form.videoLink.trim() === '' || linkIsSafe ? [] : (['link'] as const)),
  ];
}

/** The sessions of a series as they stand in the preview: what the rhythm gave, with what somebody changed. */
export function seriesRows(form: PlanForm, days: readonly string[]): { planned: string; day: string; facilitatorId: string }[] {
  const left = days.filter((day) => !form.dropped.includes(day));
  return left.map((planned, turn) => ({
    planned,
    day: form.moved[planned] || planned,
    facilitatorId: form.leaders[planned] ?? (form.rota.length > 0 ? form.rota[turn % form.rota.length]! : form.facilitatorId),
  }));
}
