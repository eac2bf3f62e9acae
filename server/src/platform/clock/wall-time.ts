import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall and a calendar beside it show; which instant that is depends on the zone. */
export interface WallTime {
  /** `YYYY-MM-DD` */
  day: string;
  /** minutes since midnight, as the clock shows them */
  minute: number;
}

/** Where a time zone is not said: the Netherlands. */
export const homeZone = 'Europe/Amsterdam';

/** Whether this is a place of the IANA list, like `Europe/Amsterdam`. Offsets (`+01:00`) are not: they do not follow summer time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a wall time. In the hour that summer time skips it is the moment as long after the skip; in the hour that
 * winter time repeats it is the first of the two: what calendars do (RFC 5545, 3.3.5).
 * @throws RangeError for a day or zone that does not exist
 */
export function instantOf({ day, minute }: WallTime, zone: string): Date {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const at = Temporal.PlainDate.from(day).toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(at.epochMilliseconds);
}

/** What the clock in a zone shows at an instant; seconds fall away. */
export function wallTimeOf(at: Date, zone: string): WallTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString(), minute: local.hour * 60 + local.minute };
}
