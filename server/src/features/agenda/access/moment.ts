import { limits } from '../../../../../schema/limits.js';
import { instantOf, isZone, wallTimeOf } from '../../../platform/clock/wall-time.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { isDay } from '../domain/calendar-day.js';

/** A moment as people said it, and the instant that it is. */
export interface Moment {
  /** `YYYY-MM-DD` */
  day: string;
  /** minutes since midnight, as the clock in `zone` shows them */
  minute: number;
  zone: string;
  startsAt: Date;
}

/** Someone may plan what begins right now, on a clock that is not quite ours (milliseconds). */
const lateMs = 15 * 60_000;

/** @throws INVALID_INPUT UNKNOWN_ZONE */
export function requireZone(zone: string, path: string): string {
  if (!isZone(zone)) throw invalidInput({ path, code: 'UNKNOWN_ZONE' });
  return zone;
}

/** The moment of a day and a minute of the wall clock. @throws INVALID_INPUT NOT_A_DATE, TOO_BIG, IN_PAST or TOO_FAR */
export function momentOf({ day, minute }: { day: string; minute: number }, zone: string, now: Date, path: string): Moment {
  if (!isDay(day)) throw invalidInput({ path: `${path}.day`, code: 'NOT_A_DATE' });
  if (!Number.isInteger(minute) || minute < 0 || minute > 1_439) throw invalidInput({ path: `${path}.minute`, code: 'TOO_BIG', limit: 1_439 });
  const startsAt = instantOf({ day, minute }, zone);
  requireAhead(startsAt, now, `${path}.day`);
  return { day, minute, zone, startsAt };
}

/** The moment of an instant, as a clock in the zone shows it. @throws INVALID_INPUT IN_PAST or TOO_FAR */
export function momentAt(startsAt: Date, zone: string, now: Date, path: string): Moment {
  requireAhead(startsAt, now, path);
  return { ...wallTimeOf(startsAt, zone), zone, startsAt };
}

function requireAhead(startsAt: Date, now: Date, path: string): void {
  const ahead = startsAt.getTime() - now.getTime();
  if (ahead < -lateMs) throw invalidInput({ path, code: 'IN_PAST' });
  if (ahead > limits.planAheadDays * 86_400_000) throw invalidInput({ path, code: 'TOO_FAR' });
}
