import { Injectable, type OnModuleInit } from '@nestjs/common';
import { limits } from '../../../../../schema/limits.js';
import { homeZone, instantOf, wallTimeOf } from '../../../platform/clock/wall-time.js';
import type { NamedReads } from '../../../platform/database/reads.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { nextReminderMoment } from '../../../platform/mail/quiet-hours.js';
import { type Moment, momentOf, requireZone } from '../access/moment.js';
import { PollAccess } from '../access/poll.access.js';
import { SchoolCalendars } from '../access/school-calendars.js';
import { findMeeting } from '../data/appointment.repository.js';
import { findAnswers, findMoments, insertPoll, type LockedPoll, lockPoll, type NewPoll, setChosen, setReminded } from '../data/poll.repository.js';
import { unanswered } from '../domain/best-moments.js';
import { addDays, isDay } from '../domain/calendar-day.js';
import { schoolDayBefore } from '../domain/series.js';
import { agendaRealtime } from '../realtime/agenda.realtime.js';

export interface AskedMoment {
  id: string;
  day: string;
  minute: number;
}

export interface AskedPoll extends NewPoll {
  moments: readonly AskedMoment[];
}

const askJob = 'agenda.askPoll';
const remindJob = 'agenda.remindPoll';
const reminderMinute = 9 * 60;

const readsIn = (tx: Tx): NamedReads => ({ named: (_name, sql, parameters) => tx.query(sql, parameters) });

/** Polls, as features use them inside their own write: whoever calls has let the person in. */
@Injectable()
export class Polls implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: PollAccess,
    private readonly calendars: SchoolCalendars,
    private readonly mails: MailKinds,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.task(askJob, ({ pollId }) => this.tell('poll', pollId as string, null));
    this.jobs.task(remindJob, ({ pollId, day }) => this.tell('pollReminder', pollId as string, day as string));
  }

  /** @throws INVALID_INPUT with the field: zone, number of moments, one that is twice, past or too far; CONFLICT when an id is taken */
  async ask(tx: Tx, poll: AskedPoll): Promise<void> {
    requireZone(poll.zone, 'input.zone');
    const { moments: asked } = poll;
    if (asked.length < limits.pollMomentsMin) throw invalidInput({ path: 'input.moments', code: 'TOO_FEW', limit: limits.pollMomentsMin });
    if (asked.length > limits.pollMomentsMax) throw invalidInput({ path: 'input.moments', code: 'TOO_MANY', limit: limits.pollMomentsMax });
    const moments = asked.map((one, at) => ({ id: one.id, ...momentOf(one, poll.zone, tx.now, `input.moments.${at}`) }));
    moments.forEach(({ startsAt, id }, at) => {
      if (moments.slice(0, at).some((earlier) => earlier.startsAt.getTime() === startsAt.getTime() || earlier.id === id)) throw invalidInput({ path: `input.moments.${at}`, code: 'TWICE' });
    });
    const { day: today } = wallTimeOf(tx.now, poll.zone);
    if (poll.answerBy !== null && !isDay(poll.answerBy)) throw invalidInput({ path: 'input.answerBy', code: 'NOT_A_DATE' });
    if (poll.answerBy !== null && poll.answerBy < today) throw invalidInput({ path: 'input.answerBy', code: 'IN_PAST' });
    if (!(await insertPoll(tx, poll, moments))) throw new KringError('CONFLICT');
    tx.emit(agendaRealtime.pollChanged(poll.groupId, poll.id));
    await tx.enqueue({ task: askJob, key: `${askJob}:${poll.id}`, payload: { pollId: poll.id } });
    if (poll.answerBy !== null) await this.remindBefore(tx, poll, poll.answerBy);
  }

  /**
   * The moment that was chosen, the poll locked: what is planned at it is written next.
   * @throws NOT_FOUND; FORBIDDEN ROLE, POLL_CLOSED, PAST, or NEEDED_CANNOT when someone without whom it does not go on cannot come
   */
  async enterToChoose(tx: Tx, viewer: Viewer, pollId: string, momentId: string): Promise<{ poll: LockedPoll; moment: Moment }> {
    const poll = await this.access.enter(tx, viewer, pollId, 'decide');
    const found = (await findMoments(tx, pollId)).find(({ id }) => id === momentId);
    if (!found) throw invalidInput({ path: 'input.momentId', code: 'NOT_ALLOWED' });
    if (found.startsAt.getTime() <= tx.now.getTime()) throw forbidden('PAST');
    const answers = await findAnswers(tx, pollId);
    if (answers.some((one) => one.momentId === momentId && one.answer === 'no' && poll.neededIds.includes(one.personId))) throw forbidden('NEEDED_CANNOT');
    return { poll, moment: { day: found.day, minute: found.minute, zone: poll.zone, startsAt: found.startsAt } };
  }

  async choose(tx: Tx, poll: LockedPoll, momentId: string, appointmentId: string): Promise<void> {
    await setChosen(tx, poll.id, momentId, appointmentId);
    tx.emit(agendaRealtime.pollChanged(poll.groupId, poll.id));
  }

  /**
   * Asks those who did not answer once more: at most once a day, and not in the quiet hours.
   * @throws FORBIDDEN REMINDED_TODAY, or NOTHING_TO_REMIND when everyone answered
   */
  async remind(tx: Tx, poll: LockedPoll): Promise<void> {
    const { day } = wallTimeOf(tx.now, poll.zone);
    if (poll.remindedAt !== null && wallTimeOf(poll.remindedAt, poll.zone).day >= day) throw forbidden('REMINDED_TODAY');
    if ((await this.waitingFor(tx, poll)).length === 0) throw forbidden('NOTHING_TO_REMIND');
    await setReminded(tx, poll.id);
    const calendar = await this.calendars.ofCircle(readsIn(tx), poll.groupId);
    await this.enqueueReminder(tx, poll.id, nextReminderMoment(tx.now, (each) => calendar.isSchoolDay(each)));
    tx.emit(agendaRealtime.pollChanged(poll.groupId, poll.id));
  }

  /** By itself once: on the school day before the last day on which an answer helps. */
  private async remindBefore(tx: Tx, poll: AskedPoll, answerBy: string): Promise<void> {
    const calendar = await this.calendars.ofCircle(readsIn(tx), poll.groupId);
    const at = instantOf({ day: schoolDayBefore(answerBy, calendar), minute: reminderMinute }, homeZone);
    // whoever was asked today is not reminded today
    if (at.getTime() <= tx.now.getTime() || wallTimeOf(at, homeZone).day < addDays(wallTimeOf(tx.now, homeZone).day, 1)) return;
    await this.enqueueReminder(tx, poll.id, nextReminderMoment(at, (day) => calendar.isSchoolDay(day)));
  }

  /** One per day: two that fall on the same day are one job, and one mail. */
  private async enqueueReminder(tx: Tx, pollId: string, runAt: Date): Promise<void> {
    const { day } = wallTimeOf(runAt, homeZone);
    await tx.enqueue({ task: remindJob, key: `${remindJob}:${pollId}:${day}`, payload: { pollId, day }, runAt });
  }

  private async waitingFor(tx: Tx, poll: LockedPoll): Promise<string[]> {
    const moments = (await findMoments(tx, poll.id)).map(({ id, startsAt }) => ({ id, startsAt: startsAt.getTime() }));
    return unanswered(await findMeeting(tx, poll.groupId), moments, await findAnswers(tx, poll.id), tx.now.getTime());
  }

  private async tell(kind: 'poll' | 'pollReminder', pollId: string, day: string | null): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      const poll = await lockPoll(tx, pollId, 'change');
      if (poll?.status !== 'open') return;
      if (day !== null) await setReminded(tx, pollId);
      for (const personId of await this.waitingFor(tx, poll)) {
        if (day === null && personId === poll.createdBy) continue;
        await this.mails.enqueue(tx, kind, { personId, subjectId: day === null ? pollId : `${pollId}:${day}` });
      }
    });
  }
}
