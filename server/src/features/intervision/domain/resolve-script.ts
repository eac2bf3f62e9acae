import { isSealed, type FrameLength, type Method, type MethodCatalogue, type MethodPhase, type Profile, type Writer } from './method.js';
import type { Script, ScriptPhase, Section } from './script.js';
import { divide } from './subgroups.js';

/** What is known and chosen when a session is planned. */
export interface ScriptChoices {
  readonly frame: FrameLength;
  readonly profile: Profile;
  readonly written: boolean;
  /** everyone who takes part, contributor and facilitator included */
  readonly people: number;
  /** someone brought a case last time, and can look back */
  readonly previousContributor: boolean;
  /** a vote beforehand settled the case */
  readonly caseChosen: boolean;
  /** how many cases there are to choose from, when that is known already */
  readonly options: number | null;
  /** minutes that the facilitator changed: `section.key` → minutes */
  readonly minutes: Readonly<Record<string, number>>;
}

export type ScriptRefusal = 'NO_SHORT_PROFILE' | 'NOT_IN_WRITING' | 'NO_SUBGROUPS' | 'UNKNOWN_PHASE' | 'MINUTES_OUT_OF_BOUNDS' | 'TOO_MANY_DAYS';
export type ScriptResult = { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly refusal: ScriptRefusal; readonly phase?: string };

/** Before the start a phase can be made this short and this long, in minutes. */
export const phaseMinutes = { least: 1, most: 60 } as const;

/** A phase of the catalogue on its way into a script. */
interface Step {
  readonly section: Section;
  readonly round: number | null;
  readonly phase: MethodPhase;
}

/**
 * The phases of one session: frame around method, short where chosen, one round per person where the method says so,
 * without what does not apply. In writing: method and closing, in working days.
 */
export function resolveScript(catalogue: MethodCatalogue, method: Method, choices: ScriptChoices): ScriptResult {
  if (choices.written && !method.written) return { ok: false, refusal: 'NOT_IN_WRITING' };
  if (choices.profile === 'short' && !method.short) return { ok: false, refusal: 'NO_SHORT_PROFILE' };
  const subgroups = subgroupsOf(method, choices);
  if (method.subgroup && !subgroups) return { ok: false, refusal: 'NO_SUBGROUPS' };

  const steps = stepsOf(catalogue, method, choices, subgroups);
  const known = new Set(steps.map(placeOf));
  for (const [place, minutes] of Object.entries(choices.minutes)) {
    if (!known.has(place)) return { ok: false, refusal: 'UNKNOWN_PHASE', phase: place };
    if (!Number.isInteger(minutes) || minutes < phaseMinutes.least || minutes > phaseMinutes.most) return { ok: false, refusal: 'MINUTES_OUT_OF_BOUNDS', phase: place };
  }

  const phases = steps.map((step, index) => scriptPhase(catalogue, method, choices, subgroups, steps, step, index));
  if (choices.written && phases.reduce((sum, phase) => sum + phase.days, 0) > (method.writtenProfile?.maxDays ?? Infinity)) return { ok: false, refusal: 'TOO_MANY_DAYS' };
  return {
    ok: true,
    script: {
      method: method.key,
      ...(method.version === undefined ? {} : { methodVersion: method.version }),
      name: method.name,
      frame: choices.frame,
      profile: choices.profile,
      written: choices.written,
      facilitator: method.facilitator,
      everyoneContributes: subgroups !== null,
      subgroups,
      artefactRequired: method.artefactRequired,
      rules: method.rules,
      phases,
    },
  };
}

const placeOf = ({ section, phase }: Step): string => `${section}.${phase.key}`;

function subgroupsOf(method: Method, choices: ScriptChoices): number[] | null {
  if (!method.subgroup) return null;
  const size = choices.profile === 'short' ? method.short?.subgroupSize : null;
  return divide(choices.people, size ? { size, allow: [size] } : method.subgroup);
}

function stepsOf(catalogue: MethodCatalogue, method: Method, choices: ScriptChoices, subgroups: readonly number[] | null): Step[] {
  const { frame } = catalogue;
  const section = (name: Section, phases: readonly MethodPhase[], round: number | null = null): Step[] => phases.map((phase) => ({ section: name, round, phase }));
  const rounds = method.repeatPerPerson ? Math.max(...(subgroups ?? [1])) : 0;
  const core = rounds > 0 ? Array.from({ length: rounds }, (_, at) => section('core', method.phases, at + 1)).flat() : section('core', method.phases);
  const close = section('close', subgroups ? frame.close.map(everyonesOwn) : frame.close);
  if (choices.written) return [...core, ...close].filter(({ phase }) => daysOf(catalogue, method, phase) > 0);
  return [...section('open', frame.open.filter((phase) => applies(phase, choices, subgroups !== null || method.contributorFrom !== null))), ...core, ...close];
}

/**
 * Which phases of the opening this session has. No case is named or chosen where everyone brings one (subgroups), or
 * where the method itself makes the contributor.
 */
function applies(phase: MethodPhase, choices: ScriptChoices, noCaseToChoose: boolean): boolean {
  if (phase.writer === 'previous_contributor') return choices.previousContributor;
  if (phase.key === 'pitches') return !noCaseToChoose;
  if (phase.ballot?.from !== 'pitches') return true;
  const tooFew = choices.options !== null && phase.ballot.skipBelow !== null && choices.options < phase.ballot.skipBelow;
  return !noCaseToChoose && !choices.caseChosen && !tooFew;
}

/** In subgroups everyone was contributor, so what the frame asks of the contributor it asks of each. */
const everyonesOwn = (phase: MethodPhase): MethodPhase =>
  phase.writer === 'contributor' ? { ...phase, writer: 'each', speak: 'round' } : phase;

function daysOf(catalogue: MethodCatalogue, method: Method, phase: MethodPhase): number {
  const own = method.phases.includes(phase) ? method.writtenProfile?.phaseDays[phase.key] : undefined;
  const { daysByInput, extraDaysFor } = catalogue.writtenDefaults;
  const usual = daysByInput[phase.input];
  return own ?? (usual === 0 ? 0 : usual + (extraDaysFor[phase.speak] ?? 0));
}

function minutesOf(catalogue: MethodCatalogue, method: Method, choices: ScriptChoices, step: Step): number {
  const { section, phase } = step;
  const shorter = section === 'core' ? choices.profile === 'short' && method.short?.minutes : choices.frame === 'short' && catalogue.shortFrame.minutes;
  return choices.minutes[placeOf(step)] ?? (shorter || {})[phase.key] ?? phase.minutes;
}

function scriptPhase(
  catalogue: MethodCatalogue,
  method: Method,
  choices: ScriptChoices,
  subgroups: readonly number[] | null,
  steps: readonly Step[],
  step: Step,
  index: number,
): ScriptPhase {
  const { section, round, phase } = step;
  const earlier = (key: string | null): number | null => {
    const at = steps.findIndex((each) => each.section === section && each.round === round && each.phase.key === key);
    return at < 0 ? null : at;
  };
  const sealed = isSealed(phase);
  return {
    index,
    id: round === null ? placeOf(step) : `${placeOf(step)}.${round}`,
    key: phase.key,
    section,
    round,
    minutes: minutesOf(catalogue, method, choices, step),
    days: choices.written ? daysOf(catalogue, method, phase) : 0,
    deadline: null,
    name: phase.name,
    instruction: phase.instruction,
    trioNote: phase.speak === 'pairs' && subgroups?.includes(3) ? (method.subgroup?.trioNote ?? null) : null,
    speak: phase.speak,
    speaker: phase.speaker,
    contrib: phase.contrib,
    input: phase.input,
    writer: writerOf(phase),
    maxEach: maxEachOf(phase),
    names: phase.names ?? 'named',
    sealed,
    reveal: sealed ? (choices.written ? 'at_end' : (phase.reveal ?? 'later')) : null,
    // over days nobody sits together: what is opened, opens for all at once
    present: choices.written && phase.present ? 'together' : phase.present,
    shows: earlier(phase.shows),
    showsRatings: earlier(phase.showsRatings),
    orderByRating: phase.orderByRating,
    ratingScale: catalogue.ratingScales[phase.ratingScale ?? ''] ?? [],
    ballot: phase.ballot
      ? {
          ...phase.ballot,
          phase: phase.ballot.from === 'pitches' ? indexOf(steps, 'open', 'pitches') : earlier(phase.ballot.phase),
          options: phase.ballot.from === 'modules' ? method.modules : [],
        }
      : null,
    // `methodFaults` saw to it that every field has a label
    fields: phase.fields.map((key) => catalogue.fields.find((field) => field.key === key)!),
    items: phase.items,
    contributorItems: phase.contributorItems,
  };
}

const indexOf = (steps: readonly Step[], section: Section, key: string): number | null => {
  const at = steps.findIndex((step) => step.section === section && step.phase.key === key);
  return at < 0 ? null : at;
};

/** Where the catalogue names no writer, what is entered says who: everyone their own, one board, the contributor's judgement. */
function writerOf({ input, writer }: MethodPhase): Writer | null {
  if (writer) return writer;
  if (input === 'none') return null;
  if (input === 'question_rating') return 'contributor';
  return input === 'free' ? 'everyone' : 'each';
}

function maxEachOf(phase: MethodPhase): number | null {
  switch (phase.input) {
    case 'card_each':
    case 'statement':
    case 'scale':
    case 'survey':
    case 'vote':
      return 1;
    case 'grid':
      return phase.manyRows ? null : 1;
    case 'questions':
      return phase.maxEach;
    default:
      return null;
  }
}
