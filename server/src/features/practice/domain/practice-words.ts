import type { SeenPhase } from './seen.js';

/** Lists of words, by what they are for. */
export type Lists = Readonly<Record<string, readonly string[]>>;

export interface PlannedStep {
  readonly what: string;
  readonly due: string;
}

/** A case as one of the simulated people brings it, and what the others make of it. */
export interface PracticeCase {
  readonly key: string;
  /** methods in which this one is brought first */
  readonly methods: readonly string[];
  readonly pitch: string;
  readonly story: readonly string[];
  readonly aftermath: readonly string[];
  readonly reaction: readonly string[];
  readonly actions: readonly PlannedStep[];
  /** from 0 to 10 */
  readonly scale: string;
  readonly lists: Lists;
}

export interface PracticeWords {
  readonly lists: Lists;
  readonly fields: Readonly<Record<string, string>>;
  readonly actions: readonly PlannedStep[];
  /** `phase` or `method.phase` → name of a list */
  readonly phases: Readonly<Record<string, string>>;
  readonly cases: readonly PracticeCase[];
}

/** Who writes what, where. */
export interface Writing {
  readonly method: string;
  readonly phase: SeenPhase;
  /** the writer's place among the simulated people, from 0, and how many there are */
  readonly place: number;
  readonly people: number;
  /** which of their texts in this phase, from 0 */
  readonly nth: number;
  /** the place of whose case it is; `null`: somebody real, whose case we do not know */
  readonly contributorPlace: number | null;
  /** how many phases of the method before this one asked the contributor for a statement */
  readonly statementsBefore: number;
}

/** The case of the simulated person in this place: first the one that goes with the method. */
export function caseOf(words: PracticeWords, method: string, place: number): PracticeCase {
  const first = Math.max(0, words.cases.findIndex(({ methods }) => methods.includes(method)));
  return words.cases[(first + place) % words.cases.length]!;
}

/** What somebody writes: plain text, or named fields as JSON where the phase asks for those. */
export function wordsFor(words: PracticeWords, writing: Writing): string {
  const { phase, method, place, nth, people } = writing;
  const own = caseOf(words, method, place);
  const about = writing.contributorPlace === null ? null : caseOf(words, method, writing.contributorPlace);
  const deal = <Item>(list: readonly Item[]): Item => list[(place + nth * people) % list.length]!;
  switch (phase.input) {
    case 'statement':
      return statement(words, writing, own);
    case 'scale':
      return own.scale;
    case 'actions': {
      const step = phase.writer === 'contributor' ? own.actions[nth % own.actions.length]! : deal(words.actions);
      return JSON.stringify({ what: step.what, owner: 'Ik', due: step.due });
    }
    case 'grid':
      return JSON.stringify(Object.fromEntries(phase.fields.map(({ key }) => [key, words.fields[key] ?? deal(words.lists.insights!)])));
  }
  if (phase.key === 'pitches') return own.pitch;
  const list = listOf(words, method, phase);
  return deal(about?.lists[list] ?? words.lists[list]!);
}

/** In order: the story, what came of it, what they make of it now. */
function statement(words: PracticeWords, { phase, statementsBefore }: Writing, own: PracticeCase): string {
  if (phase.writer === 'notetaker') return words.lists.openQuestion![0]!;
  if (statementsBefore === 0) return own.story.join(' ');
  if (phase.key === 'what_happened') return own.aftermath.join(' ');
  return own.reaction[Math.min(statementsBefore - 1, own.reaction.length - 1)]!;
}

/** The list that a phase is answered from: its own, or the usual one for what it asks. */
export function listOf(words: Pick<PracticeWords, 'phases'>, method: string, phase: Pick<SeenPhase, 'key' | 'input' | 'contrib' | 'speak'>): string {
  const own = words.phases[`${method}.${phase.key}`] ?? words.phases[phase.key];
  if (own) return own;
  switch (phase.input) {
    case 'questions':
      return 'questions';
    case 'private_reveal':
      return 'position';
    case 'free':
      return phase.contrib === 'speaks' ? 'debrief' : 'analysis';
    default:
      return phase.contrib === 'speaks' ? 'insights' : 'advice';
  }
}
