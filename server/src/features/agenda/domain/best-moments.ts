export const pollAnswers = ['yes', 'rather_not', 'no'] as const;
export type PollAnswer = (typeof pollAnswers)[number];

export interface MomentCount {
  readonly id: string;
  /** epoch milliseconds */
  readonly startsAt: number;
  readonly yes: number;
  readonly ratherNot: number;
  readonly no: number;
  /** someone without whom it does not go on cannot come */
  readonly blocked: boolean;
}

/** How a poll stands. `tie`: more than one moment suits equally well; `none_suits`: every moment leaves someone out. */
export type Verdict = 'nobody_answered' | 'best' | 'tie' | 'none_suits';

export interface Standing {
  readonly verdict: Verdict;
  /** what suits best, the earliest first; never a moment that is blocked or past */
  readonly best: readonly string[];
}

/** Most "yes", then fewest "rather not", then the earliest (ux.md §4.3). Nobody's date is forced: people choose. */
export function standing(moments: readonly MomentCount[], now: number): Standing {
  if (moments.every(({ yes, ratherNot, no }) => yes + ratherNot + no === 0)) return { verdict: 'nobody_answered', best: [] };
  const open = moments.filter(({ startsAt, blocked }) => startsAt > now && !blocked);
  const sorted = [...open].sort((a, b) => b.yes - a.yes || a.ratherNot - b.ratherNot || a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  const [first] = sorted;
  const best = first && first.yes > 0 ? sorted.filter(({ yes, ratherNot }) => yes === first.yes && ratherNot === first.ratherNot).map(({ id }) => id) : [];
  if (!open.some(({ no }) => no === 0)) return { verdict: 'none_suits', best };
  return { verdict: best.length > 1 ? 'tie' : 'best', best };
}

/** Who has not answered every moment that is still to come. */
export function unanswered(people: readonly string[], moments: readonly { id: string; startsAt: number }[], answers: readonly { momentId: string; personId: string }[], now: number): string[] {
  const given = new Set(answers.map(({ momentId, personId }) => `${momentId} ${personId}`));
  const toCome = moments.filter(({ startsAt }) => startsAt > now);
  return people.filter((person) => toCome.some(({ id }) => !given.has(`${id} ${person}`)));
}
