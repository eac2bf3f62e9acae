import type { MomentAnswer, PollFieldsFragment } from '../../generated/graphql.js';

export type Poll = PollFieldsFragment;
export const choices = ['YES', 'RATHER_NOT', 'NO'] as const satisfies readonly MomentAnswer[];

/** What someone said per moment. */
export const answersOf = (poll: Poll, personId: string): ReadonlyMap<string, MomentAnswer> =>
  new Map(poll.answers.filter((answer) => answer.personId === personId).map(({ momentId, answer }) => [momentId, answer]));

/** Yes, rather not, no, and round again: what the space bar does. */
export const nextAnswer = (now: MomentAnswer | undefined): MomentAnswer => choices[(now === undefined ? 0 : choices.indexOf(now) + 1) % choices.length]!;

/** How many answered every moment. */
export const answeredBy = (poll: Poll): number => poll.people.length - poll.unanswered.length;
