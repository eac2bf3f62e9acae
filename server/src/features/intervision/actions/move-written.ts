import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { letterAbout } from '../access/written-letter.js';
import { actFor, type Insider } from '../data/session.repository.js';
import { findDone, findLate, isArchived } from '../data/written.repository.js';
import { askedIn, awaits } from '../domain/awaited.js';
import { isOwed } from '../domain/owed.js';
import { entryRefusal } from '../domain/sealing.js';
import { phaseNow } from '../domain/session.js';
import { SessionRunner } from './session-runner.js';
import { moveJob, remindJob, WrittenSchedule } from './written-schedule.js';

/** A job comes within a minute or so; what is due for longer has none any more. */
const lateAfterMinutes = 10;
const lateAtOnce = 100;

/**
 * The two jobs of a written session. Each looks at the session anew under its lock: what has happened already is not done
 * again, what is too early is put back, and a server that was away catches up by one phase at a time. In a circle that was put away
 * nothing moves; taken out again, the hourly look finds what is late.
 */
@Injectable()
export class MoveWritten implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly runner: SessionRunner,
    private readonly schedule: WrittenSchedule,
    private readonly mails: MailKinds,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.task(moveJob, ({ sessionId }) => this.move(sessionId as string));
    this.jobs.every('23 * * * *', 'intervision.lookForLate', async () => void (await this.lookForLate()), { atStart: true });
    this.jobs.task(remindJob, ({ sessionId, turn }) => this.remind(sessionId as string, turn as number));
  }

  /** Begins on the agreed day; ends a phase at its deadline, or at the end of a day on which everyone gave the one thing that was asked. */
  async move(sessionId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const at = await this.door.enterAsServer(tx, sessionId, null);
      if (!at?.script.written || (await isArchived(tx, at.groupId))) return;
      if (at.state.status === 'planned') await this.begin(tx, at);
      else if (at.state.status === 'running') await this.goOn(tx, at);
    });
  }

  /** A mail to whoever did not write yet; when the deadline moved since, the job for that comes later. */
  async remind(sessionId: string, turn: number): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const at = await this.door.enterAsServer(tx, sessionId, null);
      if (!at?.script.written || at.state.status !== 'running' || at.state.turn !== turn || (await isArchived(tx, at.groupId))) return;
      const due = (await this.schedule.remindersAt(at)).filter((moment) => moment.getTime() <= at.now).length;
      if (due > 0) for (const { id } of await this.awaited(tx, at)) await this.mails.enqueue(tx, 'writtenReminder', { personId: id, subjectId: letterAbout(at.id, turn, due) });
      if (at.state.clock === 'running') await this.schedule.remind(tx, at);
    });
  }

  /**
   * Whose job used up its tries, or was lost with the queue: every hour each session that should have moved is looked at anew. One
   * that fails again does not keep the others waiting.
   * @returns how many were late
   * @throws the first failure, after all were tried
   */
  async lookForLate(): Promise<number> {
    const failures: unknown[] = [];
    let [after, late]: [string | null, number] = [null, 0];
    for (;;) {
      const ids: string[] = await this.work.runUnsigned((tx) => findLate(tx, lateAfterMinutes, after, lateAtOnce));
      for (const id of ids) await this.move(id).catch((failure: unknown) => failures.push(failure));
      late += ids.length;
      after = ids.at(-1) ?? null;
      if (ids.length < lateAtOnce) break;
    }
    if (failures.length > 0) throw failures[0];
    return late;
  }

  private async begin(tx: Tx, at: InSession): Promise<void> {
    if (at.now < at.startsAt) return this.schedule.begin(tx, at.id, new Date(at.startsAt));
    // without a contributor it waits: choosing one asks for this job again
    await this.runner.applyIfPossible(tx, at, { type: 'start', room: await this.runner.room(tx, at, 0) });
  }

  private async goOn(tx: Tx, at: InSession): Promise<void> {
    const { turn } = at.state;
    await this.runner.settle(tx, at);
    if (at.state.turn === turn && (await this.everyonePosted(tx, at))) {
      const room = await this.runner.room(tx, at, at.state.phase + 1);
      await this.runner.applyIfPossible(tx, at, { type: 'deadlinePassed', turn, everyonePosted: true, room });
    }
    // a phase that was entered asked for the next look itself
    if (at.state.turn !== turn || at.state.status !== 'running' || at.state.clock !== 'running') return;
    // what is due and cannot go on, without whose case it is, does not come back at once
    await (isOwed(at.state, at.script, at.now) ? this.schedule.look(tx, at, Infinity) : this.schedule.look(tx, at));
  }

  /** Only where one thing is asked of each: elsewhere somebody may have more to say. */
  private async everyonePosted(tx: Tx, at: InSession): Promise<boolean> {
    const phase = phaseNow(at.state, at.script);
    if (phase?.maxEach !== 1 || at.state.clock !== 'running' || at.state.entry !== 'open') return false;
    const writers = at.people.filter((person) => entryRefusal(at.state, at.script, phase, person) === null);
    return writers.length > 0 && (await this.awaited(tx, at)).length === 0;
  }

  /** For whom it waits, asked for each as themselves: row-level security answers nobody about another. */
  private async awaited(tx: Tx, at: InSession): Promise<Insider[]> {
    const phase = phaseNow(at.state, at.script);
    const before = at.people[0];
    if (!phase || !before) return [];
    const found: Insider[] = [];
    for (const person of at.people) {
      await actFor(tx, person.id);
      const { tag } = await this.seal.forWriter(tx, at.id, person.id);
      const done = await findDone(tx, [{ sessionId: at.id, phase: phase.index, asked: askedIn(phase), rated: phase.shows ?? -1, tag }]);
      if (awaits(at.state, at.script, person, done.get(at.id)!)) found.push(person);
    }
    await actFor(tx, before.id);
    return found;
  }
}
