import { z } from 'zod';
import { methodLimits } from '../../../../../schema/methods.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Block } from '../domain/block.js';
import type { OwnMethod } from '../domain/own-method.js';

/**
 * The form of a method that someone composes: lengths and characters. What a word of an enumeration may be, and what is
 * missing, is for `ownMethodFaults`, so that it is said as a sentence while composing. Nothing unknown passes through.
 */
const words = (max: number) => z.object({ nl: text(max, 0), en: text(max, 0) });
const key = text(methodLimits.key, 0);
const maybe = key.nullish().transform((value) => value || null);
/** A block's own name goes into scripts and look-ups: plain letters, and nothing that every object has anyhow. */
const ownKey = text(methodLimits.key, 1).refine((value) => /^[a-z0-9][a-z0-9_]*$/.test(value) && !(value in {}), { params: { problem: 'NOT_ALLOWED' } });
/** Bounds are faults with a sentence; here is only what is no number at all, or no phase could ever have. */
const count = z.int().min(-1_000).max(1_000);
const manyBlocks = methodLimits.blocks * 2;

const ballot = z.object({ from: key, phase: maybe, choices: count, nl: text(methodLimits.ballot, 0), en: text(methodLimits.ballot, 0), skipBelow: count.nullish(), makesContributor: z.boolean() });
const item = z.object({ key, nl: text(methodLimits.item, 0), en: text(methodLimits.item, 0), text: z.boolean(), optional: z.boolean() });

const block = z.object({
  kind: key,
  key: ownKey,
  minutes: count,
  name: words(methodLimits.name),
  instruction: words(methodLimits.instruction),
  speak: key,
  previousSpeaks: z.boolean(),
  contrib: key,
  writer: maybe,
  names: maybe,
  hidden: z.boolean(),
  maxEach: count.nullish(),
  shows: maybe,
  showsRatings: maybe,
  orderByRating: z.array(key).max(methodLimits.fields),
  ratingScale: maybe,
  opensHere: z.boolean(),
  present: maybe,
  ballot: ballot.nullish(),
  fields: z.array(key).max(methodLimits.fields),
  manyRows: z.boolean(),
  items: z.array(item).max(methodLimits.items),
});

const shape = z.object({
  basedOn: text(methodLimits.key, 1),
  name: words(methodLimits.name),
  purpose: words(methodLimits.purpose),
  groupMin: count,
  groupMax: count,
  facilitatorRequired: z.boolean(),
  rules: z.array(words(methodLimits.rule)).max(methodLimits.rules),
  blocks: z.array(block).max(manyBlocks),
});

/**
 * A composed method in the words of the domain.
 * @throws KringError INVALID_INPUT with the path of each field, from `root`
 */
export function readOwnMethod(raw: unknown, root: string): OwnMethod {
  const read = parseInput(shape, raw, root);
  return { ...read, rules: read.rules.filter(({ nl, en }) => nl !== '' || en !== ''), blocks: read.blocks.map(blockFrom) };
}

/** Words of enumerations pass as they are: whoever reads them next checks them (`ownMethodFaults`). */
const blockFrom = ({ previousSpeaks, ballot: vote, maxEach, items, ...row }: z.output<typeof block>): Block =>
  ({
    ...row,
    speaker: previousSpeaks ? 'previous_contributor' : null,
    maxEach: maxEach ?? null,
    ballot: vote ? { ...vote, skipBelow: vote.skipBelow ?? null } : null,
    items: items.map(({ text: isText, ...rest }) => ({ ...rest, type: isText ? 'text' : 'agree5' })),
  }) as Block;
