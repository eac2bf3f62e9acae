import type { SessionRole } from './session.js';

/** What is kept of someone's part in a session when everything else is gone: one role, and minutes. */
export interface Attendance {
  readonly role: SessionRole;
  readonly minutes: number;
}

/** Whose case it was says most; then who led. One role is kept per person. */
const order: readonly SessionRole[] = ['contributor', 'facilitator', 'notetaker', 'timekeeper', 'observer', 'co_facilitator', 'participant'];

export const roleKept = (roles: ReadonlySet<SessionRole>): SessionRole => order.find((role) => roles.has(role)) ?? 'participant';

export interface Stay {
  /** epoch milliseconds */
  readonly enteredAt: number;
  /** `null`: was there until the end */
  readonly leftAt: number | null;
}

/**
 * Whole minutes that someone was in a session, at most twice its planned minutes: a session that was left open is no
 * evening of intervision. In writing nobody sits together, and the planned minutes count.
 */
export function minutesIn(stay: Stay, session: { startedAt: number; endedAt: number; planned: number; written: boolean }): number {
  if (session.written) return session.planned;
  const from = Math.max(stay.enteredAt, session.startedAt);
  const until = Math.min(stay.leftAt ?? session.endedAt, session.endedAt);
  return Math.min(Math.max(0, Math.round((until - from) / 60_000)), 2 * session.planned);
}
