import type { SessionRefusal } from '../../../../../schema/errors.js';
import type { Script, ScriptPhase } from './script.js';
import type { SessionState } from './session.js';

/** Cases before a session: they are collected, then voted on, and then it is settled, by the vote or by the start. */
export const caseStages = ['collecting', 'voting', 'closed'] as const;
export type CaseStage = (typeof caseStages)[number];

/** A vote is between two titles at least. */
export const leastTitles = 2;

export interface CaseCircumstances {
  readonly status: SessionState['status'];
  /** epoch milliseconds; `null`: no moment was chosen yet */
  readonly startsAt: number | null;
  readonly closedAt: number | null;
  /** how many titles there are */
  readonly titles: number;
  /** the vote opens so many days before (`frame.before`, as a positive number) */
  readonly openDays: number;
  readonly now: number;
}

const dayMs = 86_400_000;

/** From when titles can be voted on; `null` when there is no moment yet. */
export const voteOpensAt = ({ startsAt, openDays }: Pick<CaseCircumstances, 'startsAt' | 'openDays'>): number | null => (startsAt === null ? null : startsAt - openDays * dayMs);

export function caseStage(at: CaseCircumstances): CaseStage {
  if (at.closedAt !== null || (at.status !== 'planned' && at.status !== 'lobby')) return 'closed';
  const opens = voteOpensAt(at);
  return opens !== null && at.now >= opens && at.titles >= leastTitles ? 'voting' : 'collecting';
}

export type CaseAct = 'put' | 'withdraw' | 'vote' | 'close';

/** Why someone may not do this with the titles now; `null`: they may. Bringing and taking back both go until the vote closes. */
export function caseRefusal(act: CaseAct, stage: CaseStage): SessionRefusal | null {
  if (stage === 'closed') return act === 'close' ? null : 'CASES_CLOSED';
  return stage === 'collecting' && (act === 'vote' || act === 'close') ? 'TOO_EARLY' : null;
}

export interface CaseResult {
  readonly votes: ReadonlyMap<string, number>;
  /** more than one: a tie, and whoever leads asks those who brought them; no draw (`frame.tie_break`) */
  readonly leading: readonly string[];
}

/** Totals per case; a vote for a case that was taken back since counts for nothing. */
export function caseResult(cases: readonly string[], ballots: readonly (readonly string[])[]): CaseResult {
  const votes = new Map(cases.map((id) => [id, ballots.filter((ballot) => ballot.includes(id)).length]));
  const most = Math.max(0, ...votes.values());
  return { votes, leading: most === 0 ? [] : cases.filter((id) => votes.get(id) === most) };
}

/**
 * The script of a session whose case was settled beforehand: without the choosing, exactly as it would have been resolved
 * with the case known (`resolveScript`, `caseChosen`). The same script when there is nothing to leave out.
 */
export function withoutChoosing(script: Script): Script {
  const gone = script.phases.findIndex(({ section, ballot }) => section === 'open' && ballot?.from === 'pitches');
  if (gone < 0) return script;
  const moved = (index: number | null): number | null => (index === null || index === gone ? null : index > gone ? index - 1 : index);
  const phases = script.phases
    .filter(({ index }) => index !== gone)
    .map((phase): ScriptPhase => ({
      ...phase,
      index: moved(phase.index)!,
      shows: moved(phase.shows),
      showsRatings: moved(phase.showsRatings),
      ballot: phase.ballot && { ...phase.ballot, phase: moved(phase.ballot.phase) },
    }));
  return { ...script, phases };
}
