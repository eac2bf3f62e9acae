import { methodLimits, type MethodFaultCode } from '../../../../../schema/methods.js';
import { blockChoices, blockKinds, blockOf, hasManyWriters, inBoth, isHidden, phaseOf, type Block } from './block.js';
import { isSilent, needsContributor, presents, sumOfMinutes, type Method, type MethodCatalogue, type MethodPhase, type Words } from './method.js';
import { phaseFlaws } from './method-faults.js';
import { namelessFrom } from './sealing.js';

/**
 * A method that a circle or organisation makes itself. It begins as one of the catalogue: what is not composed of blocks
 * (subgroups, rounds per person, advice modules) stays as it is there.
 */
export interface OwnMethod {
  /** key of the catalogue's method that it began as */
  readonly basedOn: string;
  readonly name: Words;
  readonly purpose: Words;
  readonly groupMin: number;
  readonly groupMax: number;
  readonly facilitatorRequired: boolean;
  readonly rules: readonly Words[];
  readonly blocks: readonly Block[];
}

/** One thing that has to be mended before it can be used. */
export interface MethodFault {
  /** from the method on: `name`, `blocks.3.shows` */
  readonly path: string;
  readonly code: MethodFaultCode;
  /** the bound, or the number that it should be */
  readonly count: number | null;
}

/** Where a method of one's own comes from, when it is in the list of methods. */
export interface MethodIdentity {
  readonly key: string;
  readonly version: number;
}

/** The catalogue's method as something to change. */
export const ownMethodFrom = (method: Method): OwnMethod => ({
  basedOn: method.key,
  name: method.name,
  purpose: method.purpose,
  groupMin: method.group.min,
  groupMax: method.group.max,
  facilitatorRequired: method.facilitator === 'required',
  rules: method.rules,
  blocks: method.phases.map(blockOf),
});

/**
 * The method that the engine runs: the same shape as the catalogue's. Only for one without faults.
 * @throws Error when the catalogue does not have what it is based on
 */
export function methodOf(catalogue: MethodCatalogue, own: OwnMethod, identity: MethodIdentity): Method {
  const basis = basisOf(catalogue, own);
  if (!basis) throw new Error(`There is no method ${own.basedOn} to begin with`);
  const phases = own.blocks.map(phaseOf);
  const perRound = sumOfMinutes(phases);
  return {
    key: identity.key,
    version: identity.version,
    name: inBoth(own.name),
    source: basis.source,
    level: basis.level,
    group: { min: own.groupMin, max: own.groupMax },
    facilitator: own.facilitatorRequired ? 'required' : 'optional',
    participantMin: Math.max(1, own.groupMin - rolesBeside(own)),
    coreMinutes: perRound * roundsOf(basis),
    coreMinutesPerRound: basis.repeatPerPerson ? perRound : null,
    repeatPerPerson: basis.repeatPerPerson,
    subgroup: basis.subgroup,
    short: null,
    written: false,
    writtenProfile: null,
    purpose: inBoth(own.purpose),
    suits: [],
    avoid: [],
    contributorFrom: phases.find(({ ballot }) => ballot?.makesContributor)?.key ?? null,
    modules: basis.modules,
    artefactRequired: basis.artefactRequired,
    phases,
    rules: own.rules.map(inBoth),
    output: [],
    followUp: null,
  };
}

/** Minutes of a whole session of it, opening and closing included, as it stands now; faults do not matter. */
export function sessionMinutes(catalogue: MethodCatalogue, own: OwnMethod): number {
  const basis = basisOf(catalogue, own);
  return sumOfMinutes(own.blocks) * (basis ? roundsOf(basis) : 1) + catalogue.frame.openMinutes + catalogue.frame.closeMinutes;
}

const basisOf = (catalogue: MethodCatalogue, { basedOn }: OwnMethod): Method | undefined => catalogue.methods.find(({ key }) => key === basedOn);
const roundsOf = ({ repeatPerPerson, subgroup }: Method): number => (repeatPerPerson ? (subgroup?.size ?? 1) : 1);
/** The contributor, and whoever does nothing but lead. */
const rolesBeside = ({ facilitatorRequired }: OwnMethod): number => 1 + (facilitatorRequired ? 1 : 0);

/** Everything that keeps a method from being used; empty for a good one. In the order in which it stands on the page. */
export function ownMethodFaults(catalogue: MethodCatalogue, own: OwnMethod): MethodFault[] {
  const basis = basisOf(catalogue, own);
  if (!basis) return [fault('basedOn', 'BASIS_UNKNOWN')];
  const least = 1 + rolesBeside(own);
  const unknown = own.blocks.flatMap((block, at) => (blockKinds.includes(block.kind) ? [] : [fault(`blocks.${at}.kind`, 'UNKNOWN_BLOCK')]));
  return [
    ...when(own.name.nl === '', 'name', 'NAME_MISSING'),
    ...when(own.groupMin < least, 'groupMin', 'GROUP_TOO_SMALL', least),
    ...when(own.groupMin > own.groupMax || own.groupMax > methodLimits.peopleMost, 'groupMax', 'GROUP_BOUNDS', methodLimits.peopleMost),
    ...when(own.blocks.length === 0, 'blocks', 'NO_BLOCKS'),
    ...when(own.blocks.length > methodLimits.blocks, 'blocks', 'TOO_MANY_BLOCKS', methodLimits.blocks),
    ...when(sumOfMinutes(own.blocks) * roundsOf(basis) > methodLimits.coreMinutes, 'blocks', 'TOO_LONG', methodLimits.coreMinutes),
    // a block of an unknown kind has no settings to look at
    ...(unknown.length > 0 ? unknown : blockFaults(catalogue, own, basis)),
  ];
}

const fault = (path: string, code: MethodFaultCode, count: number | null = null): MethodFault => ({ path, code, count });
const when = (wrong: boolean, path: string, code: MethodFaultCode, count: number | null = null): MethodFault[] => (wrong ? [fault(path, code, count)] : []);

function blockFaults(catalogue: MethodCatalogue, own: OwnMethod, basis: Method): MethodFault[] {
  const phases = own.blocks.map(phaseOf);
  const flaws = phaseFlaws(catalogue, phases, catalogue.frame.open, basis.modules);
  const maker = phases.findIndex(({ ballot }) => ballot?.makesContributor);
  return own.blocks.flatMap((block, at) => {
    const alone = [...settingFaults(block), ...namelessFaults(own, block)];
    const among = [
      ...when(own.blocks.findIndex(({ key }) => key === block.key) !== at, 'key', 'KEY_TWICE'),
      ...when(at < maker && needsContributor(phases[at]!), 'speak', 'CONTRIBUTOR_LATER'),
      ...flaws.filter((flaw) => flaw.at === at).map(({ field, code }) => fault(settingOf(field), code)),
    ];
    // one sentence per setting: what it may be comes before what follows from it
    const said = new Set(alone.map(({ path }) => path));
    return [...alone, ...among.filter(({ path }) => !said.has(path))].map((each) => ({ ...each, path: `blocks.${at}.${each.path}` }));
  });
}

/** A phase of the engine names its settings a little differently. */
const settingOf = (field: keyof MethodPhase): string => (field === 'reveal' ? 'opensHere' : field);

/** Each setting by itself. */
function settingFaults(block: Block): MethodFault[] {
  const { kind, minutes, maxEach, ballot } = block;
  const choices = blockChoices[kind];
  const among = <Value extends string>(allowed: readonly Value[], value: Value | null): boolean => allowed.length === 0 || value === null || allowed.includes(value);
  return [
    ...when(block.name.nl === '', 'name', 'BLOCK_NAME_MISSING'),
    ...when(block.instruction.nl === '' && kind !== 'pause', 'instruction', 'INSTRUCTION_MISSING'),
    ...when(!(minutes >= methodLimits.minutesLeast && minutes <= methodLimits.minutesMost), 'minutes', 'MINUTES', methodLimits.minutesMost),
    ...when(!choices.speak.includes(block.speak), 'speak', 'CHOICE'),
    ...when(!choices.contrib.includes(block.contrib), 'contrib', 'CHOICE'),
    ...when(!among(choices.writer, block.writer), 'writer', 'CHOICE'),
    ...when(!among(choices.names, block.names), 'names', 'CHOICE'),
    ...when(choices.shows === 'needed' && block.shows === null, 'shows', 'SHOWS_MISSING'),
    ...when(!among(presents, block.present), 'present', 'CHOICE'),
    ...when(choices.maxEach && maxEach !== null && !(maxEach >= 1 && maxEach <= methodLimits.maxEach), 'maxEach', 'MAX_EACH', methodLimits.maxEach),
    ...when(kind === 'vote' && ballot !== null && ballot.nl === '', 'ballot', 'BALLOT_MISSING'),
    ...when(kind === 'vote' && ballot !== null && !(ballot.choices >= 1 && ballot.choices <= methodLimits.choices), 'ballot', 'BALLOT_CHOICES', methodLimits.choices),
    ...when(kind === 'vote' && ballot !== null && ballot.from !== 'phase' && ballot.from !== 'modules', 'ballot', 'CHOICE'),
    ...when(kind === 'survey' && block.items.some(({ nl }) => nl === ''), 'items', 'SURVEY_EMPTY'),
  ];
}

/** Without a name is only what nobody can place: unseen while it is written, by one of enough people (decisions 22). */
function namelessFaults(own: OwnMethod, block: Block): MethodFault[] {
  if (blockChoices[block.kind].names.length === 0 || block.names === null || block.names === 'named') return [];
  if (!hasManyWriters(block)) return [fault('names', 'NAMELESS_ONE_WRITER')];
  if (!isHidden(block)) return [fault('names', 'NAMELESS_SEEN')];
  const writers = own.groupMax - (own.facilitatorRequired ? 1 : 0) - (isSilent(block.contrib) ? 1 : 0);
  return when(writers < namelessFrom, 'names', 'NAMELESS_FEW', namelessFrom);
}
