import type { Input } from './method.js';
import type { Script, ScriptPhase } from './script.js';

export const sessionStatuses = ['planned', 'lobby', 'running', 'ended', 'cancelled'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** `time_out` stops the clock and what others would see; anyone may call it (session_rights `time_out`). */
export const clocks = ['running', 'paused', 'time_out'] as const;
export type Clock = (typeof clocks)[number];

/** Whether the present phase takes texts. `closing`: its grace runs, writing goes on, nothing opens. */
export const entries = ['open', 'closing', 'closed'] as const;
export type Entry = (typeof entries)[number];

/**
 * One session as its row has it. No texts: those are elsewhere, sealed or not. Moments are epoch milliseconds of the
 * database's clock (decisions 25).
 */
export interface SessionState {
  readonly status: SessionStatus;
  /** grows by one with every change */
  readonly version: number;

  readonly facilitatorId: string | null;
  readonly coFacilitatorId: string | null;
  readonly contributorId: string | null;
  readonly caseId: string | null;
  readonly previousContributorId: string | null;
  readonly notetakerId: string | null;
  readonly timekeeperId: string | null;
  /** since when they are gone; `null`: they are here */
  readonly facilitatorAwaySince: number | null;
  readonly coFacilitatorAwaySince: number | null;

  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** index in the script; −1 before the start */
  readonly phase: number;
  /** grows with every move, back ones too, and when a phase closes: a command says which turn it saw, so an old one never moves twice */
  readonly turn: number;
  /** the furthest phase that was entered */
  readonly furthest: number;
  readonly phaseStartedAt: number | null;
  /** zero of the clock, or the deadline in writing; passing it moves nothing live */
  readonly endsAt: number | null;
  readonly clock: Clock;
  /** since when the clock stands still */
  readonly haltedAt: number | null;

  readonly entry: Entry;
  readonly graceEndsAt: number | null;
  /** where the grace leads: the same phase closes, a later one is entered, past the last one the session ends */
  readonly goesTo: number | null;
  /** decided when the phase starts, and then fixed (decisions 22) */
  readonly namelessOffered: boolean;

  /** an earlier phase that is shown again, without moving */
  readonly showing: number | null;
  /** the opened text that everyone looks at */
  readonly spotlightId: string | null;
  readonly speakingOrder: readonly string[];
  readonly speakerId: string | null;
  /** how many asked for one more minute, nameless */
  readonly extraTimeAsked: number;

  /** in writing: this phase was extended once; later deadlines moved along */
  readonly deadlineExtended: boolean;
  /** in writing: when each phase ends, as it stands now; what was agreed at first is in the script. Empty live */
  readonly deadlines: readonly number[];

  /** since when nobody reads it, after a leak; `null`: it can be read */
  readonly frozenAt: number | null;
  readonly frozenBy: string | null;
}

/** Someone who is in the session. Who is not has no `Person`. */
export interface Person {
  readonly id: string;
  readonly observer: boolean;
  /** place in the subgroup, from 1; whose round it is, is the contributor */
  readonly seat: number | null;
  /** leads the circle and came in: may freeze (circle_rights `freeze`) */
  readonly leadsCircle?: boolean;
}

/** After this much absence of whoever facilitates someone else may take over (decisions 24). */
export const absenceMs = 60_000;

/** Over days nobody sits in the room: who leads counts as absent when they did not look in for three days. */
export const writtenAbsenceMs = 3 * 86_400_000;

export const absenceOf = ({ written }: Pick<Script, 'written'>): number => (written ? writtenAbsenceMs : absenceMs);

export interface SessionPlan
  extends Pick<SessionState, 'facilitatorId' | 'coFacilitatorId' | 'contributorId' | 'caseId' | 'previousContributorId' | 'notetakerId' | 'timekeeperId'> {
  /** planned start: who should lead counts as absent from then on, until they come in */
  readonly startsAt: number;
  /** in writing: the agreed end of each phase */
  readonly deadlines?: readonly number[];
}

/** A session that nobody has entered yet. */
export const plannedSession = ({ startsAt, deadlines = [], ...people }: SessionPlan): SessionState => ({
  ...people,
  status: 'planned',
  version: 1,
  facilitatorAwaySince: startsAt,
  coFacilitatorAwaySince: startsAt,
  startedAt: null,
  endedAt: null,
  phase: -1,
  turn: 0,
  furthest: -1,
  phaseStartedAt: null,
  endsAt: null,
  clock: 'running',
  haltedAt: null,
  entry: 'closed',
  graceEndsAt: null,
  goesTo: null,
  namelessOffered: false,
  showing: null,
  spotlightId: null,
  speakingOrder: [],
  speakerId: null,
  extraTimeAsked: 0,
  deadlineExtended: false,
  deadlines,
  frozenAt: null,
  frozenBy: null,
});

export const sessionRoles = ['contributor', 'facilitator', 'co_facilitator', 'participant', 'timekeeper', 'observer', 'notetaker'] as const;
export type SessionRole = (typeof sessionRoles)[number];

/**
 * What someone is in the session now. In a round the contributor is whoever has that seat; outside rounds, where
 * everyone contributes, all are. Who leads a method with a facilitator of its own takes no other part in it.
 */
export function rolesOf(state: SessionState, script: Script, person: Person): ReadonlySet<SessionRole> {
  const roles = new Set<SessionRole>();
  if (person.observer) roles.add('observer');
  else if (isContributor(state, script, person)) roles.add('contributor');
  if (person.id === state.facilitatorId) roles.add('facilitator');
  if (person.id === state.coFacilitatorId) roles.add('co_facilitator');
  if (person.id === state.notetakerId) roles.add('notetaker');
  if (person.id === state.timekeeperId) roles.add('timekeeper');
  const leads = roles.has('facilitator') && script.facilitator === 'required';
  if (!person.observer && !roles.has('contributor') && !leads) roles.add('participant');
  return roles;
}

function isContributor(state: SessionState, script: Script, person: Person): boolean {
  if (!script.everyoneContributes) return person.id === state.contributorId;
  const round = script.phases[state.phase]?.round ?? null;
  return round === null || person.seat === round;
}

export const isOver = (state: SessionState): boolean => state.status === 'ended' || state.status === 'cancelled';

/** The phase that runs; `null` before the start and after the end. */
export const phaseNow = (state: SessionState, script: Script): ScriptPhase | null =>
  state.status === 'running' ? (script.phases[state.phase] ?? null) : null;

/** Milliseconds until zero; negative is overtime, which counts on. `null` when no clock runs. */
export const remainingMs = (state: SessionState, now: number): number | null =>
  state.status === 'running' && state.endsAt !== null ? state.endsAt - (state.haltedAt ?? now) : null;

/** Whether a phase was gone through and takes nothing more: its vote or survey has a result. */
export function isClosed(state: SessionState, phase: number): boolean {
  if (state.status === 'ended') return phase <= state.furthest;
  return phase === state.phase ? state.status === 'running' && state.entry === 'closed' : phase <= state.furthest;
}

/** Entered once: its result is known when it closes, and entering more would tell who changed it. */
export const hasResult = (input: Input): boolean => input === 'vote' || input === 'survey';
