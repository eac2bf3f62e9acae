import { phaseOf, planned, type Seen, type SeenPhase } from './seen.js';

/** What a simulated person does who leads: the commands of any facilitator. */
export type LeadAct =
  | { readonly act: 'openLobby' | 'startSession' | 'endTimeOut' | 'cancelSession' }
  | { readonly act: 'resumePhase' | 'closeEntry' | 'advancePhase' | 'endSession'; readonly turn: number }
  | { readonly act: 'nextSpeaker'; readonly turn: number; readonly after: string | null }
  | { readonly act: 'extendPhase'; readonly turn: number; readonly minutes: 1 }
  | { readonly act: 'revealAll'; readonly turn: number }
  | { readonly act: 'revealNext'; readonly turn: number; readonly opened: number }
  | { readonly act: 'chooseCase'; readonly contributorId: string };

export interface Next {
  /** milliseconds from the moment at which this was seen */
  readonly inMs: number;
  readonly lead: LeadAct;
}

/** What the one who leads knows besides their page. */
export interface Circumstances {
  /** everyone whom they wait for is here, or they waited long enough */
  readonly complete: boolean;
  /** whose case it will be whatever the vote says; `null`: the group chooses */
  readonly wanted: string | null;
  /** they gave more time in this turn already */
  readonly extended: boolean;
  /** nobody plays any more: they bring it to its end */
  readonly windsDown: boolean;
}

/** Sealed texts that can be opened now, as the script and the page say it. */
export function toOpen(seen: Seen, phase: SeenPhase): { opened: number; total: number } | null {
  const of = phase.reveal === 'inside' ? phase.index : phase.shows;
  const sheet = seen.sheets.find((each) => each.phase === of);
  return sheet && sheet.total !== null && sheet.total > sheet.opened ? { opened: sheet.opened, total: sheet.total } : null;
}

/** The next thing to do for whoever leads, and when; `null` while there is only waiting. Time runs as planned: who leads moves on at zero. */
export function nextLead(seen: Seen, at: Circumstances): Next | null {
  const { state, script } = seen;
  const human = (seconds: number): number => (seconds * 1_000) / script.speed;
  if (state.status === 'PLANNED') return { inMs: 0, lead: { act: at.windsDown ? 'cancelSession' : 'openLobby' } };
  if (state.status === 'LOBBY') {
    if (at.windsDown) return { inMs: 0, lead: { act: 'cancelSession' } };
    return at.complete ? { inMs: human(20), lead: { act: 'startSession' } } : null;
  }
  const phase = phaseOf(seen);
  if (!phase) return null;
  if (at.windsDown) return state.entry === 'CLOSING' ? null : { inMs: 0, lead: { act: 'endSession', turn: state.turn } };
  if (state.clock === 'TIME_OUT') return { inMs: human(60), lead: { act: 'endTimeOut' } };
  if (state.clock === 'PAUSED') return { inMs: human(60), lead: { act: 'resumePhase', turn: state.turn } };
  if (state.entry === 'CLOSING' || state.remainingMs === null) return null;
  return whileRunning(seen, phase, at, state.remainingMs, human);
}

function whileRunning(seen: Seen, phase: SeenPhase, at: Circumstances, remaining: number, human: (seconds: number) => number): Next {
  const { state, script } = seen;
  const { turn } = state;
  const whole = planned(phase, script.speed);
  const left = (share: number): number => Math.max(0, remaining - share * whole);
  // whoever writes has a grace when the phase is left; pressing so much earlier keeps to the plan
  const press = Math.max(0, remaining - (state.entry === 'OPEN' ? human(10) : 0));
  const choice = caseToChoose(seen, phase, at.wanted);
  if (choice) return { inMs: Math.min(press, human(10)), lead: { act: 'chooseCase', contributorId: choice } };
  if ((state.extraTimeAsked ?? 0) > 0 && !at.extended) return { inMs: left(0.1), lead: { act: 'extendPhase', turn, minutes: 1 } };
  if (state.entry === 'OPEN') {
    const everyone = phase.sealed && state.writers !== null && state.writers > 0 && state.ready === state.writers;
    if (phase.input === 'vote' || phase.input === 'survey') return { inMs: left(0.15), lead: { act: 'closeEntry', turn } };
    if (phase.reveal === 'inside') return { inMs: everyone ? human(5) : left(0.4), lead: { act: 'closeEntry', turn } };
  }
  const sheet = toOpen(seen, phase);
  if (sheet && phase.present === 'together') return { inMs: Math.min(press, human(8)), lead: { act: 'revealAll', turn } };
  if (sheet) return { inMs: Math.min(press, left(0.1) / (sheet.total - sheet.opened)), lead: { act: 'revealNext', turn, opened: sheet.opened } };
  const spoke = state.speakerId === null ? 0 : state.speakingOrder.indexOf(state.speakerId) + 1;
  if (phase.speak === 'round' && !phase.sealed && spoke < state.speakingOrder.length) {
    const inMs = left(0.05) / (state.speakingOrder.length - spoke + 1);
    if (inMs < press) return { inMs, lead: { act: 'nextSpeaker', turn, after: state.speakerId } };
  }
  const isLast = phase.index === script.phases.length - 1;
  return { inMs: press, lead: { act: isLast ? 'endSession' : 'advancePhase', turn } };
}

/**
 * Whose case it should become now: the one the visitor came to bring, or the author of the card with most votes, or of
 * the first card. `null`: nothing to choose yet.
 */
function caseToChoose(seen: Seen, phase: SeenPhase, wanted: string | null): string | null {
  const { state, script, texts, options } = seen;
  if (script.everyoneContributes || phase.section !== 'open') return null;
  const pitches = script.phases.find(({ key }) => key === 'pitches');
  const closed = phase.input === 'vote' && state.entry === 'CLOSED';
  if (!pitches || (!closed && phase.key !== 'method')) return null;
  const authorOf = (id: string | undefined): string | null => texts.find((text) => text.id === id)?.author?.id ?? null;
  const cards = texts.filter((text) => text.phase === pitches.index && text.opened);
  const chosen = wanted ?? authorOf(options.find(({ leading }) => leading)?.id) ?? (phase.key === 'method' && state.contributorId === null ? authorOf(cards[0]?.id) : null);
  const mayBe = chosen !== null && chosen !== state.contributorId && !(script.facilitatorRequired && chosen === state.facilitatorId);
  return mayBe ? chosen : null;
}
