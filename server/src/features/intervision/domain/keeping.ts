/** A circle may shorten the time that case texts are kept, no further than this, in days. */
export const leastCaseDays = 7;

/** Days that a session's words are kept: the schedule's, or the circle's when those are fewer. Nobody lengthens (decisions 31). */
export const keptDays = (schedule: number, circle: number | null): number => Math.min(schedule, circle ?? schedule);

const dayMs = 86_400_000;

/** When words go: so many days after the session began, or should have. Epoch milliseconds. */
export const erasesAt = (session: { startedAt: number | null; startsAt: number }, days: number): number => (session.startedAt ?? session.startsAt) + days * dayMs;

/** Whether a circle may choose this period: shorter than what holds now, and not too short to look anything up. */
export const mayShortenTo = (days: number, now: number): boolean => days >= leastCaseDays && days < now;
