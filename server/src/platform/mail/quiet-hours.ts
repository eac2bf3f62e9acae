import { homeZone, instantOf, wallTimeOf } from '../clock/wall-time.js';

/** When reminders may go out: on school days, between two times of the wall clock. */
export interface QuietHours {
  /** minutes since midnight: the first one that is not quiet */
  from: number;
  /** minutes since midnight: quiet from here on */
  until: number;
  zone: string;
}

/** Half past seven until six (ux.md §4.12), where the Netherlands is. */
export const usualQuietHours: QuietHours = { from: 7 * 60 + 30, until: 18 * 60, zone: homeZone };

const dayMs = 86_400_000;
/** No school is shut for longer; a calendar that says so is wrong. */
const longestPause = 200;

/**
 * The next moment at which a reminder may go out: now, or the first time after it outside the quiet hours.
 * @param isSchoolDay whether a day (`YYYY-MM-DD`) of the recipient's school calendar is a school day
 * @throws Error for a calendar without school days
 */
export function nextReminderMoment(now: Date, isSchoolDay: (day: string) => boolean, hours: QuietHours = usualQuietHours): Date {
  const { day, minute } = wallTimeOf(now, hours.zone);
  if (isSchoolDay(day) && minute >= hours.from && minute < hours.until) return now;
  const first = Date.parse(`${day}T00:00:00Z`) + (minute < hours.from ? 0 : dayMs);
  for (let ahead = 0; ahead < longestPause; ahead += 1) {
    const candidate = new Date(first + ahead * dayMs).toISOString().slice(0, 10);
    if (isSchoolDay(candidate)) return instantOf({ day: candidate, minute: hours.from }, hours.zone);
  }
  throw new Error(`No school day within ${longestPause} days of ${day}`);
}
