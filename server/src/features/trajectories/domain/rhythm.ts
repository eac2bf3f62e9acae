import type { DatedActivity, DatedPhase, Offset } from './dated-protocol.js';

/** Where the occurrences of one activity lie, in the units of the protocol: no calendar yet. */
export type Rhythm =
  | { readonly unit: 'sw'; readonly weeks: readonly number[] }
  | { readonly unit: 'd'; readonly days: readonly number[] }
  /** every so many own working days from the first one of a school week; `count` of them, or as many as the phase holds */
  | { readonly unit: 'sd'; readonly week: number; readonly every: number; readonly count: number };

/** Why a series cannot be laid out: a rule of the protocol's own (`rules` in the catalogue). */
export interface RhythmRefused {
  readonly rule: 'occurrences' | 'window';
  readonly uid: string;
  readonly field: 'at' | 'every' | 'count';
}

/** round(every / fte), half up, at least 1. In whole numbers: 3 / 0.4 in floating point is below 7.5. */
export const stretched = (every: number, fte: number): number => Math.max(1, Math.floor((200 * every + fte) / (2 * fte)));

/**
 * Rules `occurrences`, `window`, `part_time_rhythm` and `part_time_checkins`.
 * @param fte whole hundredths of full time
 */
export function rhythmOf(activity: DatedActivity, phase: DatedPhase, fte: number): Rhythm | RhythmRefused {
  const { uid, at, every, count, status, type } = activity;
  const refuse = (rule: RhythmRefused['rule'], field: RhythmRefused['field']): RhythmRefused => ({ rule, uid, field });
  const unit = at.sw !== undefined ? 'sw' : 'd';
  const first = at[unit];
  const from = phase.from[unit];
  const last = phase.to[unit];
  if (first === undefined || from === undefined || last === undefined || first < from || first > last) return refuse('window', 'at');
  if (count < 1) return refuse('window', 'count');
  if (every?.sd !== undefined) return unit === 'sw' && every.sd >= 1 ? { unit: 'sd', week: first, every: every.sd, count } : refuse('occurrences', 'every');
  const step = stepOf(every, unit);
  if (count > 1 && (step === undefined || step < 1)) return refuse('occurrences', 'every');
  const most = count > 1 ? Math.floor((last - first) / (count - 1)) : Infinity;
  if (most < 1) return refuse('window', 'count');
  const full = Math.min(step ?? 1, most);
  const partTime = unit === 'sw' && fte < 100 && type !== 'checkin';
  const stretch = partTime ? stretched(full, fte) : full;
  const used = status === 'core' ? Math.min(stretch, most) : stretch;
  const places = Array.from({ length: count }, (_, nth) => first + nth * used).filter((place) => place <= last);
  return unit === 'sw' ? { unit, weeks: places } : { unit, days: places };
}

const stepOf = (every: Offset | undefined, unit: 'sw' | 'd'): number | undefined => every?.[unit];

export const isRefused = (rhythm: Rhythm | RhythmRefused): rhythm is RhythmRefused => 'rule' in rhythm;
