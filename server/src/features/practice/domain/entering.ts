import type { Intent } from './behaviour.js';
import { caseOf, type PracticeWords, wordsFor } from './practice-words.js';
import { ownIn, phaseOf, type Seen, type SeenPhase } from './seen.js';

export interface Hand {
  readonly words: PracticeWords;
  readonly method: string;
  /** place of who acts among the simulated people, from 0 */
  readonly place: number;
  readonly simulated: readonly string[];
  readonly chance: () => number;
}

/** What one simulated person enters. */
export type Entering =
  | { readonly do: 'enterSession' }
  | { readonly do: 'writeText'; readonly phase: number; readonly sharing: string; readonly body: string }
  | { readonly do: 'removeText'; readonly id: string }
  | { readonly do: 'sayReady' | 'askExtraTime'; readonly turn: number }
  | { readonly do: 'castVote'; readonly phase: number; readonly optionIds: readonly string[] }
  | { readonly do: 'answerSurvey'; readonly phase: number; readonly answers: readonly { readonly item: string; readonly value: string }[] }
  | { readonly do: 'rateText'; readonly phase: number; readonly textId: string; readonly value: string };

/** What an intent comes to on the page of whose it is; `null`: it is not for them, or it is done already. */
export function entering(seen: Seen, { what, nth }: Intent, hand: Hand): Entering | null {
  if (what === 'enter') return { do: 'enterSession' };
  const phase = phaseOf(seen);
  if (!phase) return null;
  const { me, state } = seen;
  switch (what) {
    case 'write':
      return me.mayWrite && ownIn(seen, phase.index).length <= nth ? write(seen, phase, nth, hand) : null;
    case 'withdraw': {
      const [first, second] = ownIn(seen, phase.index).filter(({ opened }) => !opened);
      return first && second ? { do: 'removeText', id: second.id } : null;
    }
    case 'ready':
      return !me.ready && ownIn(seen, phase.index).length > 0 && state.entry === 'OPEN' ? { do: 'sayReady', turn: state.turn } : null;
    case 'vote':
      return me.mayWrite ? vote(seen, phase, hand) : null;
    case 'survey':
      return me.mayWrite ? survey(seen, phase, hand) : null;
    case 'rate':
      return me.mayWrite ? rate(seen, phase, hand) : null;
    case 'askTime':
      return state.clock === 'RUNNING' && !me.askedExtraTime && !me.roles.includes('facilitator') ? { do: 'askExtraTime', turn: state.turn } : null;
  }
}

function write(seen: Seen, phase: SeenPhase, nth: number, { words, method, place, simulated, chance }: Hand): Entering {
  const { phases } = seen.script;
  const { contributorId } = seen.state;
  const of = seen.script.everyoneContributes ? place : contributorId === null ? -1 : simulated.indexOf(contributorId);
  const statementsBefore = phases.filter((each) => each.index < phase.index && each.section === phase.section && each.input === 'statement' && each.writer === 'contributor').length;
  const body = wordsFor(words, { method, phase, place, people: simulated.length, nth, contributorPlace: of < 0 ? null : of, statementsBefore });
  const offered = seen.me.sharings;
  const nameless = offered.includes('NAMELESS') && chance() < 0.45;
  return { do: 'writeText', phase: phase.index, sharing: nameless ? 'NAMELESS' : (offered[0] ?? 'NAMED'), body };
}

/** Most choose the case that goes with the method; each of them one more, where they may. */
function vote(seen: Seen, phase: SeenPhase, { words, method, simulated, chance }: Hand): Entering | null {
  const authorOf = (id: string): string | undefined => seen.texts.find((text) => text.id === id)?.author?.id;
  const main = seen.options.find(({ id }) => {
    const place = simulated.indexOf(authorOf(id) ?? '');
    return place >= 0 && caseOf(words, method, place).methods.includes(method);
  });
  const ids = seen.options.map(({ id }) => id);
  if (ids.length === 0) return null;
  const first = main && chance() < 0.85 ? main.id : ids[Math.floor(chance() * ids.length)]!;
  const others = ids.filter((id) => id !== first);
  const second = others[Math.floor(chance() * others.length)];
  return { do: 'castVote', phase: phase.index, optionIds: second && (phase.choices ?? 1) > 1 && chance() < 0.6 ? [first, second] : [first] };
}

function survey(seen: Seen, phase: SeenPhase, { words, chance }: Hand): Entering {
  const asked = [...phase.items, ...(seen.me.roles.includes('contributor') ? phase.contributorItems : [])];
  const remarks = words.lists.remarks!;
  const answers = asked.flatMap(({ key, text }) => {
    if (text) return chance() < 0.6 ? [{ item: key, value: remarks[Math.floor(chance() * remarks.length)]! }] : [];
    return [{ item: key, value: String(3 + Math.floor(chance() * 2.6)) }];
  });
  return { do: 'answerSurvey', phase: phase.index, answers };
}

/** The first open text that they did not judge yet. */
function rate(seen: Seen, phase: SeenPhase, { chance }: Hand): Entering | null {
  const judged = new Set(seen.ratings.map(({ textId }) => textId));
  const text = seen.texts.find(({ id, phase: of, opened, kind }) => of === phase.shows && opened && kind === 'ENTRY' && !judged.has(id));
  const scale = phase.ratingScale;
  if (!text || scale.length === 0) return null;
  return { do: 'rateText', phase: phase.index, textId: text.id, value: scale[Math.floor(chance() * scale.length)]!.key };
}
