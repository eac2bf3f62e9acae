import type { DenyReason } from '../../../../../schema/errors.js';

/** What planning depends on; the door of the circle loads it. */
export interface PlanCircumstances {
  /** whether the role in the circle holds `schedule_session`; `null`: not in the circle */
  readonly mayByRole: boolean | null;
  /** circles of kind coaching and intervision are */
  readonly closedCircle: boolean;
  readonly archived: boolean;
  readonly pactOpen: boolean;
}

export type PlanDecision = { readonly allow: true } | { readonly allow: false; readonly reason: DenyReason };

/** May someone with these circumstances plan an intervision? (`circle_rights`, positions-and-rights.yaml) */
export function decidePlanning(at: PlanCircumstances): PlanDecision {
  if (at.mayByRole === null) return deny('NOT_A_MEMBER');
  if (!at.mayByRole) return deny('ROLE');
  if (!at.closedCircle) return deny('NOT_CLOSED');
  if (at.archived) return deny('ARCHIVED');
  return at.pactOpen ? deny('PACT_NOT_ACCEPTED') : { allow: true };
}

const deny = (reason: DenyReason): PlanDecision => ({ allow: false, reason });
