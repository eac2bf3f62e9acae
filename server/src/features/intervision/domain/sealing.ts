import type { WriteRefusal } from '../../../../../schema/errors.js';
import { isSilent } from './method.js';
import type { Script, ScriptPhase } from './script.js';
import type { Room } from './session-command.js';
import { hasResult, isClosed, phaseNow, rolesOf, type Person, type SessionRole, type SessionState } from './session.js';
import type { RevealAct, Sharing, TextMark } from './text-mark.js';

/** With fewer possible writers a text without a name would have one (decisions 22). */
export const namelessFrom = 4;

/** Fewer answers than this are not a group picture. */
export const surveyFrom = 4;

export type MayWrite = { readonly ok: true } | { readonly ok: false; readonly refusal: WriteRefusal };

export interface Entering {
  readonly kind: TextMark['kind'];
  readonly sharing: Sharing;
  /** texts of this person in this phase already; for an answer: answers to that question. A changed text does not count itself. */
  readonly already: number;
}

/**
 * May this person enter or change this now? Private notes always: they are the person's own and nobody ever gets them.
 * In a time-out sealed writing goes on, because a word half written is not lost; what others would see waits.
 */
export function mayWrite(state: SessionState, script: Script, person: Person, entering: Entering, now: number): MayWrite {
  const phase = phaseNow(state, script);
  if (!phase) return no('NOT_RUNNING');
  if (entering.kind === 'note') return yes;
  const overdue = state.entry === 'closing' && now >= (state.graceEndsAt ?? 0);
  if (state.entry === 'closed' || overdue) return no(phase.input === 'none' ? 'NOTHING_TO_ENTER' : 'ENTRY_CLOSED');
  const refusal = entering.kind === 'answer' ? answerRefusal(state, script, phase, person) : entryRefusal(state, script, phase, person);
  if (refusal) return no(refusal);
  if (state.clock === 'time_out' && opensOnPosting(phase)) return no('TIME_OUT');
  if (entering.kind === 'entry' && !sharingsOffered(state, phase).includes(entering.sharing)) return no('SHARING_NOT_OFFERED');
  const most = entering.kind === 'answer' ? 1 : phase.maxEach;
  return most !== null && entering.already >= most ? no('ENOUGH') : yes;
}

const yes: MayWrite = { ok: true };
const no = (refusal: WriteRefusal): MayWrite => ({ ok: false, refusal });

/** Stands for somebody in the room whom nobody names. */
const someone: Person = { id: '', observer: false, seat: null };

/**
 * May whoever leads or takes notes type a card for this person now, or for somebody whom nobody names? As that person may
 * write one; how many they have already is not told, so it does not count.
 */
export function mayWriteFor(state: SessionState, script: Script, person: Person | null, sharing: Sharing, now: number): MayWrite {
  const phase = phaseNow(state, script);
  if (phase && (hasResult(phase.input) || phase.input === 'question_rating')) return no('NOTHING_TO_ENTER');
  return mayWrite(state, script, person ?? someone, { kind: 'entry', sharing, already: 0 }, now);
}

/** Why this person is not one of those who enter something in this phase; `null` when they are. */
export function entryRefusal(state: SessionState, script: Script, phase: ScriptPhase, person: Person): WriteRefusal | null {
  const roles = rolesOf({ ...state, phase: phase.index }, script, person);
  const contributor = roles.has('contributor');
  if (phase.writer === null || phase.input === 'notes') return 'NOTHING_TO_ENTER';
  if (person.observer) return 'OBSERVER';
  if (contributor && isSilent(phase.contrib)) return 'CONTRIBUTOR_SILENT';
  if (contributor && phase.contrib === 'answers' && phase.input === 'questions') return 'CONTRIBUTOR_ANSWERS';
  if (!writes(state, script, phase, person, roles)) return 'NOT_THE_WRITER';
  return leadsOnly(script, phase, roles) ? 'FACILITATOR_LEADS' : null;
}

function writes(state: SessionState, script: Script, phase: ScriptPhase, person: Person, roles: ReadonlySet<SessionRole>): boolean {
  switch (phase.writer) {
    case 'contributor':
      return roles.has('contributor');
    case 'previous_contributor':
      return person.id === state.previousContributorId;
    case 'notetaker':
      return person.id === (state.notetakerId ?? (script.facilitator === 'required' ? state.facilitatorId : state.contributorId));
    case 'each':
    case 'everyone':
      return hasTheFloor(phase, roles);
    case null:
      return false;
  }
}

/** Who may post in the shared space, where more than one person enters something. */
function hasTheFloor(phase: ScriptPhase, roles: ReadonlySet<SessionRole>): boolean {
  switch (phase.speak) {
    case 'contributor':
      return roles.has('contributor');
    case 'facilitator':
      return roles.has('facilitator');
    case 'group':
      return !roles.has('contributor');
    case 'all':
    case 'dialogue':
    case 'round':
    case 'solo':
    case 'pairs':
      return true;
  }
}

/** Who leads does not advise (session_rights, `write_own`): they enter only what everyone does for themselves. */
const leadsOnly = (script: Script, phase: ScriptPhase, roles: ReadonlySet<SessionRole>): boolean =>
  script.facilitator === 'required' &&
  roles.has('facilitator') &&
  !roles.has('contributor') &&
  (phase.writer === 'each' || phase.writer === 'everyone') &&
  phase.section === 'core' &&
  phase.contrib !== 'speaks' &&
  phase.contrib !== 'writes';

/** In writing each question of a dialogue takes an answer by the contributor; live that is spoken. */
function answerRefusal(state: SessionState, script: Script, phase: ScriptPhase, person: Person): WriteRefusal | null {
  if (!script.written || phase.speak !== 'dialogue') return 'NOTHING_TO_ENTER';
  return rolesOf(state, script, person).has('contributor') ? null : 'NOT_THE_WRITER';
}

/** What is not sealed is read as it is posted; ballots and survey answers are never read. */
export const opensOnPosting = (phase: ScriptPhase): boolean => !phase.sealed && !hasResult(phase.input);

/** How many of those present may enter something in a phase. */
export const writersIn = (state: SessionState, script: Script, phase: ScriptPhase, room: Room): number =>
  room.present.filter((person) => entryRefusal(state, script, phase, person) === null).length;

/** The choices that an author has for one text in this phase; fixed since the phase began. */
export function sharingsOffered(state: SessionState, phase: ScriptPhase): readonly Sharing[] {
  // a phase that is nameless throughout, with too few writers to hide among: then with a name, or not at all
  if (phase.names === 'nameless' && !hasResult(phase.input) && !state.namelessOffered) return ['named', 'not_shared'];
  if (phase.names !== 'author_choice') return [phase.names];
  return state.namelessOffered ? ['named', 'nameless', 'not_shared'] : ['named', 'not_shared'];
}

/**
 * May this person receive this text now? Nobody anything of a frozen session; else one's own always, another's when it is open and meant to be shared.
 * @param reader `null`: someone who is not in the session, whatever their position
 */
export function mayReceive(state: SessionState, script: Script, reader: Person | null, text: TextMark, mine: boolean): boolean {
  const phase = script.phases[text.phase];
  if (!reader || !phase || state.frozenAt !== null) return false;
  if (mine) return true;
  if (text.kind === 'parked') return isClosing(state, script);
  if (text.kind === 'note' || text.sharing === 'not_shared' || hasResult(phase.input)) return false;
  return text.opened && !isAway(state, script, phase, reader);
}

/** From the closing on what was parked is everyone's. */
const isClosing = (state: SessionState, script: Script): boolean => state.status === 'ended' || script.phases[state.furthest]?.section === 'close';

/** In writing a contributor who is away reads everything at once, when the phase has closed. */
const isAway = (state: SessionState, script: Script, phase: ScriptPhase, reader: Person): boolean =>
  script.written && phase.contrib === 'away' && phaseNow(state, script)?.index === phase.index && rolesOf(state, script, reader).has('contributor');

/** Is the author's name shown with an opened text? On the shared screen never. */
export const nameShown = (text: TextMark, on: 'device' | 'beamer'): boolean => on === 'device' && text.sharing === 'named';

/** What one person knows of the texts of a phase. */
export interface Sheet {
  readonly own: readonly string[];
  /** texts of others and one's own that are open, in their order */
  readonly opened: readonly string[];
  /** how many there are to open; `null` while that would tell who is writing */
  readonly total: number | null;
}

/** The sheet of a phase as one person gets it: no count, no order and no id of what is still closed. */
export function sheetFor(state: SessionState, script: Script, phase: ScriptPhase, reader: Person, texts: readonly (TextMark & { readonly mine: boolean })[]): Sheet {
  const entries = texts.filter((text) => text.phase === phase.index && text.kind === 'entry');
  return {
    own: entries.filter(({ mine }) => mine).map(({ id }) => id),
    opened: inOrder(entries.filter((text) => text.opened && mayReceive(state, script, reader, text, false))).map(({ id }) => id),
    total: phase.sealed && isClosed(state, phase.index) ? entries.filter(toOpen).length : null,
  };
}

const inOrder = (texts: readonly TextMark[]): TextMark[] => [...texts].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
const toOpen = (text: TextMark): boolean => text.kind === 'entry' && text.sharing !== 'not_shared' && text.position !== null;

/** Index of the phase whose sealed texts the facilitator can open now; `null` when there is nothing to open. */
export function opensNow(state: SessionState, script: Script): number | null {
  const phase = phaseNow(state, script);
  if (!phase || script.written) return null;
  if (phase.reveal === 'inside') return state.entry === 'closed' ? phase.index : null;
  return phase.shows !== null && script.phases[phase.shows]?.sealed ? phase.shows : null;
}

/**
 * The texts that one act opens. What an author keeps to themselves is never among them.
 * @returns `null` when someone was faster; empty when nothing is closed any more
 */
export function whatOpens(sheet: readonly TextMark[], act: RevealAct): readonly string[] | null {
  const all = inOrder(sheet.filter(toOpen));
  const closed = all.filter(({ opened }) => !opened);
  switch (act.which) {
    case 'all':
      return closed.map(({ id }) => id);
    case 'next':
      return all.length - closed.length > act.opened ? null : closed.slice(0, 1).map(({ id }) => id);
    case 'one': {
      const text = all.find(({ position }) => position === act.position);
      return text?.opened ? null : text ? [text.id] : [];
    }
  }
}

/**
 * Gives the texts of a sheet their shuffled places, when it is sealed. Places that were given before stay. Neither who
 * wrote first nor the order of the rows can be read from it: ids are random, and are sorted before they are shuffled.
 * @param seed made by chance at that moment
 */
export function sealOrder(sheet: readonly TextMark[], seed: number): ReadonlyMap<string, number> {
  const given = Math.max(0, ...sheet.map(({ position }) => position ?? 0));
  const fresh = sheet.filter((text) => text.kind === 'entry' && text.sharing !== 'not_shared' && text.position === null).map(({ id }) => id);
  return new Map(shuffled(fresh.sort(), seed).map((id, at) => [id, given + at + 1]));
}

/** The order in which texts are gone through: by what the contributor made of them where the phase says so, else as shuffled. */
export function orderOf(phase: ScriptPhase, texts: readonly TextMark[], ratings: ReadonlyMap<string, string>): string[] {
  const rank = (id: string): number => {
    const at = phase.orderByRating.indexOf(ratings.get(id) ?? '');
    return at < 0 ? phase.orderByRating.length : at;
  };
  return inOrder(texts)
    .map(({ id }) => id)
    .sort((a, b) => rank(a) - rank(b));
}

/** Fisher–Yates with a small generator (mulberry32), the same for the same seed. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const at = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
    [result[last], result[at]] = [result[at]!, result[last]!];
  }
  return result;
}
