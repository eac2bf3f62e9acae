import type { Activity, Bound, Offset, Phase } from './protocol.js';

const units = ['sw', 'd', 'sd'] as const;
type Unit = (typeof units)[number];

/** The one unit of an offset, or null when it has none or several. */
export function unitOf(offset: Offset | undefined): Unit | null {
  const used = units.filter((unit) => offset?.[unit] !== undefined);
  return used.length === 1 ? used[0]! : null;
}

/** Why a series does not lie in its phase, by the rules `occurrences` and `window`; null when it does. */
export function windowFault(activity: Activity, phase: Phase): { field: 'at' | 'every' | 'count'; says: string } | null {
  const { at, every, count } = activity;
  const unit = unitOf(at);
  const first = unit ? at[unit] : undefined;
  const from = unit ? phase.from[unit] : undefined;
  const last = unit ? phase.to[unit] : undefined;
  if (first === undefined || from === undefined || last === undefined || first < from || first > last) {
    return { field: 'at', says: `lies outside the phase ${phase.key}` };
  }
  if (count > 1 && unitOf(every) === null) return { field: 'every', says: 'a count above 1 needs every' };
  if (every && unitOf(every) !== null && every[unitOf(every)!]! < 1) return { field: 'every', says: 'is less than 1' };
  if (every?.sd !== undefined || count < 2) return null;
  if (unitOf(every) !== unit) return { field: 'every', says: 'counts in another unit than at' };
  return Math.floor((last - first) / (count - 1)) < 1 ? { field: 'count', says: `${count} times do not fit the phase ${phase.key}` } : null;
}

/** `every` as it is followed: cut to what fits the phase (rule `window`). Only for a series without a window fault. */
export function rhythmInPhase(activity: Activity, phase: Phase): Offset | undefined {
  const unit = unitOf(activity.every);
  const last = unit && phase.to[unit];
  const first = unit && activity.at[unit];
  if (!unit || activity.count < 2 || last === undefined || first === undefined || last === null || first === null) return activity.every;
  return { [unit]: Math.min(activity.every![unit]!, Math.floor((last - first) / (activity.count - 1))) };
}

/** Whether a value lies in its bound; a bound in another unit is not met. */
export function within(value: unknown, bound: Bound | undefined): boolean {
  if (bound === undefined) return true;
  if (Array.isArray(bound)) return typeof value === 'number' && value >= bound[0] && value <= bound[1];
  const ranges = bound as Exclude<Bound, readonly [number, number]>;
  return units.some((unit) => {
    const range = ranges[unit];
    const at = (value as Offset | undefined)?.[unit];
    return range !== undefined && at !== undefined && at >= range[0] && at <= range[1];
  });
}
