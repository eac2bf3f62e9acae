import { brand } from '../../../platform/graphql/brand.js';
import { answers, askedIn, awaits, type Done, missedTwo, showsWhoIsAwaited } from '../domain/awaited.js';
import type { ScriptPhase } from '../domain/script.js';
import { phaseNow, type Person } from '../domain/session.js';
import type { Reading } from './session-reading.js';
import { byName } from './written-row.js';

const moment = (at: number): Date => new Date(at);

/** What a written session has besides: its days, and for whom it waits; null for a live one. */
export function writtenView(reading: Reading) {
  const { state, script, me, head } = reading;
  if (!script.written) return null;
  const phase = phaseNow(state, script);
  // by name: the order in which the rows come would say who wrote first
  const people = byName(head.people);
  const shown = phase && showsWhoIsAwaited(phase) && state.clock === 'running' && state.entry !== 'closed';
  return brand('SessionWritten', {
    deadlines: state.deadlines.map(moment),
    extended: state.deadlineExtended,
    awaitsMe: phase !== null && awaits(state, script, me, doneBy(reading, phase, me, true)),
    awaited: shown ? people.filter((person) => awaits(state, script, person, doneBy(reading, phase, person, false))).map(({ id }) => id) : null,
    mayAnswer: phase !== null && state.status === 'running' && answers(state, script, phase, me),
    missed: state.facilitatorId === me.id ? missedTwo(state, script, people, (index) => authorsIn(reading, index)) : [],
  });
}

/** Of others only what everyone may read; of oneself also what is sealed. */
function doneBy({ words: { texts, ballots, answers: given, ratings } }: Reading, phase: ScriptPhase, { id }: Person, own: boolean): Done {
  const asked = new Set(askedIn(phase));
  const answered = new Set(texts.filter(({ kind, opened }) => kind === 'answer' && opened).map((text) => text.about_id));
  const rated = new Set(ratings.filter((each) => each.phase === phase.index && each.value !== '').map((each) => each.text_id));
  const open = texts.filter(({ kind, opened }) => kind === 'entry' && opened);
  const mine = (row: { phase: number; mine: boolean }): boolean => row.mine && row.phase === phase.index;
  const entered = own
    ? texts.some((text) => text.kind === 'entry' && mine(text)) || ballots.some(mine) || given.some(mine)
    : open.some((text) => text.phase === phase.index && text.author_id === id);
  return {
    entered,
    // what whose case it is adds themselves asks nothing of them
    unanswered: open.filter((text) => asked.has(text.phase) && text.author_id !== id && !answered.has(text.id)).length,
    unrated: open.filter((text) => text.phase === phase.shows && !rated.has(text.id)).length,
  };
}

const authorsIn = ({ words: { texts } }: Reading, phase: number): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => (text.kind === 'entry' && text.opened && text.phase === phase && text.author_id !== null ? [text.author_id] : [])));
