import type { MethodFaultCode } from '../../../../../schema/methods.js';
import {
  inputsWithWriter,
  isSealed,
  isSilent,
  needsContributor,
  sumOfMinutes,
  type Ballot,
  type Method,
  type MethodCatalogue,
  type MethodPhase,
} from './method.js';

/** Something in a catalogue that the engine could not run: where, and what is wrong there. */
export interface Fault {
  /** "method five_step, phase advice" */
  readonly where: string;
  readonly says: string;
}

/** What is wrong with one phase: at which of its settings, by a code that people get a sentence for, and in our own words. */
export interface Flaw {
  readonly field: keyof MethodPhase;
  readonly code: MethodFaultCode;
  readonly says: string;
}

/** A flaw and the place of its phase in the list. */
export interface PhaseFlaw extends Flaw {
  readonly at: number;
}

/** Everything that makes a catalogue unusable; empty for a good one. */
export function catalogueFaults(catalogue: MethodCatalogue): Fault[] {
  const { frame, shortFrame } = catalogue;
  return [
    ...sectionFaults(catalogue, 'frame', frame.open, [], []),
    ...sectionFaults(catalogue, 'frame', frame.close, [], []),
    ...sumFault('frame', 'open_min', frame.openMinutes, sumOfMinutes(frame.open)),
    ...sumFault('frame', 'close_min', frame.closeMinutes, sumOfMinutes(frame.close)),
    ...sumFault('frame_short', 'open_min', shortFrame.openMinutes, sumOfMinutes(frame.open, shortFrame.minutes)),
    ...sumFault('frame_short', 'close_min', shortFrame.closeMinutes, sumOfMinutes(frame.close, shortFrame.minutes)),
    ...strangers('frame_short', 'min', Object.keys(shortFrame.minutes), keysOf([...frame.open, ...frame.close])),
    ...frame.before.flatMap((step) => strangers(`frame, step ${step.key}`, 'fields', step.fields, keysOf(catalogue.fields))),
    ...doubles('methods', keysOf(catalogue.methods)),
    ...catalogue.methods.flatMap((method) => methodFaults(catalogue, method)),
    ...chooserFaults(catalogue),
  ];
}

/**
 * What is wrong with one method; also for a method that a circle composes itself.
 * Minutes, order, reveal, writers, names, roles and references, as the rules of the catalogue say.
 */
export function methodFaults(catalogue: MethodCatalogue, method: Method): Fault[] {
  const where = `method ${method.key}`;
  const tags = keysOf(catalogue.tags);
  return [
    ...minuteFaults(method, where),
    ...roleFaults(method, where),
    ...contributorFaults(method, where),
    ...writtenFaults(method, where),
    ...strangers(where, 'suits', method.suits, tags),
    ...strangers(where, 'avoid', method.avoid, tags),
    ...sectionFaults(catalogue, where, method.phases, catalogue.frame.open, method.modules),
  ];
}

const keysOf = (list: readonly { readonly key: string }[]): string[] => list.map(({ key }) => key);

const strangers = (where: string, field: string, used: readonly string[], known: readonly string[]): Fault[] =>
  used.filter((key) => !known.includes(key)).map((key) => ({ where, says: `${field} names ${key}, which does not exist` }));

const doubles = (where: string, keys: readonly string[]): Fault[] =>
  keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => ({ where, says: `${key} is there twice, so that the second cannot be reached` }));

const sumFault = (where: string, field: string, said: number, sum: number): Fault[] =>
  said === sum ? [] : [{ where, says: `the minutes add up to ${sum}, and ${field} says ${said}` }];

function minuteFaults(method: Method, where: string): Fault[] {
  const { short, phases, subgroup } = method;
  const rounds = method.repeatPerPerson ? (subgroup?.size ?? 0) : 1;
  const shortRounds = method.repeatPerPerson ? (short?.subgroupSize ?? rounds) : 1;
  const faults = sumFault(where, 'core_min', method.coreMinutes, sumOfMinutes(phases) * rounds);
  if (method.coreMinutesPerRound !== null) faults.push(...sumFault(where, 'core_min_per_round', method.coreMinutesPerRound, sumOfMinutes(phases)));
  if (method.repeatPerPerson && !subgroup) faults.push({ where, says: 'a round per person needs a subgroup' });
  if (subgroup && !subgroup.allow.includes(subgroup.size)) faults.push({ where, says: `subgroups of ${subgroup.size} are not among those it allows` });
  if (short) {
    const sum = sumOfMinutes(phases, short.minutes);
    faults.push(...strangers(where, 'short.min', Object.keys(short.minutes), keysOf(phases)));
    faults.push(...sumFault(where, 'short.core_min', short.coreMinutes, sum * shortRounds));
    if (short.coreMinutesPerRound !== null) faults.push(...sumFault(where, 'short.core_min_per_round', short.coreMinutesPerRound, sum));
  }
  return faults;
}

function roleFaults(method: Method, where: string): Fault[] {
  const { group, participantMin } = method;
  const least = 1 + participantMin + (method.facilitator === 'required' ? 1 : 0);
  const faults: Fault[] = [];
  if (group.min < least) faults.push({ where, says: `group.min is ${group.min}, and its roles need ${least} people` });
  if (group.max < group.min) faults.push({ where, says: `group.max is ${group.max}, less than group.min` });
  return faults;
}

function contributorFaults(method: Method, where: string): Fault[] {
  const maker = method.phases.findIndex((phase) => phase.ballot?.makesContributor);
  const faults: Fault[] = [];
  if (method.contributorFrom !== null && method.phases[maker]?.key !== method.contributorFrom)
    faults.push({ where, says: `contributor_from names ${method.contributorFrom}, which does not make anyone the contributor` });
  const tooEarly = method.phases.slice(0, Math.max(maker, 0)).filter(needsContributor);
  return [...faults, ...tooEarly.map(({ key }) => ({ where: `${where}, phase ${key}`, says: 'cannot be reached: it needs the contributor, who is made later' }))];
}

function writtenFaults(method: Method, where: string): Fault[] {
  const profile = method.writtenProfile;
  if (!profile) return [];
  const days = Object.values(profile.phaseDays).reduce((sum, each) => sum + each, 0);
  const missing = method.phases.filter(({ key }) => profile.phaseDays[key] === undefined);
  return [
    ...(method.written ? [] : [{ where, says: 'has an async_profile, and async is false' }]),
    ...strangers(where, 'async_profile.phase_days', Object.keys(profile.phaseDays), keysOf(method.phases)),
    ...missing.map(({ key }) => ({ where: `${where}, phase ${key}`, says: 'has no days in async_profile.phase_days' })),
    ...(days === profile.totalDays ? [] : [{ where, says: `the days add up to ${days}, and async_profile.total_days says ${profile.totalDays}` }]),
    ...(profile.totalDays > profile.maxDays ? [{ where, says: 'async_profile.total_days is more than max_days' }] : []),
  ];
}

/** The phases of one section in their order; `before` are those that run earlier in the session. */
function sectionFaults(
  catalogue: MethodCatalogue,
  owner: string,
  phases: readonly MethodPhase[],
  before: readonly MethodPhase[],
  modules: readonly unknown[],
): Fault[] {
  const flaws = phaseFlaws(catalogue, phases, before, modules);
  return [...doubles(owner, keysOf(phases)), ...flaws.map(({ at, says }) => ({ where: `${owner}, phase ${phases[at]!.key}`, says }))];
}

/**
 * What is wrong with each phase of a list, in their order: what is shown, opened, rated, voted on, written and said.
 * @param before phases that run earlier in the session (the opening of the frame)
 */
export function phaseFlaws(
  catalogue: MethodCatalogue,
  phases: readonly MethodPhase[],
  before: readonly MethodPhase[],
  modules: readonly unknown[],
): PhaseFlaw[] {
  return phases.flatMap((phase, at) => {
    const look: Look = { phase, earlier: phases.slice(0, at), later: phases.slice(at + 1), before, modules, catalogue };
    return phaseRules.flatMap((rule) => rule(look)).map((flaw) => ({ ...flaw, at }));
  });
}

interface Look {
  readonly phase: MethodPhase;
  readonly earlier: readonly MethodPhase[];
  readonly later: readonly MethodPhase[];
  readonly before: readonly MethodPhase[];
  readonly modules: readonly unknown[];
  readonly catalogue: MethodCatalogue;
}

const when = (wrong: boolean, field: Flaw['field'], code: MethodFaultCode, says: string): Flaw[] => (wrong ? [{ field, code, says }] : []);

const phaseRules: readonly ((look: Look) => Flaw[])[] = [showsRule, revealRule, ratingRule, ballotRule, writerRule, fieldRule, contribRule];

/** Texts can be shown that are there. */
function showsRule({ phase, earlier }: Look): Flaw[] {
  if (phase.shows === null) return when(phase.showsRatings !== null, 'showsRatings', 'RATINGS_WITHOUT_TEXTS', 'shows ratings without showing what was rated');
  const source = earlier.find(({ key }) => key === phase.shows);
  if (!source) return when(true, 'shows', 'SHOWS_NOT_EARLIER', `shows ${phase.shows}, which is not an earlier phase`);
  return [
    ...when(['none', 'notes', 'vote', 'survey'].includes(source.input), 'shows', 'SHOWS_NO_TEXTS', `shows ${source.key}, where no texts for the group are entered`),
    ...when(phase.present === null, 'present', 'PRESENT_MISSING', `shows ${source.key} without saying how (present)`),
  ];
}

/** Who writes unseen must be able to be read: a sealed text that nothing opens is a promise without end. */
function revealRule({ phase, later }: Look): Flaw[] {
  const sealed = isSealed(phase);
  const shown = later.some(({ shows }) => shows === phase.key);
  return [
    ...when(sealed && phase.reveal === null && !shown, 'reveal', 'NEVER_SHOWN', 'is written unseen, and no later phase shows it'),
    ...when(sealed && phase.reveal !== null && shown, 'reveal', 'SHOWN_TWICE', 'is revealed inside and shown again by a later phase: one of the two'),
    ...when(!sealed && phase.reveal !== null, 'reveal', 'NOTHING_SEALED', 'reveals inside, and nothing in it is sealed'),
    ...when(phase.reveal !== null && phase.present === null, 'present', 'PRESENT_MISSING', 'reveals inside without saying how (present)'),
    ...when(sealed && phase.names === null, 'names', 'NAMES_MISSING', 'is written unseen without saying which names it allows'),
    ...when(phase.hidden && ['none', 'notes', 'vote', 'survey', 'private_reveal'].includes(phase.input), 'hidden', 'HIDES_NOTHING', `hides ${phase.input}, which has nothing to hide`),
  ];
}

function ratingRule({ phase, earlier, catalogue }: Look): Flaw[] {
  const rates = phase.input === 'question_rating';
  const rating = earlier.find(({ key }) => key === phase.showsRatings);
  const scale = catalogue.ratingScales[rating?.ratingScale ?? '']?.map(({ key }) => key) ?? [];
  return [
    ...when(rates && phase.shows === null, 'shows', 'RATES_NOTHING', 'rates without showing what'),
    ...when(rates && !Object.hasOwn(catalogue.ratingScales, phase.ratingScale ?? ''), 'ratingScale', 'RATING_SCALE', `rates on ${phase.ratingScale ?? 'no scale'}, which is not a rating scale`),
    ...when(rates !== (phase.contrib === 'rates'), 'contrib', 'RATES_CONTRIB', 'the contributor rates exactly where the input is question_rating'),
    ...when(phase.showsRatings !== null && rating?.shows !== phase.shows, 'showsRatings', 'RATINGS_OF_OTHERS', `shows ratings of ${phase.showsRatings}, which does not rate the same texts earlier`),
    ...phase.orderByRating.flatMap((key) => when(!scale.includes(key), 'orderByRating', 'RATING_ORDER', `orders by ${key}, which is not on the scale`)),
  ];
}

function ballotRule({ phase, earlier, before, modules }: Look): Flaw[] {
  const { ballot } = phase;
  if (phase.input !== 'vote') return when(ballot !== null, 'ballot', 'BALLOT_ELSEWHERE', 'has options, and is not a vote');
  if (!ballot) return when(true, 'ballot', 'BALLOT_MISSING', 'is a vote without options_from, choices and a ballot');
  const source = optionsOf(ballot, [...before, ...earlier]);
  return [
    ...when(ballot.from === 'modules' && modules.length < 2, 'ballot', 'OPTIONS_MODULES', 'takes its options from modules, and the method has none'),
    ...when(ballot.from === 'pitches' && !source, 'ballot', 'OPTIONS_NOT_EARLIER', 'takes its options from pitches, and no pitches come before it'),
    ...when(ballot.from === 'phase' && !source, 'ballot', 'OPTIONS_NOT_EARLIER', `takes its options from ${ballot.phase ?? 'a phase without a name'}, which is not an earlier phase`),
    ...when(source !== undefined && source.input !== 'card_each', 'ballot', 'OPTIONS_NO_CARDS', `takes its options from ${source?.key}, where no cards are made`),
    ...when(ballot.makesContributor && source?.names !== 'named', 'ballot', 'CONTRIBUTOR_WITHOUT_NAME', 'makes the author of a card the contributor, and the cards have no names'),
    ...when(phase.names !== 'nameless', 'names', 'VOTE_NAMED', 'is a vote and therefore nameless'),
  ];
}

const optionsOf = (ballot: Ballot, phases: readonly MethodPhase[]): MethodPhase | undefined =>
  phases.find(({ key }) => key === (ballot.from === 'pitches' ? 'pitches' : ballot.from === 'phase' ? ballot.phase : null));

function writerRule({ phase }: Look): Flaw[] {
  const needs = inputsWithWriter.has(phase.input);
  return [
    ...when(needs && phase.writer === null, 'writer', 'WRITER_MISSING', `enters ${phase.input} without naming the writer`),
    ...when(!needs && phase.writer !== null, 'writer', 'WRITER_ELSEWHERE', `names a writer, and ${phase.input} has none`),
    ...when(phase.writer === 'contributor' && isSilent(phase.contrib), 'writer', 'WRITER_SILENT', 'nobody may write: the contributor is the writer and is silent'),
    ...when(phase.input === 'questions' && phase.maxEach === null, 'maxEach', 'MAX_EACH_MISSING', 'asks for questions without maxEach'),
    ...when(phase.input === 'survey' && phase.items.length === 0, 'items', 'SURVEY_EMPTY', 'is a survey without items'),
    ...when(phase.input === 'survey' && phase.names !== 'nameless', 'names', 'SURVEY_NAMED', 'is a survey and therefore nameless'),
  ];
}

function fieldRule({ phase, catalogue }: Look): Flaw[] {
  const known = keysOf(catalogue.fields);
  return [
    ...when(phase.input === 'grid' && phase.fields.length === 0, 'fields', 'FORM_EMPTY', 'is a grid without fields'),
    ...when(phase.input !== 'grid' && phase.fields.length > 0, 'fields', 'FIELDS_ELSEWHERE', 'has fields, and is not a grid'),
    ...phase.fields.flatMap((key) => when(!known.includes(key), 'fields', 'FIELD_UNKNOWN', `has the field ${key}, which has no label`)),
  ];
}

/** Who speaks and what the contributor does are two views of the same thing. */
function contribRule({ phase }: Look): Flaw[] {
  return [
    ...when(phase.speak === 'group' && !isSilent(phase.contrib), 'contrib', 'GROUP_NOT_SILENT', 'the group speaks without the contributor, who is not silent'),
    ...when((phase.speak === 'dialogue') !== (phase.contrib === 'answers'), 'contrib', 'DIALOGUE_ANSWERS', 'the contributor answers exactly where there is a dialogue'),
    ...when(phase.speak === 'contributor' && isSilent(phase.contrib), 'contrib', 'SPEAKER_SILENT', 'only the contributor speaks, and is silent'),
  ];
}

function chooserFaults(catalogue: MethodCatalogue): Fault[] {
  const methods = keysOf(catalogue.methods);
  const tags = keysOf(catalogue.tags);
  return catalogue.chooser.flatMap((rule, at) => {
    const where = `chooser, rule ${at + 1}`;
    const asked = [rule.if.caseTag, rule.if.audience].filter((tag) => tag !== null);
    const offline = rule.written ? catalogue.methods.filter((each) => rule.suggest.includes(each.key) && !each.written) : [];
    return [
      ...strangers(where, 'suggest', rule.suggest, methods),
      ...strangers(where, 'block', rule.block, methods),
      ...strangers(where, 'if', asked, tags),
      ...offline.map(({ key }) => ({ where, says: `suggests ${key} in writing, which cannot run in writing` })),
    ];
  });
}
