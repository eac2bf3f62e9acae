/**
 * The words in which a method of intervision is written down (`server/catalogue/intervision-methods.yaml`).
 * A method is data: nothing in the code knows one by name.
 */

export interface Words {
  readonly nl: string;
  readonly en: string;
}

export interface Label extends Words {
  readonly key: string;
}

/** Who may speak and post in the shared space. */
export const speaks = ['all', 'contributor', 'dialogue', 'group', 'round', 'solo', 'pairs', 'facilitator'] as const;
export type Speak = (typeof speaks)[number];

/** What is newly entered in a phase; what it shows of an earlier one is said by `shows`. */
export const inputs = [
  'none',
  'notes',
  'private_reveal',
  'questions',
  'question_rating',
  'card_each',
  'vote',
  'free',
  'statement',
  'grid',
  'scale',
  'actions',
  'survey',
] as const;
export type Input = (typeof inputs)[number];

/** Who types. `each`: everyone their own; `everyone`: one sheet for all. */
export const writers = ['contributor', 'previous_contributor', 'notetaker', 'each', 'everyone'] as const;
export type Writer = (typeof writers)[number];

/** What a phase allows about the author of a text. */
export const namings = ['named', 'nameless', 'author_choice'] as const;
export type Naming = (typeof namings)[number];

/** How sealed texts are opened: all in one act, or each by its own. */
export const presents = ['together', 'one_by_one'] as const;
export type Present = (typeof presents)[number];

export const reveals = ['inside'] as const;

/** The position of the contributor. */
export const contribs = ['speaks', 'answers', 'listens', 'away', 'writes', 'rates'] as const;
export type Contrib = (typeof contribs)[number];

export const optionSources = ['cases', 'pitches', 'phase', 'modules'] as const;
export type OptionSource = (typeof optionSources)[number];

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export type Level = (typeof levels)[number];

export const methodRoles = ['contributor', 'facilitator', 'participant', 'timekeeper', 'observer', 'notetaker'] as const;
export type MethodRole = (typeof methodRoles)[number];

export const tagKinds = ['case', 'group', 'time', 'audience'] as const;
export type TagKind = (typeof tagKinds)[number];

/** These four name their writer; the others follow from what they are. */
export const inputsWithWriter: ReadonlySet<Input> = new Set<Input>(['statement', 'grid', 'scale', 'actions']);

export interface Ballot extends Words {
  readonly from: OptionSource;
  /** the earlier phase whose cards are the options, with `from: 'phase'` */
  readonly phase: string | null;
  /** how many options one person may choose */
  readonly choices: number;
  /** the phase is passed over when there are fewer options than this */
  readonly skipBelow: number | null;
  /** the author of the chosen card is the contributor from then on */
  readonly makesContributor: boolean;
}

export interface SurveyItem extends Label {
  readonly type: 'agree5' | 'text';
  readonly optional: boolean;
}

export interface MethodPhase {
  readonly key: string;
  readonly minutes: number;
  readonly name: Words;
  readonly instruction: Words;
  readonly speak: Speak;
  /** someone else than the contributor has the floor where `speak` says contributor */
  readonly speaker: 'previous_contributor' | null;
  readonly contrib: Contrib;
  readonly input: Input;
  readonly writer: Writer | null;
  /** an input that is not private by itself, written while nobody reads along */
  readonly hidden: boolean;
  readonly names: Naming | null;
  readonly maxEach: number | null;
  /** key of the earlier phase whose texts are shown */
  readonly shows: string | null;
  readonly showsRatings: string | null;
  readonly orderByRating: readonly string[];
  readonly ratingScale: string | null;
  readonly reveal: 'inside' | null;
  readonly present: Present | null;
  readonly ballot: Ballot | null;
  readonly fields: readonly string[];
  readonly manyRows: boolean;
  readonly items: readonly SurveyItem[];
  readonly contributorItems: readonly SurveyItem[];
}

/** A tested shorter division of the minutes. */
export interface ShortProfile {
  readonly coreMinutes: number;
  readonly coreMinutesPerRound: number | null;
  readonly minutes: Readonly<Record<string, number>>;
  readonly subgroupSize: number | null;
}

export interface Subgroup {
  readonly size: number;
  readonly allow: readonly number[];
  /** what a trio does differently where others are pairs */
  readonly trioNote: Words | null;
}

export interface WrittenProfile {
  readonly totalDays: number;
  readonly maxDays: number;
  readonly minVisitsPerDay: number;
  /** working days per phase */
  readonly phaseDays: Readonly<Record<string, number>>;
}

export interface Method {
  readonly key: string;
  /** of a method of one's own: which of its versions; the catalogue's come with the release */
  readonly version?: number;
  readonly name: Words;
  readonly source: string;
  readonly level: Level;
  /** persons, contributor and a separate facilitator included */
  readonly group: { readonly min: number; readonly max: number };
  /** `optional`: the contributor or a participant also holds the facilitator's buttons */
  readonly facilitator: 'required' | 'optional';
  readonly participantMin: number;
  /** minutes without the frame */
  readonly coreMinutes: number;
  /** the phases are one round of this many minutes, one round per person of a subgroup */
  readonly coreMinutesPerRound: number | null;
  readonly repeatPerPerson: boolean;
  readonly subgroup: Subgroup | null;
  readonly short: ShortProfile | null;
  /** may run in writing, over days */
  readonly written: boolean;
  readonly writtenProfile: WrittenProfile | null;
  readonly purpose: Words;
  readonly suits: readonly string[];
  readonly avoid: readonly string[];
  /** the phase whose vote makes the contributor; `null`: the case is chosen before the method begins */
  readonly contributorFrom: string | null;
  readonly modules: readonly Label[];
  readonly artefactRequired: boolean;
  readonly phases: readonly MethodPhase[];
  readonly rules: readonly Words[];
  readonly output: readonly string[];
  readonly followUp: { readonly nextSession: readonly string[]; readonly required: boolean } | null;
}

/** Something before or after the meeting, counted in days from it. */
export interface FrameStep extends Label {
  readonly offsetDays: number;
  readonly who: string;
  readonly visibility: string;
  readonly fields: readonly string[];
  readonly ballot: Ballot | null;
}

export interface Frame {
  readonly before: readonly FrameStep[];
  readonly open: readonly MethodPhase[];
  readonly close: readonly MethodPhase[];
  readonly after: readonly FrameStep[];
  readonly openMinutes: number;
  readonly closeMinutes: number;
}

/** The same phases in fewer minutes. */
export interface ShortFrame {
  readonly openMinutes: number;
  readonly closeMinutes: number;
  readonly minutes: Readonly<Record<string, number>>;
}

export interface ChooserCondition {
  readonly minutesAvailableBelow: number | null;
  readonly groupSessionsBelow: number | null;
  readonly membersPresentBelow: number | null;
  readonly caseTag: string | null;
  readonly audience: string | null;
  readonly cannotMeet: boolean;
}

export interface ChooserRule {
  readonly if: ChooserCondition;
  readonly frame: FrameLength | null;
  readonly suggest: readonly string[];
  readonly block: readonly string[];
  readonly onlyThese: boolean;
  readonly written: boolean;
  readonly note: Words | null;
}

export interface WrittenDefaults {
  /** working days by what is entered */
  readonly daysByInput: Readonly<Record<Input, number>>;
  readonly extraDaysFor: Readonly<Partial<Record<Speak, number>>>;
  readonly reminderAtPercent: readonly number[];
  /** what the group sees and agrees to at the start */
  readonly exception: Words;
}

export interface MethodCatalogue {
  readonly methods: readonly Method[];
  readonly frame: Frame;
  readonly shortFrame: ShortFrame;
  readonly agreement: readonly (Label & { readonly locked: boolean })[];
  readonly fields: readonly Label[];
  readonly tags: readonly (Label & { readonly kind: TagKind })[];
  readonly ratingScales: Readonly<Record<string, readonly Label[]>>;
  readonly agree5: readonly (Words & { readonly value: number })[];
  readonly roles: readonly (Words & { readonly role: MethodRole; readonly min: number; readonly max: number })[];
  readonly chooser: readonly ChooserRule[];
  readonly writtenDefaults: WrittenDefaults;
}

export type FrameLength = 'full' | 'short';
export type Profile = 'normal' | 'short';

/** Nobody reads along while it is written (rule `writing` of the catalogue). */
export const isSealed = (phase: Pick<MethodPhase, 'input' | 'hidden'>): boolean => phase.input === 'private_reveal' || phase.hidden;

/** A silent contributor posts nothing in the shared space. */
export const isSilent = (contrib: Contrib): boolean => contrib === 'listens' || contrib === 'away';

/** Does this phase make no sense while nobody is the contributor? */
export const needsContributor = (phase: Pick<MethodPhase, 'speak' | 'speaker' | 'contrib' | 'writer'>): boolean =>
  (phase.speak === 'contributor' && phase.speaker === null) ||
  phase.speak === 'dialogue' ||
  phase.speak === 'group' ||
  phase.writer === 'contributor' ||
  isSilent(phase.contrib) ||
  phase.contrib === 'answers' ||
  phase.contrib === 'rates';

/** @throws Error when the catalogue has no method of that name */
export function methodNamed(catalogue: MethodCatalogue, key: string): Method {
  const method = catalogue.methods.find((each) => each.key === key);
  if (!method) throw new Error(`There is no method ${key}`);
  return method;
}

/** Minutes of these phases together, some of them changed. */
export const sumOfMinutes = (phases: readonly Pick<MethodPhase, 'key' | 'minutes'>[], changed: Readonly<Record<string, number>> = {}): number =>
  phases.reduce((sum, phase) => sum + (changed[phase.key] ?? phase.minutes), 0);
