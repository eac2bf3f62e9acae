import type { DenyReason, SessionRefusal } from '../../../../../schema/errors.js';
import type { Script, ScriptPhase } from './script.js';
import type { Command } from './session-command.js';
import { takeOver } from './session-people.js';
import { absenceOf, isOver, phaseNow, rolesOf, sessionRoles, type Person, type SessionRole, type SessionState } from './session.js';

/** The verbs of `session_rights` in positions-and-rights.yaml, and those that follow from them. */
export const sessionRights = [
  'read',
  'enter',
  'leave',
  'start_end',
  'move_phase',
  'extend_pause',
  'reveal',
  'take_over',
  'hand_over',
  'choose_case',
  'ask_extra_time',
  'write_own',
  'rate',
  'vote',
  'write_outcome',
  'write_outcome_later',
  'approve_harvest',
  'time_out',
  'end_time_out',
  'show_on_beamer',
  'give_role',
  'enter_for_others',
  'change_plan',
  'freeze',
] as const;
export type SessionRight = (typeof sessionRights)[number];

/** verb → roles that hold it. */
export type SessionRights = ReadonlyMap<string, ReadonlySet<SessionRole>>;

/** A row of the catalogue: a verb, and per session role whether it holds it. */
export type SessionRightRow = { readonly verb: string } & Readonly<Record<SessionRole, boolean>>;

/** Those reasons of the contract that rights give. */
export type SessionDenyReason = Extract<DenyReason | SessionRefusal, 'NOT_A_MEMBER' | 'ROLE' | 'PACT_NOT_ACCEPTED' | 'NOT_RUNNING' | 'SESSION_OVER' | 'TIME_OUT' | 'FACILITATOR_PRESENT' | 'NOT_NOW' | 'FROZEN' | 'EXPIRED'>;

export type Decision = { readonly allow: true } | { readonly allow: false; readonly reason: SessionDenyReason };

export interface SessionCircumstances {
  readonly state: SessionState;
  readonly script: Script;
  /** `null`: not in this session, whatever their position (decisions 9) */
  readonly person: Person | null;
  /** the circle's pact has a version that this person did not accept */
  readonly pactOpen: boolean;
  /** epoch milliseconds of the database's clock */
  readonly now: number;
  /** planned it, or leads the circle: may move it and call it off, besides whoever facilitates */
  readonly plans?: boolean;
}

/** Rights that the catalogue does not name follow one that it does. */
const follows: Partial<Record<SessionRight, string>> = { hand_over: 'start_end', choose_case: 'move_phase', end_time_out: 'move_phase', show_on_beamer: 'start_end', give_role: 'start_end', change_plan: 'start_end', freeze: 'start_end', write_outcome_later: 'write_outcome' };

/** What was written on paper can be typed in this long after the end (milliseconds). */
export const outcomeLaterMs = 7 * 86_400_000;

/** Rights that no row of the catalogue says: typing for somebody without a device is no writing of one's own. */
const byRole: Partial<Record<SessionRight, readonly SessionRole[]>> = { enter_for_others: ['facilitator', 'notetaker'] };

/** Who is in the session has these, whatever their role. */
const everyones = new Set<SessionRight>(['read', 'enter']);

/** The co-facilitator has these after taking over, when they are the facilitator (notes of the catalogue). */
const afterTakingOver = new Set<string>(['start_end', 'move_phase']);

const needsPact = new Set<SessionRight>(['enter', 'write_own', 'rate', 'vote', 'write_outcome', 'write_outcome_later', 'enter_for_others']);
const whileRunning = new Set<SessionRight>(['enter_for_others', 'move_phase', 'extend_pause', 'reveal', 'ask_extra_time', 'write_own', 'rate', 'vote', 'write_outcome', 'time_out', 'end_time_out']);
const stoppedByTimeOut = new Set<SessionRight>(['move_phase', 'extend_pause', 'reveal', 'ask_extra_time', 'time_out']);
/** Over days nothing is opened by hand, and nobody counts minutes. */
const liveOnly = new Set<SessionRight>(['reveal', 'ask_extra_time']);
const alsoAfterwards = new Set<SessionRight>(['read', 'leave', 'approve_harvest', 'write_outcome_later', 'freeze']);
/** What is left of one's rights in a frozen session: knowing that it is there, and lifting the freeze. */
const whileFrozen = new Set<SessionRight>(['read', 'freeze']);

/** The catalogue's rows as verb → roles. */
export const sessionRightsFrom = (rows: readonly SessionRightRow[]): SessionRights =>
  new Map(rows.map((row) => [row.verb, new Set(sessionRoles.filter((role) => row[role]))]));

/** May this person do this in this session now? No position gives a right here, only being in it with a role. */
export function decideSession(rights: SessionRights, right: SessionRight, at: SessionCircumstances): Decision {
  const { state, script, person } = at;
  if (!person) return deny('NOT_A_MEMBER');
  const otherwise = (right === 'change_plan' && at.plans === true) || (right === 'freeze' && person.leadsCircle === true);
  if (!otherwise && !holds(rights, right, rolesOf(state, script, person))) return deny('ROLE');
  if (state.frozenAt !== null && !whileFrozen.has(right)) return deny('FROZEN');
  if (at.pactOpen && needsPact.has(right)) return deny('PACT_NOT_ACCEPTED');
  if (isOver(state) && !alsoAfterwards.has(right)) return deny('SESSION_OVER');
  if (state.status !== 'running' && whileRunning.has(right)) return deny('NOT_RUNNING');
  if (script.written && liveOnly.has(right)) return deny('NOT_NOW');
  if (state.clock === 'time_out' && stoppedByTimeOut.has(right)) return deny('TIME_OUT');
  return circumstance(right, at, person);
}

const allow: Decision = { allow: true };
const deny = (reason: SessionDenyReason): Decision => ({ allow: false, reason });

function holds(rights: SessionRights, right: SessionRight, roles: ReadonlySet<SessionRole>): boolean {
  if (everyones.has(right)) return true;
  const own = byRole[right];
  if (own) return own.some((role) => roles.has(role));
  const verb = follows[right] ?? right;
  return [...roles].some((role) => rights.get(verb)?.has(role) && !(role === 'co_facilitator' && afterTakingOver.has(verb)));
}

/** What depends on the moment rather than on the role. */
function circumstance(right: SessionRight, { state, script, now }: SessionCircumstances, person: Person): Decision {
  const phase = phaseNow(state, script);
  switch (right) {
    case 'enter':
      return state.status === 'planned' && !opens(state, person) ? deny('NOT_RUNNING') : allow;
    case 'take_over':
      return mayTakeOver(state, script, person, now);
    case 'write_own':
    case 'rate':
    case 'vote':
    case 'write_outcome':
      return phase && rightToEnter(phase) === right ? allow : deny('NOT_NOW');
    case 'approve_harvest':
      return state.status === 'ended' ? allow : deny('NOT_NOW');
    case 'give_role':
      return state.status === 'running' ? deny('NOT_NOW') : allow;
    case 'enter_for_others':
      return phase && phase.writer !== null && !script.written ? allow : deny('NOT_NOW');
    case 'show_on_beamer':
      return state.status !== 'planned' && !script.written ? allow : deny('NOT_NOW');
    case 'change_plan':
      return state.status === 'planned' || state.status === 'lobby' ? allow : deny('NOT_NOW');
    case 'write_outcome_later':
      if (state.status !== 'ended') return deny('NOT_NOW');
      return now - (state.endedAt ?? 0) > outcomeLaterMs ? deny('EXPIRED') : allow;
    case 'end_time_out':
      return state.clock === 'time_out' ? allow : deny('NOT_NOW');
    default:
      return allow;
  }
}

/** Before the lobby is open only those come in who can open it. */
const opens = (state: SessionState, person: Person): boolean => person.id === state.facilitatorId || person.id === state.coFacilitatorId;

function mayTakeOver(state: SessionState, script: Script, person: Person, now: number): Decision {
  if (person.id === state.facilitatorId) return deny('NOT_NOW');
  const since = state.facilitatorAwaySince;
  if (state.facilitatorId !== null && (since === null || now - since < absenceOf(script))) return deny('FACILITATOR_PRESENT');
  return takeOver(state, script, person, now).ok ? allow : deny('NOT_NOW');
}

/** The right that entering something in a phase takes. Outcomes are written by one for all; the rest is one's own. */
export function rightToEnter(phase: ScriptPhase): SessionRight {
  if (phase.input === 'vote') return 'vote';
  if (phase.input === 'question_rating') return 'rate';
  return phase.writer === 'notetaker' ? 'write_outcome' : 'write_own';
}

/** Every right that holds now: what the object carries as `viewerActions`. */
export const rightsNow = (rights: SessionRights, at: SessionCircumstances): SessionRight[] => sessionRights.filter((right) => decideSession(rights, right, at).allow);

/**
 * The right that each command takes; `null`: the server gives it, nobody else. What a person withdraws is judged by
 * `decide` itself, because it is about whose it is.
 */
export const rightOf: { readonly [Type in Command['type']]: SessionRight | null } = {
  openLobby: 'start_end',
  start: 'start_end',
  end: 'start_end',
  cancel: 'change_plan',
  reschedule: 'change_plan',
  enter: 'enter',
  leave: 'leave',
  advance: 'move_phase',
  skip: 'move_phase',
  closeEntry: 'move_phase',
  reopen: 'move_phase',
  goBack: 'move_phase',
  extendDeadline: 'move_phase',
  setSpeakers: 'move_phase',
  nextSpeaker: 'move_phase',
  pause: 'extend_pause',
  resume: 'extend_pause',
  extend: 'extend_pause',
  reveal: 'reveal',
  turnTo: 'reveal',
  withdraw: 'read',
  handOver: 'hand_over',
  takeOver: 'take_over',
  chooseCase: 'choose_case',
  freeze: 'freeze',
  lift: 'freeze',
  askExtraTime: 'ask_extra_time',
  timeOut: 'time_out',
  giveRole: 'give_role',
  endTimeOut: 'end_time_out',
  closeGrace: null,
  deadlinePassed: null,
};
