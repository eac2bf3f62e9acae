import { blockChoices, type BlockKind, methodLimits } from '../../../../../schema/methods.js';
import type { RichText } from '../../../../../schema/rich-text.js';
import type { ComposedFieldsFragment, ComposedMethodInput, MethodBlockInput } from '../../../generated/graphql.js';
import { plainText } from '../../../ui/rich-text/rich-text-document.js';
import { bodyOf } from '../../../platform/drafts/body.js';

export type Composition = ComposedMethodInput;
export type Block = MethodBlockInput;

/** What the server sent, as it is sent back: without what belongs to the cache. */
export function compositionOf(sheet: ComposedFieldsFragment): Composition {
  return JSON.parse(JSON.stringify(sheet, (key, value: unknown) => (key === '__typename' ? undefined : value))) as Composition;
}

const kinds = Object.keys(blockChoices) as BlockKind[];
export const isKind = (kind: string): kind is BlockKind => kinds.some((known) => known === kind);
/** Of a kind that this version of the product does not know, nothing can be chosen. */
const unknownKind = { input: 'none', speak: [], contrib: [], writer: [], names: [], hidden: 'never', maxEach: false, shows: 'never' } as const;
export const choicesOf = (block: Pick<Block, 'kind'>) => (isKind(block.kind) ? blockChoices[block.kind] : unknownKind);
export const isHidden = (block: Pick<Block, 'kind' | 'hidden'>): boolean => choicesOf(block).hidden === 'always' || (choicesOf(block).hidden === 'choice' && block.hidden);

/** A key that no block of this method has. */
export function freeKey(method: Pick<Composition, 'blocks'>): string {
  for (let n = method.blocks.length + 1; ; n += 1) if (!method.blocks.some(({ key }) => key === `b${n}`)) return `b${n}`;
}

const usual: Partial<Record<BlockKind, Partial<Block>>> = {
  write: { contrib: 'listens', names: 'author_choice', opensHere: true, present: 'together' },
  questions: { contrib: 'listens', names: 'named', maxEach: 3 },
  dialogue: { names: 'named', maxEach: 3 },
  round: { names: 'named' },
  show: { present: 'one_by_one' },
  rate: { present: 'together', ratingScale: 'warm_cold' },
  vote: { ballot: { from: 'phase', phase: null, choices: 1, nl: '', en: '', skipBelow: null, makesContributor: false } },
  statement: { writer: 'contributor' },
  form: { writer: 'contributor' },
  scale: { writer: 'contributor' },
  actions: { writer: 'contributor' },
  survey: { items: [{ key: 'i1', nl: '', en: '', text: false, optional: false }] },
};

/** A new block with what its kind usually is; only its words are still to be written. */
export function newBlock(kind: BlockKind, key: string, name: { nl: string; en: string }): Block {
  const choices = blockChoices[kind];
  return {
    kind, key, minutes: 5, name, instruction: { nl: '', en: '' }, speak: choices.speak[0], previousSpeaks: false, contrib: choices.contrib[0], writer: null, names: null, hidden: false, maxEach: null,
    shows: null, showsRatings: null, orderByRating: [], ratingScale: null, opensHere: false, present: null, ballot: null, fields: [], manyRows: false, items: [], ...usual[kind],
  };
}

/** The same block as another kind: its words and minutes stay, its settings become what that kind usually has. */
export const asKind = (block: Block, kind: BlockKind): Block => ({ ...newBlock(kind, block.key, block.name), minutes: block.minutes, instruction: block.instruction });

/** Choosing who speaks decides about the contributor, where the two cannot be apart. */
export function withSpeak(block: Block, speak: string): Block {
  const allowed: readonly string[] = choicesOf(block).contrib;
  const silent: readonly string[] = ['listens', 'away'];
  const fits = (contrib: string): boolean =>
    (speak === 'dialogue') === (contrib === 'answers') && (speak !== 'group' || silent.includes(contrib)) && (speak !== 'contributor' || !silent.includes(contrib));
  const contrib = fits(block.contrib) ? block.contrib : (allowed.find(fits) ?? block.contrib);
  return { ...block, speak, contrib };
}

export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}

export const minutesOf = (method: Pick<Composition, 'blocks'>): number => method.blocks.reduce((sum, { minutes }) => sum + minutes, 0);

/** Earlier blocks in which people write something that can be shown later. */
export const textsBefore = (method: Composition, at: number): Block[] => method.blocks.slice(0, at).filter(({ kind }) => !['talk', 'show', 'notes', 'vote', 'survey', 'pause', 'rate'].includes(kind));
export const cardsBefore = (method: Composition, at: number): Block[] => method.blocks.slice(0, at).filter(({ kind }) => kind === 'round');
/** Whether a later block shows these texts. */
export const shownLater = (method: Composition, at: number): boolean => method.blocks.slice(at + 1).some(({ shows }) => shows === method.blocks[at]!.key);

export interface Fault {
  path: string;
  code: string;
  count: number | null;
}

/** The fault of one setting; `path` as the server gives it. */
export const faultAt = (faults: readonly Fault[], path: string): Fault | undefined => faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
export const faultsOfBlock = (faults: readonly Fault[], at: number): Fault[] => faults.filter(({ path }) => path.startsWith(`blocks.${at}.`));

/** What is being composed, with what it is about: kept as a draft, so that it is there on every device. */
export interface Kept {
  method: Composition;
  /** the version that it changes; 0: a new method */
  version: number;
  /** made once, so that pressing again after a lost answer makes the same method */
  id: string;
}

/** A draft is a text: this one is the method as JSON. */
export const draftOf = (kept: Kept): RichText => bodyOf(JSON.stringify(kept));

/** @returns null for a draft that is no method (any more) */
export function keptIn(body: RichText | null): Kept | null {
  if (!body) return null;
  try {
    const kept = JSON.parse(plainText(body)) as Partial<Kept>;
    const { method } = kept;
    const whole = typeof kept.id === 'string' && typeof kept.version === 'number' && typeof method?.name?.nl === 'string' && Array.isArray(method.blocks) && method.blocks.length <= methodLimits.blocks * 2;
    return whole ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
