import type { DatedActivity, DatedPhase, DatedProtocol, Norm } from './dated-protocol.js';

/** School weeks in a year of a trajectory: year 1 is what comes before the start and weeks 1 to 40. */
const weeksPerYear = 40;

/** The year of a trajectory, from 1, that a phase belongs to. */
export const yearOf = (phase: DatedPhase): number => (phase.from.sw === undefined ? 1 : Math.ceil(phase.from.sw / weeksPerYear));

/** Whether an activity takes the starter's time. */
export const takesStarter = ({ role, with: others }: Pick<DatedActivity, 'role' | 'with'>): boolean => role === 'starter' || others.includes('starter');

/**
 * The hours a year that a starter gets by the norm of the protocol, pro rata (rule `part_time_hours`): 40 at 0.6 is 24.
 * `null`: the protocol has no norm in hours for that year.
 */
export function normHours(protocol: DatedProtocol, norms: readonly Norm[], year: number, fte: number): number | null {
  const named = new Set(protocol.activities.map(({ norm }) => norm).filter((key) => key !== undefined && key !== null));
  const norm = norms.find(({ key, unit, years }) => named.has(key) && unit === 'hours_per_year' && (years === undefined || years.includes(year)));
  if (!norm) return null;
  return norm.prorate_fte ? (norm.value * fte) / 100 : norm.value;
}

/** Minutes of the programme that a starter is asked for in a year, over the steps that are planned (rule `gap`: all of them). */
export function programmeMinutes(protocol: DatedProtocol, steps: readonly { readonly uid: string }[], year: number): number {
  const inYear = new Set(protocol.phases.filter((phase) => yearOf(phase) === year).map(({ key }) => key));
  const minutes = new Map(protocol.activities.filter((one) => inYear.has(one.phase) && takesStarter(one)).map(({ uid, minutes: each }) => [uid, each]));
  return steps.reduce((sum, { uid }) => sum + (minutes.get(uid) ?? 0), 0);
}
