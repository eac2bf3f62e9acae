import {
  needsContributor,
  type Contrib,
  type FrameLength,
  type Input,
  type Label,
  type Naming,
  type OptionSource,
  type Present,
  type Profile,
  type Speak,
  type SurveyItem,
  type Words,
  type Writer,
} from './method.js';

export type Section = 'open' | 'core' | 'close';

/** When sealed texts may be opened: in the phase itself, in a later one, or (in writing) when the phase ends. */
export type Reveal = 'inside' | 'later' | 'at_end';

export interface ScriptBallot extends Words {
  readonly from: OptionSource;
  /** index of the phase whose cards are the options */
  readonly phase: number | null;
  readonly choices: number;
  readonly skipBelow: number | null;
  readonly makesContributor: boolean;
  /** the options themselves, where the method brings them (its advice modules) */
  readonly options: readonly Label[];
}

/** One phase of one session: everything the server holds people to, and the words that they read. */
export interface ScriptPhase {
  readonly index: number;
  /** `section.key`, and `.round` in rounds: stable when minutes change, and unique */
  readonly id: string;
  readonly key: string;
  readonly section: Section;
  /** 1 = the round of whoever has the first seat in a subgroup; `null` outside rounds */
  readonly round: number | null;
  readonly minutes: number;
  /** working days, in writing; 0 live */
  readonly days: number;
  /** agreed end in epoch milliseconds, in writing (`withDeadlines`) */
  readonly deadline: number | null;
  readonly name: Words;
  readonly instruction: Words;
  /** what a trio does differently */
  readonly trioNote: Words | null;
  readonly speak: Speak;
  readonly speaker: 'previous_contributor' | null;
  readonly contrib: Contrib;
  readonly input: Input;
  /** who types; `null` where nothing is entered */
  readonly writer: Writer | null;
  /** texts of one person at most; `null`: no limit of the method's */
  readonly maxEach: number | null;
  readonly names: Naming;
  /** what is entered stays with its author until it is opened */
  readonly sealed: boolean;
  readonly reveal: Reveal | null;
  readonly present: Present | null;
  /** index of the earlier phase whose texts are shown */
  readonly shows: number | null;
  readonly showsRatings: number | null;
  readonly orderByRating: readonly string[];
  readonly ratingScale: readonly Label[];
  readonly ballot: ScriptBallot | null;
  readonly fields: readonly Label[];
  readonly items: readonly SurveyItem[];
  readonly contributorItems: readonly SurveyItem[];
}

/** The resolved course of one session. Pinned when it is planned, never changed, plain JSON. */
export interface Script {
  readonly method: string;
  /** the version of a method of one's own */
  readonly methodVersion?: number;
  readonly name: Words;
  readonly frame: FrameLength;
  readonly profile: Profile;
  /** runs in writing, over days: the only kind that moves on at a deadline (decisions 23) */
  readonly written: boolean;
  /** `required`: who leads does not also advise */
  readonly facilitator: 'required' | 'optional';
  /** everyone brings something of their own, in subgroups: nobody is chosen */
  readonly everyoneContributes: boolean;
  /** sizes of the subgroups */
  readonly subgroups: readonly number[] | null;
  readonly artefactRequired: boolean;
  readonly rules: readonly Words[];
  readonly phases: readonly ScriptPhase[];
  /** how many times faster than planned its clocks run; only to practise, in a demo (decisions 27). Absent: 1 */
  readonly speed?: number;
}

/** Milliseconds that one planned minute of this session takes; shorter where it is sped up to practise. */
export const minuteMs = ({ speed = 1 }: Pick<Script, 'speed'>): number => 60_000 / speed;

/** Planned minutes of the whole session. */
export const totalMinutes = (script: Script): number => script.phases.reduce((sum, phase) => sum + phase.minutes, 0);

/** The phase from which the contributor must be known; `null` when none needs one. */
export function contributorFrom(script: Script): number | null {
  if (script.everyoneContributes) return null;
  return script.phases.find(needsContributor)?.index ?? null;
}
