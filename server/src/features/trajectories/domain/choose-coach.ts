/** What a region does when a coach has as many starters as the norm says: tell it, or refuse. */
export type CapacityRule = 'warn' | 'refuse';

export interface CoachAsked {
  readonly starterId: string;
  readonly coachId: string;
  /** who guides this starter now, in this trajectory or another that runs */
  readonly presentCoachId: string | null;
  /** whether choosing is to take the place of that one */
  readonly replaces: boolean;
  /** holds the position of coach where the trajectory is, or above it */
  readonly isCoach: boolean;
  /** manages the starter, or holds a position that appraises them (decisions 10) */
  readonly appraises: boolean;
  /** starters that they guide now, this one not counted */
  readonly guides: number;
  readonly ratio: number;
  readonly capacity: CapacityRule;
}

export type CoachRefused = 'COACH_IS_STARTER' | 'NOT_A_COACH' | 'COACH_APPRAISES' | 'TWO_COACHES' | 'COACH_FULL';

/** Whether someone may become the coach of a starter. `full`: they may, and whoever chooses is told that they have many. */
export function judgeCoach(asked: CoachAsked): { readonly refused: CoachRefused } | { readonly full: boolean } {
  if (asked.coachId === asked.starterId) return { refused: 'COACH_IS_STARTER' };
  if (asked.appraises) return { refused: 'COACH_APPRAISES' };
  if (!asked.isCoach) return { refused: 'NOT_A_COACH' };
  if (asked.presentCoachId !== null && (!asked.replaces || asked.presentCoachId === asked.coachId)) return { refused: 'TWO_COACHES' };
  const full = asked.guides >= asked.ratio;
  return full && asked.capacity === 'refuse' ? { refused: 'COACH_FULL' } : { full };
}
