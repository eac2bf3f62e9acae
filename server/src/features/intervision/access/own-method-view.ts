import { brand } from '../../../platform/graphql/brand.js';
import type { Block } from '../domain/block.js';
import type { DryRun } from '../domain/dry-run.js';
import type { MethodCatalogue } from '../domain/method.js';
import type { MethodFault, OwnMethod } from '../domain/own-method.js';
import { words } from './methods.js';
import { scriptView, upper } from './session-view.js';

/** A method as it was composed: both languages as they were given, an empty English included. */
const composedView = (own: OwnMethod) =>
  brand('ComposedMethod', {
    basedOn: own.basedOn,
    name: words(own.name),
    purpose: words(own.purpose),
    groupMin: own.groupMin,
    groupMax: own.groupMax,
    facilitatorRequired: own.facilitatorRequired,
    rules: own.rules.map(words),
    blocks: own.blocks.map(blockView),
  });

/** A method with what there is to compose it from. */
export const sheetView = (catalogue: MethodCatalogue, method: object, own: OwnMethod) =>
  brand('MethodSheet', {
    method,
    composed: composedView(own),
    fields: catalogue.fields.map((field) => brand('LabelledWords', { key: field.key, words: words(field) })),
    ratingScales: Object.entries(catalogue.ratingScales).map(([key, steps]) => brand('LabelledWords', { key, words: words({ nl: steps.map(({ nl }) => nl).join(', '), en: steps.map(({ en }) => en).join(', ') }) })),
  });

const blockView = (block: Block) =>
  brand('MethodBlock', {
    kind: block.kind,
    key: block.key,
    minutes: block.minutes,
    name: words(block.name),
    instruction: words(block.instruction),
    speak: block.speak,
    previousSpeaks: block.speaker === 'previous_contributor',
    contrib: block.contrib,
    writer: block.writer,
    names: block.names,
    hidden: block.hidden,
    maxEach: block.maxEach,
    shows: block.shows,
    showsRatings: block.showsRatings,
    orderByRating: block.orderByRating,
    ratingScale: block.ratingScale,
    opensHere: block.opensHere,
    present: block.present,
    ballot: block.ballot && brand('BlockBallot', { ...block.ballot }),
    fields: block.fields,
    manyRows: block.manyRows,
    items: block.items.map((item) => brand('BlockItem', { key: item.key, nl: item.nl, en: item.en, text: item.type === 'text', optional: item.optional })),
  });

export const faultView = ({ path, code, count }: MethodFault) => brand('MethodFault', { path, code, count });

/** A trial of a method: everything in it is invented, so that it may be seen through anyone's eyes. */
export const dryRunView = (run: DryRun) =>
  brand('DryRun', {
    minutes: run.minutes,
    script: scriptView(run.script),
    people: run.people.map(({ name, role }) => brand('DryRunPerson', { name, role })),
    texts: run.texts.map((text) => brand('DryRunText', { phase: text.phase, author: text.author, words: words(text.words), sharing: upper(text.sharing), kind: upper(text.kind) })),
    frames: run.frames.map(({ received, event, ...frame }) => brand('DryRunFrame', { ...frame, event: upper(event), received: received.map((each) => brand('DryRunReceipt', { ...each })) })),
  });
