/** What is known when someone gives a position, or says yes to one that a colleague proposed. */
export interface GrantCircumstances {
  /** the one who acts gives the position to themselves */
  toSelf: boolean;
  /** the one who acts may administer people there */
  mayAdminister: boolean;
  /** the one who acts is on the board there or above */
  onBoard: boolean;
  /** the position appraises, or is an administrator's */
  needsSecond: boolean;
  /** somebody else, who was allowed to, proposed exactly this position not long ago */
  proposedByOther: boolean;
}

export type GrantVerdict = 'give' | 'propose' | 'refuse';

/**
 * An appraising position or an administrator's needs two: one administrator proposes it, a second one or the board
 * says yes by giving the same (positions-and-rights.yaml, note at `administer_people`). Nobody gives one to themselves.
 */
export function judgeGrant(c: GrantCircumstances): GrantVerdict {
  if (!c.needsSecond) return c.mayAdminister ? 'give' : 'refuse';
  if (c.toSelf) return 'refuse';
  if (c.proposedByOther && (c.mayAdminister || c.onBoard)) return 'give';
  return c.mayAdminister ? 'propose' : 'refuse';
}
