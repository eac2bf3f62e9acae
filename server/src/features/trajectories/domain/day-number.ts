const dayMs = 86_400_000;

/**
 * Days as numbers: whole days since 1 January 1970. A day has no zone and no hours, so no change of the clock can move it.
 */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** `YYYY-MM-DD` */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday. The first of the count was a Thursday. */
export const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: number): number => day - weekday(day) + 1;
