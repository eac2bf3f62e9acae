import type { SurveyItem } from './method.js';
import type { ScriptPhase } from './script.js';
import { surveyFrom } from './sealing.js';
import { isClosed, type SessionState } from './session.js';

export interface VoteResult {
  readonly options: readonly { readonly option: string; readonly votes: number }[];
  /** more than one: a tie, which the facilitator talks over with them; there is no second vote */
  readonly leading: readonly string[];
}

/** Whether a ballot is filled in well: at least one option, none twice, not more than there are choices. */
export const ballotFits = (phase: ScriptPhase, options: readonly string[], chosen: readonly string[]): boolean =>
  chosen.length > 0 && chosen.length <= (phase.ballot?.choices ?? 0) && new Set(chosen).size === chosen.length && chosen.every((each) => options.includes(each));

/** Totals of a vote, never who chose what; `null` until it is closed. */
export function voteResult(state: SessionState, phase: ScriptPhase, options: readonly string[], ballots: readonly (readonly string[])[]): VoteResult | null {
  if (!isClosed(state, phase.index)) return null;
  const totals = options.map((option) => ({ option, votes: ballots.filter((ballot) => ballot.includes(option)).length }));
  const most = Math.max(0, ...totals.map(({ votes }) => votes));
  return { options: totals, leading: most === 0 ? [] : totals.filter(({ votes }) => votes === most).map(({ option }) => option) };
}

export interface ItemResult {
  readonly item: string;
  /** how many gave 1, 2, 3, 4 and 5; empty for a text */
  readonly distribution: readonly number[];
  /** in alphabetical order, so that they do not say who answered first */
  readonly texts: readonly string[];
}

/** One person's answer to one item. */
export interface ItemAnswer {
  readonly item: string;
  readonly value: number | string;
}

/** The group picture of a survey; `null` until it is closed. An item with fewer than four answers is left out. */
export function surveyResult(state: SessionState, phase: ScriptPhase, answers: readonly ItemAnswer[]): readonly ItemResult[] | null {
  if (!isClosed(state, phase.index)) return null;
  return [...phase.items, ...phase.contributorItems].flatMap((item) => {
    const given = answers.filter((answer) => answer.item === item.key && fits(item, answer.value));
    return given.length < surveyFrom ? [] : [picture(item, given)];
  });
}

/** The numbers of a closed survey that may outlive its answers: per item how many gave 1 to 5; nothing for an item with fewer than four. */
export function totalsOf(state: SessionState, phase: ScriptPhase, given: readonly { readonly item: string; readonly value: string }[]): ReadonlyMap<string, readonly number[]> {
  const numbers = given.map(({ item, value }) => ({ item, value: value === '' ? value : Number(value) }));
  const scales = new Set([...phase.items, ...phase.contributorItems].filter(({ type }) => type !== 'text').map(({ key }) => key));
  const result = surveyResult(state, phase, numbers.filter(({ item }) => scales.has(item))) ?? [];
  return new Map(result.map(({ item, distribution }) => [item, distribution]));
}

/** Whether a value can be an answer to an item. */
export const fits = (item: SurveyItem, value: number | string): boolean =>
  item.type === 'text' ? typeof value === 'string' : typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5;

const picture = (item: SurveyItem, given: readonly ItemAnswer[]): ItemResult => ({
  item: item.key,
  distribution: item.type === 'text' ? [] : [1, 2, 3, 4, 5].map((step) => given.filter(({ value }) => value === step).length),
  texts: item.type === 'text' ? given.map(({ value }) => String(value)).sort() : [],
});
