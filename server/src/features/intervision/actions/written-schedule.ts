import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { nextReminderMoment } from '../../../platform/mail/quiet-hours.js';
import { Methods } from '../access/methods.js';
import type { InSession } from '../access/session-door.js';
import { WrittenCalendars } from '../access/written-calendars.js';
import { letterAbout } from '../access/written-letter.js';
import type { Fact } from '../domain/session-command.js';
import { nextLook, reminderMoments, type WorkingCalendar } from '../domain/written-deadlines.js';

export const moveJob = 'intervision.moveWritten';
export const remindJob = 'intervision.remindWritten';

/**
 * When the server looks at a written session again: one job per session that moves it, one that reminds. Both are asked for in
 * the transaction that changes the session, and look again at everything when they run, so they may come late or twice.
 */
@Injectable()
export class WrittenSchedule {
  constructor(
    private readonly calendars: WrittenCalendars,
    private readonly methods: Methods,
    private readonly mails: MailKinds,
  ) {}

  calendar(groupId: string): Promise<WorkingCalendar> {
    return this.calendars.of(groupId);
  }

  /** It begins by itself on the agreed day, when it can. */
  async begin(tx: Tx, sessionId: string, startsAt: Date): Promise<void> {
    await tx.enqueue({ task: moveJob, key: `written:${sessionId}`, payload: { sessionId }, runAt: startsAt });
  }

  /** What one fact of a written session asks for. */
  async follow(tx: Tx, at: InSession, fact: Fact): Promise<void> {
    switch (fact.type) {
      case 'caseChosen':
      case 'lifted':
        await this.lookAgain(tx, at);
        break;
      case 'phaseEntered':
        await this.look(tx, at);
        await this.remind(tx, at);
        await this.tell(tx, at);
        break;
      case 'extended':
      case 'resumed':
      case 'timeOutEnded':
        await this.look(tx, at);
        await this.remind(tx, at);
        break;
      case 'ended':
        await this.tell(tx, at);
        break;
    }
  }

  /**
   * A job that comes while a session is frozen is gone, and one without whose case it is waits. What stands still asks for its
   * job when it goes on.
   */
  private async lookAgain(tx: Tx, at: InSession): Promise<void> {
    if (at.state.status === 'planned') await this.begin(tx, at.id, new Date(Math.max(at.startsAt, at.now)));
    if (at.state.status !== 'running' || at.state.clock !== 'running') return;
    await this.look(tx, at);
    await this.remind(tx, at);
  }

  /** Looks again at the end of the working day, or at the deadline; at once where time owes something already. */
  async look(tx: Tx, { id, groupId, state, now }: InSession, until = state.graceEndsAt ?? state.endsAt!): Promise<void> {
    const runAt = new Date(nextLook(now, until, await this.calendars.of(groupId)));
    await tx.enqueue({ task: moveJob, key: `written:${id}`, payload: { sessionId: id }, runAt });
  }

  /**
   * When those who did not write yet are reminded, the first moment first: at the shares of the phase that the catalogue names, in
   * hours that are not quiet, never twice on one day and never after the deadline. None is possible.
   */
  async remindersAt({ groupId, state }: Pick<InSession, 'groupId' | 'state'>): Promise<Date[]> {
    const calendar = await this.calendars.of(groupId);
    return reminderMoments(state.phaseStartedAt!, state.endsAt!, this.methods.catalogue.writtenDefaults.reminderAtPercent, {
      welcome: (moment) => nextReminderMoment(new Date(moment), calendar.isWorkingDay).getTime(),
      dayOf: calendar.dayOf,
    }).map((moment) => new Date(moment));
  }

  /** Asks for the next reminder of the phase that runs, when there is one. */
  async remind(tx: Tx, at: InSession): Promise<void> {
    const runAt = (await this.remindersAt(at)).find((moment) => moment.getTime() > at.now);
    if (runAt) await tx.enqueue({ task: remindJob, key: `remind:${at.id}`, payload: { sessionId: at.id, turn: at.state.turn }, runAt });
  }

  /** One mail to everyone in it when a phase begins, and when it is over; at an hour at which that is welcome. */
  private async tell(tx: Tx, at: InSession): Promise<void> {
    const { isWorkingDay } = await this.calendars.of(at.groupId);
    const runAt = nextReminderMoment(new Date(at.now), isWorkingDay);
    for (const { id } of at.people) await this.mails.enqueue(tx, 'writtenPhase', { personId: id, subjectId: letterAbout(at.id, at.state.turn) }, runAt);
  }
}
