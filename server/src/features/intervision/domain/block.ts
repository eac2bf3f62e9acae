import { blockChoices as choicesOfContract, blockKinds, type BlockKind } from '../../../../../schema/methods.js';
import type { Ballot, Contrib, Input, MethodPhase, Naming, Present, Speak, SurveyItem, Words, Writer } from './method.js';

export { blockKinds, type BlockKind };

/** One phase as people compose it. What a kind has no use for is not looked at. */
export interface Block {
  readonly kind: BlockKind;
  /** its own name in the method, to which other blocks point */
  readonly key: string;
  readonly minutes: number;
  readonly name: Words;
  readonly instruction: Words;
  readonly speak: Speak;
  readonly speaker: 'previous_contributor' | null;
  readonly contrib: Contrib;
  readonly writer: Writer | null;
  readonly names: Naming | null;
  readonly hidden: boolean;
  readonly maxEach: number | null;
  readonly shows: string | null;
  readonly showsRatings: string | null;
  readonly orderByRating: readonly string[];
  readonly ratingScale: string | null;
  /** what was written unseen is opened in this very phase */
  readonly opensHere: boolean;
  readonly present: Present | null;
  readonly ballot: Ballot | null;
  readonly fields: readonly string[];
  readonly manyRows: boolean;
  readonly items: readonly SurveyItem[];
}

/** Which settings a kind of block has, in the words of the engine. An empty list: this kind has no such setting. */
export interface BlockChoices {
  readonly input: Input;
  readonly speak: readonly Speak[];
  readonly contrib: readonly Contrib[];
  readonly writer: readonly Writer[];
  readonly names: readonly Naming[];
  /** whether it can be written while nobody reads along: always, by choice, or never */
  readonly hidden: 'always' | 'choice' | 'never';
  readonly maxEach: boolean;
  readonly shows: 'needed' | 'may' | 'never';
}

/** The table of the contract, which the screen offers: every word in it is one that the engine knows. */
export const blockChoices: Readonly<Record<BlockKind, BlockChoices>> = choicesOfContract;

/** Writes without anybody reading along, so that something has to open it. */
export const isHidden = ({ kind, hidden }: Pick<Block, 'kind' | 'hidden'>): boolean => {
  const may = blockChoices[kind].hidden;
  return may === 'always' || (may === 'choice' && hidden);
};

/** Can several people write in it, so that one of them can be without a name? */
export const hasManyWriters = ({ kind, writer }: Pick<Block, 'kind' | 'writer'>): boolean =>
  blockChoices[kind].writer.length === 0 || writer === 'each' || writer === 'everyone';

/** The phase that a block comes to. Settings that its kind does not have stay out, whatever they were left at. */
export function phaseOf(block: Block): MethodPhase {
  const { kind, key, minutes } = block;
  const choices = blockChoices[kind];
  const shows = choices.shows === 'never' ? null : block.shows;
  const hidden = isHidden(block);
  return {
    key,
    minutes,
    name: inBoth(block.name),
    instruction: inBoth(block.instruction),
    speak: block.speak,
    speaker: block.speaker,
    contrib: block.contrib,
    input: choices.input,
    writer: choices.writer.length > 0 ? block.writer : null,
    hidden: choices.hidden === 'choice' && hidden,
    names: kind === 'vote' || kind === 'survey' ? 'nameless' : choices.names.length > 0 ? block.names : null,
    maxEach: choices.maxEach ? block.maxEach : null,
    shows,
    showsRatings: shows === null ? null : block.showsRatings,
    orderByRating: shows === null || block.showsRatings === null ? [] : block.orderByRating,
    ratingScale: kind === 'rate' ? block.ratingScale : null,
    reveal: hidden && block.opensHere ? 'inside' : null,
    present: shows !== null || (hidden && block.opensHere) ? block.present : null,
    ballot: kind === 'vote' && block.ballot ? { ...block.ballot, ...inBoth(block.ballot) } : null,
    fields: kind === 'form' ? block.fields : [],
    manyRows: kind === 'form' && block.manyRows,
    items: kind === 'survey' ? block.items.map((item) => ({ ...item, ...inBoth(item) })) : [],
    contributorItems: [],
  };
}

/** Dutch is always there; what has no English words is said in Dutch. */
export const inBoth = ({ nl, en }: Words): Words => ({ nl, en: en === '' ? nl : en });

/** The block that makes this phase: the way from a method of the catalogue to one of one's own. */
export function blockOf(phase: MethodPhase): Block {
  return {
    kind: kindOf(phase),
    key: phase.key,
    minutes: phase.minutes,
    name: phase.name,
    instruction: phase.instruction,
    speak: phase.speak,
    speaker: phase.speaker,
    contrib: phase.contrib,
    writer: phase.writer,
    names: phase.names,
    hidden: phase.hidden,
    maxEach: phase.maxEach,
    shows: phase.shows,
    showsRatings: phase.showsRatings,
    orderByRating: phase.orderByRating,
    ratingScale: phase.ratingScale,
    opensHere: phase.reveal === 'inside',
    present: phase.present,
    ballot: phase.ballot,
    fields: phase.fields,
    manyRows: phase.manyRows,
    items: phase.items,
  };
}

const kindByInput: Readonly<Record<Exclude<Input, 'none' | 'questions'>, BlockKind>> = {
  notes: 'notes',
  private_reveal: 'write',
  question_rating: 'rate',
  card_each: 'round',
  vote: 'vote',
  free: 'discuss',
  statement: 'statement',
  grid: 'form',
  scale: 'scale',
  actions: 'actions',
  survey: 'survey',
};

function kindOf({ input, speak, shows }: MethodPhase): BlockKind {
  if (input === 'none') return shows === null ? 'talk' : 'show';
  if (input === 'questions') return speak === 'dialogue' ? 'dialogue' : 'questions';
  return kindByInput[input];
}
