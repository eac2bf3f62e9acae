import type { SessionStateFieldsFragment } from '../../generated/graphql.js';

type Timed = Pick<SessionStateFieldsFragment, 'status' | 'clock' | 'endsAt' | 'remainingMs'>;

/**
 * Milliseconds until zero of the phase; below zero is overtime, which counts on. `null` when no clock runs.
 * @param now the database's clock, epoch milliseconds
 */
export function remainingOf(state: Timed, now: number): number | null {
  if (state.status !== 'RUNNING' || state.endsAt === null) return null;
  if (state.clock !== 'RUNNING') return state.remainingMs;
  return Date.parse(state.endsAt) - now;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `3:42`, `0:00`, `+0:40`; with `~` when nobody knows whether it is still true. */
export function clockText(ms: number, sure = true): string {
  const seconds = ms > 0 ? Math.ceil(ms / 1_000) : Math.floor(-ms / 1_000);
  const sign = ms <= -1_000 ? '+' : '';
  return `${sure ? '' : '~'}${sign}${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

/** More signs than stand in a ring at its full size: `11:58`, `+0:40`, `~3:42`. */
export const isLong = (clock: string): boolean => clock.length > 4;

/** Milliseconds until the clock shows another second; a timer that fires a little early must not stop there. */
export const untilNextSecond = (ms: number): number => (((Math.ceil(ms) % 1_000) + 1_000) % 1_000 || 1_000) + 2;

/** The share of a phase that has gone by, 0–1. */
export const shareGone = (ms: number, minutes: number): number => Math.min(1, Math.max(0, 1 - ms / (minutes * 60_000)));

/** The moments at which the time left is said aloud: half, two minutes, one minute, zero. Seconds, latest first. */
export function spokenMoments(minutes: number): number[] {
  return [...new Set([(minutes * 60) / 2, 120, 60, 0])].filter((seconds) => seconds < minutes * 60).sort((a, b) => b - a);
}

/** The moment that was passed between two looks at the clock; `null` when none was. Milliseconds left before and now. */
export function passedMoment(before: number, now: number, minutes: number): number | null {
  const passed = spokenMoments(minutes).filter((seconds) => before > seconds * 1_000 && now <= seconds * 1_000);
  return passed.length > 0 ? passed[passed.length - 1]! : null;
}

export interface Pace {
  /** whole minutes that the session is behind its plan; 0 or less: on time */
  late: number;
  /** when it would end with what is planned after this phase, epoch milliseconds */
  endsAt: number;
}

/**
 * How the session as a whole goes: the plan of what is over against what it really took, and where that leads.
 * @param speed how many times faster than planned its clocks run; `late` is in planned minutes
 */
export function paceOf(state: Timed & Pick<SessionStateFieldsFragment, 'startedAt' | 'phase'>, phases: readonly { minutes: number }[], now: number, speed = 1): Pace | null {
  const left = remainingOf(state, now);
  if (left === null || state.startedAt === null) return null;
  const rest = phases.slice(state.phase + 1).reduce((sum, phase) => sum + phase.minutes, 0);
  const minute = 60_000 / speed;
  const endsAt = now + Math.max(0, left) + rest * minute;
  const planned = phases.reduce((sum, phase) => sum + phase.minutes, 0) * minute;
  return { late: Math.floor((endsAt - Date.parse(state.startedAt) - planned) / minute), endsAt };
}
