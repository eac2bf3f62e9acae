import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork, type Tx } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type InSession, present, SessionDoor } from '../access/session-door.js';
import { comeIn, goAway, type Insider, setAsked } from '../data/session.repository.js';
import { isUnheard, setLeft } from '../data/room.repository.js';
import { findMarks } from '../data/session-text.repository.js';
import { graceSettings, type Command, type GraceSeconds } from '../domain/session-command.js';
import type { RevealAct } from '../domain/text-mark.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { ChooseCase } from './choose-case.js';
import { SessionRunner } from './session-runner.js';

const session = { mutationId: z.string(), sessionId: z.string() };
const bare = z.object(session);
const seen = z.object({ ...session, turn: z.number() });
const target = z.object({ ...session, turn: z.number(), to: z.number() });
const minutes = z.union([z.literal(1), z.literal(3)]);
const place = z.number().nullish();

type Moved = Promise<{ sessionId: string }>;

/** The commands of a session, one method per mutation: the shape of its input, and the engine's command. The rest is the runner's. */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly runner: SessionRunner,
    private readonly door: SessionDoor,
    private readonly work: UnitOfWork,
    private readonly choosing: ChooseCase,
  ) {}

  // — before and after —

  openLobby = this.plain('openLobby', { type: 'openLobby' });
  cancelSession = this.plain('cancelSession', { type: 'cancel' });
  callTimeOut = this.plain('callTimeOut', { type: 'timeOut' });
  pausePhase = this.atTurn('pausePhase', (turn) => ({ type: 'pause', turn }));

  endTimeOut(viewer: Viewer, raw: unknown): Moved {
    return this.runner.run(viewer, 'endTimeOut', parseInput(bare, raw), async (_, at) => ({ type: 'endTimeOut', ...(await this.runner.calendarFor(at)) }));
  }

  resumePhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(seen, raw);
    return this.runner.run(viewer, 'resumePhase', input, async (_, at) => ({ type: 'resume', turn: input.turn, ...(await this.runner.calendarFor(at)) }));
  }

  startSession(viewer: Viewer, raw: unknown): Moved {
    return this.runner.run(viewer, 'startSession', parseInput(bare, raw), async (tx, at) => ({ type: 'start', room: await this.runner.room(tx, at, 0) }));
  }

  endSession(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(seen, raw);
    return this.runner.run(viewer, 'endSession', input, (_, at) => ({ type: 'end', turn: input.turn, room: { present: present(at), options: null } }));
  }

  /** Comes in, or changes how one takes part: silently, and how long others wait for one's last words. */
  enterSession(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, silent: z.boolean().nullish(), graceSeconds: z.number().nullish() }), raw);
    const grace = graceSettings.find((each) => each === input.graceSeconds) ?? null;
    if (grace === null && input.graceSeconds !== null && input.graceSeconds !== undefined) throw invalidInput({ path: 'input.graceSeconds', code: 'NOT_ALLOWED' });
    return this.runner.run(viewer, 'enterSession', input, () => ({ type: 'enter', personId: viewer.personId }), (tx, at) =>
      this.entered(tx, at, { silent: input.silent ?? null, grace }),
    );
  }

  leaveSession(viewer: Viewer, raw: unknown): Moved {
    const leave: Command = { type: 'leave', personId: viewer.personId, forGood: true };
    return this.runner.run(viewer, 'leaveSession', parseInput(bare, raw), () => leave, async (tx, at) => {
      await this.left(tx, at, viewer.personId);
      await setLeft(tx, at.id, viewer.personId);
    });
  }

  /**
   * Their last connection is gone for a while: they are not here any more, and may come back.
   * @param unheardFor seconds in which no server may have heard of them
   */
  async lost(sessionId: string, personId: string, unheardFor?: number): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const at = await this.door.enterAsServer(tx, sessionId, personId);
      if (!at?.people.some((person) => person.id === personId && person.here)) return;
      // another server may have heard of them meanwhile
      if (unheardFor !== undefined && !(await isUnheard(tx, sessionId, personId, unheardFor))) return;
      await this.runner.applyIfPossible(tx, at, { type: 'leave', personId, forGood: false });
      await this.left(tx, at, personId);
    });
  }

  private async entered(tx: Tx, at: InSession, settings: { silent: boolean | null; grace: GraceSeconds | null }): Promise<void> {
    const me = at.me!;
    if (!(await comeIn(tx, at.id, me.id, settings))) return;
    tx.emit(intervisionRealtime.peopleChanged(at.id), ...intervisionRealtime.beamerChanged(at));
    const { status, speakingOrder } = at.state;
    const late = status === 'running' && !me.observer && !speakingOrder.includes(me.id) && !(settings.silent ?? me.silent);
    if (late) await this.runner.applyIfPossible(tx, at, { type: 'setSpeakers', order: [...speakingOrder, me.id] });
  }

  private async left(tx: Tx, at: InSession, personId: string): Promise<void> {
    if (await goAway(tx, at.id, personId)) tx.emit(intervisionRealtime.peopleChanged(at.id), ...intervisionRealtime.beamerChanged(at));
  }

  // — moving —

  advancePhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(seen, raw);
    return this.runner.run(viewer, 'advancePhase', input, async (tx, at) => ({ type: 'advance', turn: input.turn, room: await this.runner.room(tx, at, at.state.phase + 1) }));
  }

  closeEntry(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(seen, raw);
    return this.runner.run(viewer, 'closeEntry', input, (_, at) => ({ type: 'closeEntry', turn: input.turn, room: { present: present(at), options: null } }));
  }

  skipPhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(target, raw);
    return this.runner.run(viewer, 'skipPhase', input, async (tx, at) => ({ type: 'skip', turn: input.turn, to: input.to, room: await this.runner.room(tx, at, input.to) }));
  }

  reopenPhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, turn: z.number(), to: z.number(), minutes }), raw);
    const { turn, to } = input;
    return this.runner.run(viewer, 'reopenPhase', input, (_, at) => ({ type: 'reopen', turn, to, minutes: input.minutes, room: { present: present(at), options: null } }));
  }

  showPhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(target, raw);
    return this.runner.run(viewer, 'showPhase', input, () => ({ type: 'goBack', turn: input.turn, to: input.to }));
  }

  extendPhase(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, turn: z.number(), minutes }), raw);
    return this.runner.run(viewer, 'extendPhase', input, () => ({ type: 'extend', turn: input.turn, minutes: input.minutes }));
  }

  askExtraTime(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(seen, raw);
    return this.runner.run(
      viewer,
      'askExtraTime',
      input,
      (_, at) => ({ type: 'askExtraTime', turn: input.turn, already: at.me?.askedTurn === at.state.turn }),
      async (tx, at, moved) => (moved ? setAsked(tx, at.id, viewer.personId, at.state.turn) : undefined),
    );
  }

  // — texts —

  revealTexts(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, turn: z.number(), which: z.enum(['ALL', 'NEXT', 'ONE']), opened: place, position: place }), raw);
    const what = revealAct(input);
    return this.runner.run(viewer, 'revealTexts', input, async (tx, at) => ({ type: 'reveal', turn: input.turn, what, sheet: await findMarks(tx, at.id) }));
  }

  /** What is not open, and what is not there, is the same answer. */
  turnToText(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, turn: z.number(), textId: z.string() }), raw);
    return this.runner.run(viewer, 'turnToText', input, async (tx, at) => {
      this.door.require(at, 'reveal');
      const text = (await findMarks(tx, at.id)).find(({ id, opened }) => id === input.textId && opened);
      if (!text) throw notFound();
      return { type: 'turnTo', turn: input.turn, text };
    });
  }

  // — people —

  chooseCase(viewer: Viewer, raw: unknown): Moved {
    return this.choosing.run(viewer, raw);
  }

  handOver(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, toId: z.string() }), raw);
    return this.runner.run(viewer, 'handOver', input, (_, at) => {
      const to = someone(at, input.toId, 'input.toId');
      return { type: 'handOver', to, here: to.here };
    });
  }

  takeOver(viewer: Viewer, raw: unknown): Moved {
    return this.runner.run(viewer, 'takeOver', parseInput(bare, raw), (_, at) => ({ type: 'takeOver', by: at.me! }));
  }

  nextSpeaker(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object({ ...session, turn: z.number(), after: z.string().nullish() }), raw);
    return this.runner.run(viewer, 'nextSpeaker', input, () => ({ type: 'nextSpeaker', turn: input.turn, after: input.after ?? null }));
  }

  private plain(operation: string, command: Command) {
    return (viewer: Viewer, raw: unknown): Moved => this.runner.run(viewer, operation, parseInput(bare, raw), () => command);
  }

  private atTurn(operation: string, command: (turn: number) => Command) {
    return (viewer: Viewer, raw: unknown): Moved => {
      const input = parseInput(seen, raw);
      return this.runner.run(viewer, operation, input, () => command(input.turn));
    };
  }
}

function revealAct(input: { which: 'ALL' | 'NEXT' | 'ONE'; opened?: number | null | undefined; position?: number | null | undefined }): RevealAct {
  if (input.which === 'ALL') return { which: 'all' };
  const field = input.which === 'NEXT' ? 'opened' : 'position';
  const given = input[field] ?? null;
  if (given === null) throw invalidInput({ path: `input.${field}`, code: 'REQUIRED' });
  return input.which === 'NEXT' ? { which: 'next', opened: given } : { which: 'one', position: given };
}

/** Someone who is in the session, whom a command names. */
function someone(at: InSession, id: string, path: string): Insider {
  const person = at.people.find((each) => each.id === id);
  if (!person) throw invalidInput({ path, code: 'NOT_ALLOWED' });
  return person;
}
