import { needsContributor } from './method.js';
import { change, refuse, same, type Outcome } from './outcome.js';
import { minuteMs, type Script, type ScriptPhase } from './script.js';
import { namelessFrom, opensNow, whatOpens, writersIn } from './sealing.js';
import { graceSettings, type Command, type ExtraMinutes, type FactBody, type Room } from './session-command.js';
import { hasResult, type SessionState } from './session.js';
import { chooseCase, comeOrGo, giveRole, handOver, nextSpeaker, takeOver } from './session-people.js';
import { freezeOrLift } from './freezing.js';

/**
 * The phase engine: what one command does to one session. Who may give the command is asked before
 * (`session-policy.ts`); here is what follows from the script and the clock.
 *
 * Live, nothing moves by itself: time informs, people decide (decisions 23). Moving out of a phase in which something is
 * entered takes one grace for all, and nothing opens before it has ended (decisions 21). A command about another turn
 * succeeds with the present state and no facts: someone was faster.
 * @param now the database's clock, epoch milliseconds
 */
export function decide(state: SessionState, script: Script, command: Command, now: number): Outcome {
  if (command.type === 'freeze' || command.type === 'lift') return freezeOrLift(state, command, now);
  if (state.frozenAt !== null) return refuse('FROZEN');
  if ('turn' in command && command.turn !== state.turn) return same(state);
  switch (command.type) {
    case 'openLobby':
      return script.written ? refuse('LIVE_ONLY') : openLobby(state, now);
    case 'start':
      return start(state, script, command.room, now);
    case 'cancel':
      return cancel(state, now);
    case 'reschedule':
      // its days were agreed one by one
      return script.written ? refuse('LIVE_ONLY') : reschedule(state, script, command.startsAt, now);
    case 'enter':
    case 'leave':
      return comeOrGo(state, script, command, now);
    case 'handOver':
      return handOver(state, command.to, command.here, now);
    case 'takeOver':
      return takeOver(state, script, command.by, now);
    case 'chooseCase':
      return chooseCase(state, script, command.contributor, command.caseId, now);
    case 'giveRole':
      return giveRole(state, command, now);
    case 'withdraw':
      if (!command.mine) return refuse('NOT_YOURS');
      return command.text.opened ? refuse('ALREADY_OPENED') : same(state);
    default:
      return state.status === 'running' ? whileRunning({ state, script, now, phase: script.phases[state.phase]! }, command) : notRunning(state, command);
  }
}

/** One moment of a running session. */
interface Moment {
  readonly state: SessionState;
  readonly script: Script;
  readonly phase: ScriptPhase;
  readonly now: number;
}

type RunningCommand = Exclude<Command, { type: 'openLobby' | 'start' | 'cancel' | 'reschedule' | 'enter' | 'leave' | 'handOver' | 'takeOver' | 'chooseCase' | 'giveRole' | 'withdraw' | 'freeze' | 'lift' }>;

function whileRunning(at: Moment, command: RunningCommand): Outcome {
  const { state, script, now } = at;
  if (state.clock === 'time_out' && !inTimeOut.has(command.type)) return refuse('TIME_OUT');
  if (script.written && liveOnly.has(command.type)) return refuse('LIVE_ONLY');
  if (!script.written && writtenOnly.has(command.type)) return refuse('WRITTEN_ONLY');
  switch (command.type) {
    case 'advance':
      return state.phase === script.phases.length - 1 ? refuse('LAST_PHASE') : moveOn(at, state.phase + 1, command.room);
    case 'skip':
      return command.to > state.phase && command.to < script.phases.length ? moveOn(at, command.to, command.room) : refuse('NO_SUCH_PHASE');
    case 'end':
      return moveOn(at, script.phases.length, command.room);
    case 'closeEntry':
      return state.entry === 'closed' ? same(state) : moveOn(at, state.phase, command.room);
    case 'closeGrace':
      return closeGrace(at, command.room);
    case 'deadlinePassed':
      return deadlinePassed(at, command.everyonePosted, command.room);
    case 'extendDeadline':
      return extendDeadline(at, command.deadlines);
    case 'reopen':
      return reopen(at, command.to, command.minutes, command.room);
    case 'goBack':
      return goBack(at, command.to);
    case 'pause':
      if (state.entry === 'closing') return refuse('CLOSING');
      return state.clock === 'paused' ? same(state) : change(state, now, { clock: 'paused', haltedAt: now }, { type: 'paused', remainingMs: state.endsAt! - now });
    case 'resume':
      return state.clock === 'running' ? same(state) : wentOn(at, 'resumed', command.deadlines);
    case 'timeOut':
      return state.clock === 'time_out' ? same(state) : change(state, now, { clock: 'time_out', haltedAt: state.haltedAt ?? now }, { type: 'timeOutCalled' });
    case 'endTimeOut':
      return state.clock !== 'time_out' ? same(state) : wentOn(at, 'timeOutEnded', command.deadlines);
    case 'extend':
      return extend(at, command.minutes);
    case 'reveal':
      return reveal(at, command);
    case 'turnTo':
      if (!command.text.opened) return refuse('STILL_SEALED');
      return state.spotlightId === command.text.id ? same(state) : change(state, now, { spotlightId: command.text.id }, { type: 'textTurnedTo', textId: command.text.id });
    case 'setSpeakers':
      return change(state, now, { speakingOrder: [...new Set(command.order)] }, { type: 'speakersSet' });
    case 'nextSpeaker':
      return nextSpeaker(state, at.phase, command.after, now);
    case 'askExtraTime':
      if (command.already) return same(state);
      return change(state, now, { extraTimeAsked: state.extraTimeAsked + 1 }, { type: 'extraTimeAsked', count: state.extraTimeAsked + 1 });
    default:
      return command satisfies never;
  }
}

/** A time-out stops clock and content; these are how it ends, and what only completes what was decided before. */
const inTimeOut = new Set<Command['type']>(['timeOut', 'endTimeOut', 'end', 'closeGrace']);
const liveOnly = new Set<Command['type']>(['extend', 'reopen', 'reveal', 'turnTo', 'setSpeakers', 'nextSpeaker', 'askExtraTime', 'closeEntry']);
const writtenOnly = new Set<Command['type']>(['deadlinePassed', 'extendDeadline']);

function notRunning(state: SessionState, command: RunningCommand): Outcome {
  if (command.type === 'end' && state.status === 'ended') return same(state);
  return refuse(state.status === 'ended' || state.status === 'cancelled' ? 'OVER' : 'NOT_RUNNING');
}

// — before the start —

function openLobby(state: SessionState, now: number): Outcome {
  if (state.status === 'lobby' || state.status === 'running') return same(state);
  if (state.status !== 'planned') return refuse('OVER');
  return state.facilitatorId === null ? refuse('NO_FACILITATOR') : change(state, now, { status: 'lobby' }, { type: 'lobbyOpened' });
}

function start(state: SessionState, script: Script, room: Room, now: number): Outcome {
  if (state.status === 'running') return same(state);
  if (state.status !== 'planned' && state.status !== 'lobby') return refuse('OVER');
  if (state.facilitatorId === null) return refuse('NO_FACILITATOR');
  const begun: SessionState = { ...state, status: 'running', startedAt: now };
  return arrive({ state: begun, script, now, phase: script.phases[0]! }, 0, room, [{ type: 'started' }]);
}

function cancel(state: SessionState, now: number): Outcome {
  if (state.status === 'cancelled') return same(state);
  if (state.status === 'ended') return refuse('OVER');
  return state.status === 'running' ? refuse('ALREADY_STARTED') : change(state, now, { status: 'cancelled', endedAt: now }, { type: 'cancelled' });
}

/** Who should lead counts as absent from the new moment on; who came in early already is here. */
function reschedule(state: SessionState, script: Script, startsAt: number, now: number): Outcome {
  if (state.status === 'cancelled' || state.status === 'ended') return refuse('OVER');
  if (state.status !== 'planned') return refuse('ALREADY_STARTED');
  if (script.written) return refuse('LIVE_ONLY');
  const away = (since: number | null): number | null => (since === null ? null : startsAt);
  return change(
    state,
    now,
    { facilitatorAwaySince: away(state.facilitatorAwaySince), coFacilitatorAwaySince: away(state.coFacilitatorAwaySince) },
    { type: 'rescheduled' },
  );
}

// — moving —

/** Out of a phase, forward or to its own closing: at once when nothing is being entered, else after the grace. */
function moveOn(at: Moment, to: number, room: Room): Outcome {
  const { state, script, now } = at;
  if (state.entry === 'closing') {
    // only the end overrides where a grace leads; a second press changes nothing
    const ends = to === script.phases.length && state.goesTo !== to;
    if (now >= state.graceEndsAt!) return ends ? arrive(at, to, room, []) : closeGrace(at, room);
    return ends ? change(state, now, { goesTo: to }, closing(state, to, state.graceEndsAt!)) : same(state);
  }
  if (state.entry === 'closed') return arrive(at, to, room, []);
  if (lacksContributor(at, to)) return refuse('NO_CONTRIBUTOR');
  const graceEndsAt = now + (minuteMs(script) / 60) * Math.max(graceSettings[0], ...room.present.map(({ grace }) => grace));
  return change(state, now, { entry: 'closing', graceEndsAt, goesTo: to }, closing(state, to, graceEndsAt));
}

const closing = (state: SessionState, goesTo: number, graceEndsAt: number): FactBody => ({ type: 'phaseClosing', phase: state.phase, turn: state.turn, goesTo, graceEndsAt });

function closeGrace(at: Moment, room: Room): Outcome {
  const { state, script, now } = at;
  if (state.entry !== 'closing') return same(state);
  if (now < state.graceEndsAt!) return refuse('TOO_EARLY');
  const to = state.goesTo!;
  if (state.clock === 'time_out' && to < script.phases.length) return refuse('TIME_OUT');
  return to === state.phase ? closeHere(at) : arrive(at, to, room, []);
}

/** The phase stays and takes nothing more; where it reveals inside and together, this is that moment. */
function closeHere({ state, phase, now }: Moment): Outcome {
  const opens = phase.reveal === 'inside' && phase.present === 'together';
  // a turn of its own: a press from before the closing does not also leave the phase
  return change(state, now, { ...nothingEntered, turn: state.turn + 1 }, entryClosed(state), ...(opens ? [opened(phase.index)] : []));
}

const entryClosed = (state: SessionState): FactBody => ({ type: 'entryClosed', phase: state.phase, turn: state.turn + 1 });
const opened = (ofPhase: number): FactBody => ({ type: 'textsOpened', ofPhase, texts: 'all' });

/** Leaves the present phase and enters another one, or ends after the last. */
function arrive(at: Moment, target: number, room: Room, before: readonly FactBody[]): Outcome {
  const { state, script, now } = at;
  const to = passOver(script, target, room);
  if (lacksContributor(at, to)) return refuse('NO_CONTRIBUTOR');
  const left = script.phases[state.phase];
  const leaving: FactBody[] = [
    ...before,
    ...(left && state.entry !== 'closed' ? [entryClosed(state)] : []),
    ...(left?.reveal === 'at_end' ? [opened(left.index)] : []),
  ];
  const phase = script.phases[to];
  if (!phase) {
    const over = { status: 'ended', endedAt: now, turn: state.turn + 1, endsAt: null, clock: 'running', haltedAt: null, ...nothingEntered } as const;
    return change(state, now, over, ...leaving, { type: 'ended' });
  }
  const deadlines = notSooner(state, room.deadlines ?? state.deadlines);
  const next = { ...entered(at, phase, room, script.written ? deadlines[phase.index]! : now + phase.minutes * minuteMs(script)), deadlines };
  const shown = phase.shows === null ? undefined : script.phases[phase.shows];
  // in writing the texts opened when their own phase ended
  const opens = shown?.reveal === 'later' && phase.present === 'together';
  return change(state, now, next, ...leaving, phaseEntered(next, phase), ...(opens ? [opened(shown.index)] : []));
}

const nothingEntered = { entry: 'closed', graceEndsAt: null, goesTo: null } as const;

/** Everything that begins anew with a phase. Its rules are fixed here, with who is present now. */
function entered({ state, script, now }: Moment, phase: ScriptPhase, room: Room, endsAt: number) {
  const known = hasResult(phase.input) && phase.index <= state.furthest;
  return {
    phase: phase.index,
    turn: state.turn + 1,
    furthest: Math.max(state.furthest, phase.index),
    phaseStartedAt: now,
    endsAt,
    clock: 'running',
    haltedAt: null,
    ...nothingEntered,
    entry: takesEntries(script, phase) && !known ? 'open' : 'closed',
    namelessOffered: writersIn(state, script, phase, room) >= namelessFrom,
    showing: null,
    spotlightId: null,
    speakerId: null,
    extraTimeAsked: 0,
    deadlineExtended: false,
  } as const;
}

const phaseEntered = (next: { turn: number; endsAt: number }, phase: ScriptPhase): FactBody => ({ type: 'phaseEntered', phase: phase.index, turn: next.turn, endsAt: next.endsAt });

/** Private notes go on through every phase, so a phase of notes has nothing to close. In writing a dialogue takes answers. */
const takesEntries = (script: Script, { input, speak }: ScriptPhase): boolean =>
  (input !== 'none' && input !== 'notes') || (script.written && speak === 'dialogue');

/** A vote between fewer options than it needs is passed over. */
function passOver(script: Script, to: number, { options }: Room): number {
  const least = script.phases[to]?.ballot?.skipBelow ?? null;
  return least !== null && options !== null && options < least ? to + 1 : to;
}

function lacksContributor({ state, script }: Moment, to: number): boolean {
  const phase = script.phases[to];
  return to !== state.phase && phase !== undefined && !script.everyoneContributes && state.contributorId === null && needsContributor(phase);
}

/** Back to an earlier phase, or to the present one that was closed, to go on with it. What is open stays open, what is sealed stays sealed. */
function reopen(at: Moment, to: number, minutes: ExtraMinutes, room: Room): Outcome {
  const { state, script, now } = at;
  const phase = script.phases[to];
  if (!phase || to > state.phase) return refuse('NO_SUCH_PHASE');
  if (state.entry === 'closing') return refuse('CLOSING');
  if (state.entry === 'open') return refuse('ENTRY_OPEN');
  if (hasResult(phase.input)) return refuse('RESULT_KNOWN');
  const next = entered(at, phase, room, now + minutes * minuteMs(script));
  return change(state, now, next, phaseEntered(next, phase));
}

/** Shows an earlier phase again; the session stays where it is. */
function goBack({ state, now }: Moment, to: number): Outcome {
  if (to < 0 || to > state.phase) return refuse('NO_SUCH_PHASE');
  const showing = to === state.phase ? null : to;
  return showing === state.showing ? same(state) : change(state, now, { showing, spotlightId: null }, { type: 'phaseShown', phase: showing });
}

/** The agreed exception: in writing a phase ends at its deadline, or when each gave the one thing that was asked. */
function deadlinePassed(at: Moment, everyonePosted: boolean, room: Room): Outcome {
  const { state, phase, now } = at;
  if (state.entry === 'closing') return closeGrace(at, room);
  if (state.clock !== 'running') return refuse('TOO_EARLY');
  const done = now >= state.endsAt! || (everyonePosted && phase.maxEach === 1);
  return done ? arrive(at, state.phase + 1, room, []) : refuse('TOO_EARLY');
}

// — the clock —

/**
 * The clock goes on where it stood still. In writing this deadline and the later ones moved by the school days in between;
 * who knows no calendar lets them wait exactly as long.
 */
function wentOn({ state, script, now }: Moment, type: 'resumed' | 'timeOutEnded', given: readonly number[] | undefined): Outcome {
  const stood = now - state.haltedAt!;
  const deadlines = script.written ? notSooner(state, given ?? state.deadlines.map((each, at) => (at < state.phase ? each : each + stood))) : state.deadlines;
  const endsAt = script.written ? deadlines[state.phase]! : state.endsAt! + stood;
  return change(state, now, { clock: 'running', haltedAt: null, endsAt, deadlines }, { type, endsAt });
}

/** At any time, also past zero: then the minutes count from now. In the grace it takes the moving on back. */
function extend({ state, script, now }: Moment, minutes: ExtraMinutes): Outcome {
  const endsAt = Math.max(state.endsAt!, state.haltedAt ?? now) + minutes * minuteMs(script);
  const patch = { endsAt, extraTimeAsked: 0 };
  if (state.entry !== 'closing') return change(state, now, patch, { type: 'extended', endsAt });
  return change(
    state,
    now,
    { ...patch, entry: 'open', graceEndsAt: null, goesTo: null },
    { type: 'closingTakenBack', phase: state.phase, turn: state.turn },
    { type: 'extended', endsAt },
  );
}

/** What was agreed never comes sooner, whatever an old answer of the calendar says. */
const notSooner = (state: SessionState, deadlines: readonly number[]): number[] => state.deadlines.map((each, at) => Math.max(each, deadlines[at] ?? each));

/** Once per phase; what was agreed for later moves along. */
function extendDeadline({ state, now }: Moment, deadlines: readonly number[]): Outcome {
  if (state.deadlineExtended) return refuse('EXTENDED_ALREADY');
  if (state.entry === 'closing') return refuse('CLOSING');
  const endsAt = deadlines[state.phase] ?? 0;
  const later = deadlines.length === state.deadlines.length && deadlines.every((each, at) => (at < state.phase ? each === state.deadlines[at] : each > state.deadlines[at]!));
  if (!later || endsAt <= now) return refuse('NOT_LATER');
  return change(state, now, { endsAt, deadlineExtended: true, deadlines }, { type: 'extended', endsAt });
}

// — texts —

function reveal(at: Moment, { what, sheet }: Extract<Command, { type: 'reveal' }>): Outcome {
  const { state, script, phase, now } = at;
  if (state.entry === 'closing') return refuse('CLOSING');
  if (state.showing !== null) return refuse('LOOKING_BACK');
  if (phase.reveal === 'inside' && state.entry === 'open') return refuse('ENTRY_OPEN');
  const ofPhase = opensNow(state, script);
  if (ofPhase === null) return refuse('NOTHING_TO_OPEN');
  if (phase.present === 'together' && what.which !== 'all') return refuse('TOGETHER');
  const texts = whatOpens(sheet.filter((text) => text.phase === ofPhase), what);
  if (texts === null) return same(state);
  if (texts.length === 0) return refuse('NOTHING_TO_OPEN');
  const spotlightId = what.which === 'all' ? null : texts[0]!;
  return change(state, now, { spotlightId }, { type: 'textsOpened', ofPhase, texts: what.which === 'all' ? 'all' : texts });
}
