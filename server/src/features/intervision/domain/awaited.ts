import type { Script, ScriptPhase } from './script.js';
import { entryRefusal, opensOnPosting } from './sealing.js';
import { phaseNow, rolesOf, type Person, type SessionState } from './session.js';

/** What one person did in the phase that runs, and what is left for whose case it is. */
export interface Done {
  /** an entry, a vote or an evaluation of theirs is there, shared or not */
  readonly entered: boolean;
  /** open questions without an answer */
  readonly unanswered: number;
  /** opened texts that the contributor has not weighed yet */
  readonly unrated: number;
}

/**
 * Does the session wait for this person, in writing? Who missed a deadline is not waited for: the phase is over then, for
 * everyone at once. While it stands still nobody is.
 */
export function awaits(state: SessionState, script: Script, person: Person, done: Done): boolean {
  const phase = phaseNow(state, script);
  if (!phase || !script.written || state.clock !== 'running' || state.entry === 'closed') return false;
  if (answers(state, script, phase, person) && done.unanswered > 0) return true;
  if (entryRefusal(state, script, phase, person) !== null) return false;
  return phase.input === 'question_rating' ? done.unrated > 0 : !done.entered;
}

/** Whose case it is answers the questions of a dialogue, those of an earlier phase too when they are shown. */
export const answers = (state: SessionState, script: Script, phase: ScriptPhase, person: Person): boolean =>
  script.written && phase.speak === 'dialogue' && rolesOf(state, script, person).has('contributor');

/** The phases whose questions are answered in a dialogue. */
export const askedIn = (phase: ScriptPhase): number[] => [phase.index, ...(phase.shows === null ? [] : [phase.shows])];

/**
 * May everyone know for whom the session waits? Only where what is posted carries a name and is read at once: anywhere else
 * present or absent would already tell what is sealed, or whose a text without a name is.
 */
export const showsWhoIsAwaited = (phase: ScriptPhase): boolean => opensOnPosting(phase) && phase.names === 'named';

/** Who missed this many phases in a row that showed who was awaited, is asked about it by whoever leads, and by nobody else. */
export const missedPhases = 2;

/**
 * Who posted nothing in the last two phases of a written session that asked it of them and showed who was awaited.
 * @param authors of the posted texts of a phase
 */
export function missedTwo(state: SessionState, script: Script, people: readonly Person[], authors: (phase: number) => ReadonlySet<string>): string[] {
  const over = script.phases.filter((phase) => phase.index < (state.status === 'ended' ? state.furthest + 1 : state.phase) && showsWhoIsAwaited(phase) && phase.input !== 'question_rating');
  return people.filter((person) => {
    const asked = over.filter((phase) => entryRefusal(state, script, phase, person) === null).slice(-missedPhases);
    return asked.length === missedPhases && asked.every((phase) => !authors(phase.index).has(person.id));
  }).map(({ id }) => id);
}
