import type { Activity, Protocol } from './protocol.js';

/** Contact time without travel or preparation, in minutes; everything that is on, `optional` apart. */
export interface PhaseCost {
  readonly phase: string;
  /** occurrences, optional ones included */
  readonly instances: number;
  readonly starterMinutes: number;
  readonly coachMinutes: number;
  readonly leaderMinutes: number;
  /** of the starter, if every optional activity were on */
  readonly optionalMinutes: number;
}

const takesPart = (activity: Activity, role: string): boolean => activity.role === role || activity.with.includes(role);

/** What a protocol asks per phase of a full-time starter and the people around them (domain.md §3.3). */
export function costPerPhase(protocol: Protocol): PhaseCost[] {
  return protocol.phases.map(({ key }) => {
    const here = protocol.activities.filter(({ phase }) => phase === key);
    const minutes = (role: string, on: boolean): number =>
      here.filter((activity) => takesPart(activity, role) && (activity.status !== 'optional') === on).reduce((sum, { count, minutes: each }) => sum + count * each, 0);
    return {
      phase: key,
      instances: here.reduce((sum, { count }) => sum + count, 0),
      starterMinutes: minutes('starter', true),
      coachMinutes: minutes('coach', true),
      leaderMinutes: minutes('leader', true),
      optionalMinutes: minutes('starter', false),
    };
  });
}

/** Phases that are no later than the first year: they begin in school week 40 or before. */
export const firstYear = (protocol: Protocol): string[] => protocol.phases.filter(({ from }) => (from.sw ?? 0) <= 40).map(({ key }) => key);

/** Minutes of the starter in the first year, against which a budget of hours stands (rule `gap`). */
export function firstYearMinutes(protocol: Protocol): number {
  const phases = firstYear(protocol);
  return costPerPhase(protocol).filter(({ phase }) => phases.includes(phase)).reduce((sum, { starterMinutes }) => sum + starterMinutes, 0);
}

/** Minutes as hours with one decimal; exactly between two, the even one, as the table in domain.md §3.3. */
export function hoursOf(minutes: number): number {
  const tenths = Math.round(minutes / 6);
  return (minutes % 6 === 3 && tenths % 2 === 1 ? tenths - 1 : tenths) / 10;
}
