import fc from 'fast-check';
import { blockChoices, blockKinds, type Block } from '../../src/features/intervision/domain/block.js';
import { namings, presents, type MethodCatalogue } from '../../src/features/intervision/domain/method.js';
import { ownMethodFrom, type OwnMethod } from '../../src/features/intervision/domain/own-method.js';

/** One change that somebody could make to a method, sensible or not. */
export type MethodEdit = (own: OwnMethod) => OwnMethod;

const words = fc.constantFrom({ nl: 'Iets', en: '' }, { nl: 'Iets', en: 'Something' });
const anyOf = <Value>(list: readonly Value[]) => fc.nat().map((at) => list[at % list.length]!);
const atBlock = (change: (block: Block, own: OwnMethod, n: number) => Block) => fc.tuple(fc.nat(40), fc.nat(400)).map(([at, n]): MethodEdit => (own) => ({ ...own, blocks: own.blocks.map((block, place) => (place === at % Math.max(own.blocks.length, 1) ? change(block, own, n) : block)) }));
const pick = <Value>(list: readonly Value[], n: number): Value => list[n % list.length]!;
const keyOf = (own: OwnMethod, n: number): string | null => (n % 5 === 0 ? null : (own.blocks[n % Math.max(own.blocks.length, 1)]?.key ?? null));

/** Changes by chance: other kinds and settings, blocks that move, go and come from other methods. */
export const methodEdits = (catalogue: MethodCatalogue): fc.Arbitrary<MethodEdit> => fc.oneof(
  atBlock((block, _own, n) => ({ ...block, kind: pick(blockKinds, n) })),
  // to something that this kind may be, as the editor offers it
  atBlock((block, _own, n) => ({ ...block, speak: pick(blockChoices[block.kind].speak, n), contrib: pick(blockChoices[block.kind].contrib, n >> 3) })),
  atBlock((block, _own, n) => ({ ...block, writer: n % 4 === 0 ? null : pick(['contributor', 'each', 'everyone', 'notetaker'] as const, n) })),
  atBlock((block, _own, n) => ({ ...block, names: n % 6 === 0 ? null : pick(namings, n) })),
  atBlock((block, _own, n) => ({ ...block, hidden: n % 2 === 0, opensHere: n % 3 === 0, present: n % 7 === 0 ? null : pick(presents, n) })),
  atBlock((block, own, n) => ({ ...block, shows: keyOf(own, n), present: pick(presents, n) })),
  atBlock((block, own, n) => ({ ...block, ratingScale: n % 3 ? 'warm_cold' : null, showsRatings: keyOf(own, n), orderByRating: n % 2 ? ['warm'] : [] })),
  atBlock((block, own, n) => ({ ...block, kind: 'vote', speak: 'solo', contrib: 'writes', ballot: { from: n % 3 ? 'phase' : 'modules', phase: keyOf(own, n), choices: 1 + (n % 3), nl: 'Kies', en: '', skipBelow: null, makesContributor: n % 4 === 0 } })),
  atBlock((block, _own, n) => ({ ...block, minutes: n % 70, maxEach: n % 12 === 0 ? null : n % 12 })),
  atBlock((block, _own, n) => ({ ...block, fields: n % 3 ? ['title', 'my_role'] : [], items: n % 4 ? [{ key: 'i1', nl: 'Ging het goed?', en: '', type: 'agree5', optional: false }] : [] })),
  fc.nat(40).map((at): MethodEdit => (own) => ({ ...own, blocks: own.blocks.filter((_, place) => place !== at % Math.max(own.blocks.length, 1)) })),
  fc.tuple(fc.nat(40), fc.nat(40)).map(([from, to]): MethodEdit => (own) => {
    const blocks = [...own.blocks];
    const [moved] = blocks.splice(from % Math.max(blocks.length, 1), 1);
    if (moved) blocks.splice(to % (blocks.length + 1), 0, moved);
    return { ...own, blocks };
  }),
  fc.tuple(anyOf(catalogue.methods), fc.nat(40), fc.nat(40), words).map(([other, which, to, name]): MethodEdit => (own) => {
    const phases = ownMethodFrom(other).blocks;
    const block = phases[which % phases.length]!;
    return { ...own, blocks: [...own.blocks.slice(0, to), { ...block, name, key: `x${own.blocks.length}_${which}` }, ...own.blocks.slice(to)] };
  }),
  fc.record({ groupMin: fc.integer({ min: 2, max: 8 }), groupMax: fc.integer({ min: 4, max: 12 }), facilitatorRequired: fc.boolean() }).map((change): MethodEdit => (own) => ({ ...own, ...change })),
);

