import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { blockKinds, blockOf, phaseOf, type Block } from './block.js';
import { methodFaults } from './method-faults.js';
import { methodNamed } from './method.js';
import { methodOf, ownMethodFaults, ownMethodFrom, type OwnMethod } from './own-method.js';

const catalogue = loadMethodCatalogue();
const identity = { key: 'own', version: 3 };
const from = (key: string): OwnMethod => ownMethodFrom(methodNamed(catalogue, key));
const said = (own: OwnMethod): string[] => ownMethodFaults(catalogue, own).map(({ path, code }) => `${path} ${code}`);
const incident = from('incident');
const at = (key: string, own = incident): number => own.blocks.findIndex((block) => block.key === key);
const changed = (key: string, change: Partial<Block>, own = incident): OwnMethod => ({ ...own, blocks: own.blocks.map((block) => (block.key === key ? { ...block, ...change } : block)) });
const without = (key: string, own = incident): OwnMethod => ({ ...own, blocks: own.blocks.filter((block) => block.key !== key) });

describe('blocks', () => {
  it('make every phase of the nineteen methods, and come back as the same phase', () => {
    const phases = catalogue.methods.flatMap(({ phases: list }) => list);
    expect(phases.length).toBeGreaterThan(100);
    for (const phase of phases) expect(phaseOf(blockOf(phase))).toEqual(phase);
    expect(new Set(phases.map((phase) => blockOf(phase).kind)).size).toBeGreaterThan(12);
  });

  it('leave out what their kind has no use for', () => {
    const pause = phaseOf({ ...incident.blocks[at('write_questions')]!, kind: 'pause', writer: 'each', names: 'nameless', shows: 'story', opensHere: true, present: 'together' });
    expect(pause).toMatchObject({ input: 'none', hidden: false, names: null, maxEach: null, shows: null, reveal: null, present: null, writer: null });
  });

  it('say Dutch where there is no English', () => {
    expect(phaseOf({ ...incident.blocks[0]!, name: { nl: 'Verhaal', en: '' } }).name).toEqual({ nl: 'Verhaal', en: 'Verhaal' });
  });
});

describe('a method of one’s own', () => {
  it.each(catalogue.methods.map(({ key }) => key))('begins as %s without a fault, and is that method', (key) => {
    const own = from(key);
    const basis = methodNamed(catalogue, key);
    expect(said(own)).toEqual([]);
    const method = methodOf(catalogue, own, identity);
    expect(methodFaults(catalogue, method)).toEqual([]);
    expect(method).toMatchObject({ key: 'own', version: 3, phases: basis.phases, coreMinutes: basis.coreMinutes, group: basis.group, subgroup: basis.subgroup, contributorFrom: basis.contributorFrom });
  });

  it('counts its minutes again when they change, every round of it', () => {
    expect(methodOf(catalogue, changed('info', { minutes: 7 }), identity).coreMinutes).toBe(methodNamed(catalogue, 'incident').coreMinutes - incident.blocks[at('info')]!.minutes + 7);
    const troika = from('troika');
    const longer = changed(troika.blocks[0]!.key, { minutes: troika.blocks[0]!.minutes + 1 }, troika);
    expect(methodOf(catalogue, longer, identity)).toMatchObject({ coreMinutes: 39, coreMinutesPerRound: 13 });
  });

  it.each<[string, OwnMethod, string]>([
    ['no name', { ...incident, name: { nl: '', en: 'Name' } }, 'name NAME_MISSING'],
    ['nothing in it', { ...incident, blocks: [] }, 'blocks NO_BLOCKS'],
    ['too much in it', { ...incident, blocks: Array.from({ length: 25 }, (_, n) => ({ ...incident.blocks[0]!, key: `b${n}`, minutes: 1 })) }, 'blocks TOO_MANY_BLOCKS'],
    ['too long', { ...incident, blocks: Array.from({ length: 5 }, (_, n) => ({ ...incident.blocks[0]!, key: `b${n}`, minutes: 60 })) }, 'blocks TOO_LONG'],
    ['too few people for its roles', { ...incident, groupMin: 2 }, 'groupMin GROUP_TOO_SMALL'],
    ['bounds the wrong way round', { ...incident, groupMin: 9, groupMax: 8 }, 'groupMax GROUP_BOUNDS'],
    ['based on nothing', { ...incident, basedOn: 'magic' }, 'basedOn BASIS_UNKNOWN'],
    ['an unknown block', changed('info', { kind: 'dance' as never }), `blocks.${at('info')}.kind UNKNOWN_BLOCK`],
    ['a block kind that every object has', changed('info', { kind: 'constructor' as never }), `blocks.${at('info')}.kind UNKNOWN_BLOCK`],
    ['a key that is there twice', { ...incident, blocks: [...incident.blocks, incident.blocks[0]!] }, `blocks.${incident.blocks.length}.key KEY_TWICE`],
    ['no minutes', changed('info', { minutes: 0 }), `blocks.${at('info')}.minutes MINUTES`],
    ['an hour and a minute', changed('info', { minutes: 61 }), `blocks.${at('info')}.minutes MINUTES`],
    ['no name of a block', changed('info', { name: { nl: '', en: '' } }), `blocks.${at('info')}.name BLOCK_NAME_MISSING`],
    ['no instruction', changed('info', { instruction: { nl: '', en: '' } }), `blocks.${at('info')}.instruction INSTRUCTION_MISSING`],
    ['someone unknown who speaks', changed('info', { speak: 'whisper' as never }), `blocks.${at('info')}.speak CHOICE`],
    ['a way of opening that is none', changed('info', { present: 'sideways' as never }), `blocks.${at('info')}.present CHOICE`],
    ['what is written and never shown', without('info'), `blocks.${at('write_questions')}.opensHere NEVER_SHOWN`],
    ['what is shown and not there', without('write_questions'), `blocks.${at('info') - 1}.shows SHOWS_NOT_EARLIER`],
    ['what is opened in two ways', changed('write_questions', { opensHere: true, present: 'together' }), `blocks.${at('write_questions')}.opensHere SHOWN_TWICE`],
    ['what is opened without saying how', changed('info', { present: null }), `blocks.${at('info')}.present PRESENT_MISSING`],
    ['more of each than anyone writes', changed('write_questions', { maxEach: 11 }), `blocks.${at('write_questions')}.maxEach MAX_EACH`],
    ['questions without a number', changed('write_questions', { maxEach: null }), `blocks.${at('write_questions')}.maxEach MAX_EACH_MISSING`],
    ['nameless while everyone reads along', changed('write_questions', { names: 'nameless', hidden: false }), `blocks.${at('write_questions')}.names NAMELESS_SEEN`],
    ['nameless among three', { ...changed('write_questions', { names: 'nameless' }), groupMin: 3, groupMax: 5 }, `blocks.${at('write_questions')}.names NAMELESS_FEW`],
    ['the only writer without a name', changed('info', { kind: 'form', writer: 'contributor', names: 'nameless', fields: ['title'], hidden: true, speak: 'contributor', contrib: 'speaks', opensHere: true, present: 'together' }), `blocks.${at('info')}.names NAMELESS_ONE_WRITER`],
    ['a form without fields', changed('info', { kind: 'form', writer: 'each', fields: [], speak: 'all', contrib: 'speaks' }), `blocks.${at('info')}.fields FORM_EMPTY`],
    ['a form with a field that is unknown', changed('info', { kind: 'form', writer: 'each', fields: ['toString'], speak: 'all', contrib: 'speaks' }), `blocks.${at('info')}.fields FIELD_UNKNOWN`],
    ['a group that talks over someone', changed('discuss', { speak: 'group', contrib: 'speaks' }), `blocks.${at('discuss')}.contrib GROUP_NOT_SILENT`],
    ['a dialogue without an answer', changed('discuss', { speak: 'dialogue', contrib: 'speaks' }), `blocks.${at('discuss')}.contrib DIALOGUE_ANSWERS`],
    ['a silent speaker', changed('discuss', { kind: 'talk', speak: 'contributor', contrib: 'listens' }), `blocks.${at('discuss')}.contrib SPEAKER_SILENT`],
    ['a rating on no scale', changed('info', { kind: 'rate', speak: 'contributor', contrib: 'rates', ratingScale: 'toString' }), `blocks.${at('info')}.ratingScale RATING_SCALE`],
    ['a vote about nothing', changed('discuss', { kind: 'vote', speak: 'solo', contrib: 'writes', ballot: null }), `blocks.${at('discuss')}.ballot BALLOT_MISSING`],
    ['a survey without questions', changed('discuss', { kind: 'survey', speak: 'solo', contrib: 'writes', items: [] }), `blocks.${at('discuss')}.items SURVEY_EMPTY`],
  ])('says where and what: %s', (_fault, own, expected) => {
    expect(said(own)).toContain(expected);
  });

  it('says one thing per setting', () => {
    for (const kind of blockKinds) {
      const paths = ownMethodFaults(catalogue, changed('info', { kind })).map(({ path }) => path).filter((path) => path.startsWith(`blocks.${at('info')}.`));
      expect(paths).toEqual([...new Set(paths)]);
    }
  });
});
