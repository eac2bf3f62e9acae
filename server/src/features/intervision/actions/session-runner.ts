import { randomInt } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { Appointments } from '../../agenda/public.js';
import { type InSession, present, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { dropBeamer, giveRoomCode } from '../data/beamer.repository.js';
import { closeCases, findSessionCases } from '../data/case.repository.js';
import { findInsiders, giveSeats, updateState } from '../data/session.repository.js';
import { findAnswers, insertTotals } from '../data/evaluation.repository.js';
import { closeBallots, findAuthor, findBallots, findMarks, openTexts, placeTexts } from '../data/session-text.repository.js';
import { forgetReminders } from '../data/written.repository.js';
import { totalsOf, voteResult } from '../domain/results.js';
import type { ScriptPhase } from '../domain/script.js';
import { sealOrder, whatOpens } from '../domain/sealing.js';
import type { Command, Fact, Room } from '../domain/session-command.js';
import { isOwed } from '../domain/owed.js';
import { decide } from '../domain/session-machine.js';
import { rightOf } from '../domain/session-policy.js';
import { makeCode } from '../domain/room-code.js';
import { hasResult } from '../domain/session.js';
import { SessionEnding } from './session-ending.js';
import { deadlinesNow } from '../domain/written-deadlines.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { WrittenSchedule } from './written-schedule.js';

/** What a command's mutation carries; the rest is the command's own. */
export interface CommandRequest {
  mutationId: string;
  sessionId: string;
}

type Ids = { sessionId: string };

const graceJob = 'intervision.closeGrace';

/**
 * Runs every command of a session the same way: receipt, door with the row locked, what time still owes, right,
 * `decide`, the next state over the one before, and what follows from the facts.
 */
@Injectable()
export class SessionRunner implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly jobs: JobRegistry,
    private readonly appointments: Appointments,
    private readonly ending: SessionEnding,
    private readonly written: WrittenSchedule,
  ) {}

  onModuleInit(): void {
    this.jobs.task(graceJob, ({ sessionId, turn, personId }) => this.settleLate(sessionId as string, turn as number, personId as string));
  }

  /**
   * @param make the command; what only it needs to know it reads itself
   * @param after what is written besides the state, in the same transaction
   * @throws NOT_FOUND outside the session; FORBIDDEN with the reason of the policy or of the engine
   */
  async run(
    viewer: Viewer,
    operation: string,
    input: CommandRequest,
    make: (tx: Tx, at: InSession) => Promise<Command> | Command,
    after?: (tx: Tx, at: InSession, moved: boolean) => Promise<void>,
  ): Promise<Ids> {
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      await this.settle(tx, at);
      const command = await make(tx, at);
      const right = rightOf[command.type];
      if (right) this.door.require(at, right);
      const moved = await this.apply(tx, at, command);
      await after?.(tx, at, moved);
      return { sessionId: input.sessionId };
    });
  }

  /** Gives one command to a session that is locked. @returns whether anything changed; @throws FORBIDDEN with the engine's refusal */
  async apply(tx: Tx, at: InSession, command: Command): Promise<boolean> {
    const outcome = decide(at.state, at.script, command, at.now);
    if (!outcome.ok) throw forbidden(outcome.refusal);
    if (outcome.next === at.state) return false;
    await updateState(tx, at.id, at.state, outcome.next);
    at.state = outcome.next;
    for (const fact of outcome.facts) await this.follow(tx, at, fact);
    return true;
  }

  /** The same where a refusal means that there is nothing to do. */
  async applyIfPossible(tx: Tx, at: InSession, command: Command): Promise<boolean> {
    return decide(at.state, at.script, command, at.now).ok ? this.apply(tx, at, command) : false;
  }

  /** A grace or a deadline is over and nobody came by: a job at that moment, or whoever asks first. */
  async settleLate(sessionId: string, turn: number, personId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const at = await this.door.enterAsServer(tx, sessionId, personId);
      if (at?.state.turn === turn) await this.settle(tx, at);
    });
  }

  /** Who is here at this moment, and how many options the vote of a phase would have. */
  async room(tx: Tx, at: InSession, to: number): Promise<Room> {
    const ballot = at.script.phases[to]?.ballot;
    let options: number | null = null;
    if (ballot?.skipBelow && ballot.phase !== null) {
      const marks = await findMarks(tx, at.id);
      options = marks.filter(({ phase, sharing }) => phase === ballot.phase && sharing !== 'not_shared').length;
    }
    return { present: present(at), options, ...(await this.calendarFor(at)) };
  }

  /** In writing: when each phase ends from now on; nothing for a session that is live. */
  async calendarFor(at: InSession): Promise<{ deadlines?: readonly number[] }> {
    return at.script.written ? { deadlines: deadlinesNow(at.state, at.startsAt, at.now, await this.written.calendar(at.groupId)) } : {};
  }

  /** What time has brought about already: the end of a grace, and in writing of a phase (decisions 21 and 23). */
  async settle(tx: Tx, at: InSession): Promise<void> {
    const owed = isOwed(at.state, at.script, at.now);
    if (!owed) return;
    const { turn, phase, goesTo } = at.state;
    const room = await this.room(tx, at, owed === 'closeGrace' ? goesTo! : phase + 1);
    await this.applyIfPossible(tx, at, owed === 'closeGrace' ? { type: owed, turn, room } : { type: owed, turn, room, everyonePosted: false });
  }

  /** What one fact brings about in the tables, and who hears of it. */
  private async follow(tx: Tx, at: InSession, fact: Fact): Promise<void> {
    switch (fact.type) {
      case 'entryClosed':
        await this.closeEntry(tx, at, fact.phase);
        break;
      case 'textsOpened':
        await this.openTexts(tx, at, fact.ofPhase, fact.texts);
        break;
      case 'phaseClosing': {
        const by = at.me?.id ?? at.state.facilitatorId;
        await tx.enqueue({ task: graceJob, key: `grace:${at.id}:${fact.turn}`, payload: { sessionId: at.id, turn: fact.turn, personId: by }, runAt: new Date(fact.graceEndsAt) });
        break;
      }
      case 'cancelled':
        await this.appointments.cancel(tx, at.groupId, at.id);
        break;
      case 'started':
        await closeCases(tx, at.id);
        await this.seat(tx, at);
        break;
      case 'ended':
        await this.ending.run(tx, at);
        break;
    }
    if (['lobbyOpened', 'started', 'ended', 'cancelled', 'frozen', 'lifted'].includes(fact.type)) tx.emit(intervisionRealtime.statusChanged(at.groupId, at.id, at.state.status));
    tx.emit(intervisionRealtime.moved(at.id, at.state, fact));
    if (fact.type !== 'extraTimeAsked') tx.emit(...intervisionRealtime.beamerChanged(at));
    if (!at.script.written && (fact.type === 'lobbyOpened' || fact.type === 'started')) await giveRoomCode(tx, at.id, makeCode(randomInt));
    if (at.beamerId && (fact.type === 'ended' || fact.type === 'cancelled')) await this.endBeamer(tx, at, at.beamerId);
    if (at.script.written) await this.written.follow(tx, at, fact);
    if (fact.type === 'started') await this.applyIfPossible(tx, at, { type: 'setSpeakers', order: present(at).filter(({ silent, observer }) => !silent && !observer).map(({ id }) => id) });
    if (fact.type === 'phaseEntered') await this.letObserversSpeak(tx, at, fact.phase);
  }

  /** Who looks on says nothing until the closing; there they come last. */
  private async letObserversSpeak(tx: Tx, at: InSession, phase: number): Promise<void> {
    if (at.script.phases[phase]?.section !== 'close') return;
    const { speakingOrder } = at.state;
    const more = present(at).flatMap(({ id, observer }) => (observer && !speakingOrder.includes(id) ? [id] : []));
    if (more.length > 0) await this.applyIfPossible(tx, at, { type: 'setSpeakers', order: [...speakingOrder, ...more] });
  }

  /** A screen dies with its session. */
  private async endBeamer(tx: Tx, at: InSession, beamerId: string): Promise<void> {
    await dropBeamer(tx, at.id);
    tx.emit(intervisionRealtime.beamerEnded(at.id, beamerId));
  }

  private async closeEntry(tx: Tx, at: InSession, index: number): Promise<void> {
    const phase = at.script.phases[index]!;
    if (phase.sealed) {
      const sheet = (await findMarks(tx, at.id)).filter((text) => text.phase === index);
      await placeTexts(tx, at.id, sealOrder(sheet, randomInt(2 ** 32)));
    }
    if (hasResult(phase.input)) await closeBallots(tx, at.id, index);
    if (at.script.written) await forgetReminders(tx, at.id);
    if (phase.input === 'survey') await this.keepTotals(tx, at, phase);
    if (phase.ballot?.makesContributor) await this.makeContributor(tx, at, index);
  }

  /** What the group made of it stays as numbers when the answers go; an item with too few answers is not kept at all. */
  private async keepTotals(tx: Tx, at: InSession, phase: ScriptPhase): Promise<void> {
    const sealing = await this.seal.forWriting(tx, at.id);
    const given = (await findAnswers(tx, at.id, phase.index)).flatMap(({ body }) => sealing.openAnswers(phase.index, body));
    await insertTotals(tx, at.id, phase.index, totalsOf(at.state, phase, given));
  }

  /** The author of the card that was chosen; a tie, or a card without a name, is for the facilitator to settle. */
  private async makeContributor(tx: Tx, at: InSession, index: number): Promise<void> {
    const ballots = await findBallots(tx, at.id, index);
    const sealing = await this.seal.forWriting(tx, at.id);
    const phase = at.script.phases[index]!;
    const options = (await findMarks(tx, at.id)).filter((text) => text.phase === phase.ballot!.phase && text.opened).map(({ id }) => id);
    const result = voteResult(at.state, phase, options, ballots.map(({ choice }) => sealing.openBallot(index, choice)));
    if (result?.leading.length !== 1) return;
    const author = await findAuthor(tx, at.id, result.leading[0]!);
    const contributor = at.people.find(({ id }) => id === author);
    if (!contributor) return;
    const prepared = (await findSessionCases(tx, at.id)).find(({ personId }) => personId === author);
    await this.applyIfPossible(tx, at, { type: 'chooseCase', contributor, caseId: prepared?.caseId ?? null });
  }

  private async openTexts(tx: Tx, at: InSession, phase: number, texts: 'all' | readonly string[]): Promise<void> {
    const sheet = (await findMarks(tx, at.id)).filter((text) => text.phase === phase);
    await openTexts(tx, at.id, texts === 'all' ? (whatOpens(sheet, { which: 'all' }) ?? []) : texts);
  }

  /** Places in subgroups, in the order in which people came in; whose round it is, is the contributor. */
  private async seat(tx: Tx, at: InSession): Promise<void> {
    if (!at.script.subgroups) return;
    const seats = at.script.subgroups.flatMap((size) => Array.from({ length: size }, (_, place) => place + 1));
    await giveSeats(tx, at.id, new Map(present(at).slice(0, seats.length).map(({ id }, place) => [id, seats[place]!])));
    at.people = await findInsiders(tx, at.id, at.groupId);
  }
}
