import { Injectable, type OnModuleInit } from '@nestjs/common';
import { instantOf } from '../../../platform/clock/wall-time.js';
import type { NamedReads } from '../../../platform/database/reads.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { KringError, notFound } from '../../../platform/errors/kring-error.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { nextReminderMoment } from '../../../platform/mail/quiet-hours.js';
import { SchoolCalendars } from '../access/school-calendars.js';
import type { Moment } from '../access/moment.js';
import { cancelAppointment, findMeeting, findTold, insertAppointment, lockAppointment, updateAppointment } from '../data/appointment.repository.js';
import type { AppointmentKind } from '../domain/appointment-kinds.js';
import { schoolDayBefore } from '../domain/series.js';
import { agendaRealtime } from '../realtime/agenda.realtime.js';

export interface PlannedAppointment {
  /** that of what it is about */
  id: string;
  groupId: string;
  kind: AppointmentKind;
  seriesId: string | null;
  moment: Moment;
  minutes: number;
  place: string;
  videoLink: string;
  createdBy: string;
}

const tellJob = 'agenda.tell';
const tellSeriesJob = 'agenda.tellSeries';
const remindJob = 'agenda.remind';
/** When "tomorrow" is said: while people still look at their mail, minutes since midnight. */
const reminderMinute = 16 * 60;

const readsIn = (tx: Tx): NamedReads => ({ named: (_name, sql, parameters) => tx.query(sql, parameters) });

/** What features do with the moments of a circle, inside their own write: whoever calls has let the person in. */
@Injectable()
export class Appointments implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly calendars: SchoolCalendars,
    private readonly mails: MailKinds,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.task(tellJob, ({ id, sequence }) => this.tell('appointment', id as string, sequence as number, false));
    this.jobs.task(remindJob, ({ id, sequence }) => this.tell('appointmentReminder', id as string, sequence as number, true));
    this.jobs.task(tellSeriesJob, ({ seriesId, groupId }) => this.tellSeries(seriesId as string, groupId as string));
  }

  /** @throws CONFLICT when the id is taken */
  async plan(tx: Tx, one: PlannedAppointment): Promise<void> {
    const { moment, ...rest } = one;
    if (!(await insertAppointment(tx, { ...rest, ...moment }))) throw new KringError('CONFLICT');
    tx.emit(agendaRealtime.appointmentChanged(one.groupId, one.id, 0));
    // a series is told in one mail
    if (one.seriesId === null) await this.enqueue(tx, tellJob, one.id, 0);
    await this.planReminder(tx, one.groupId, one.id, 0, moment);
  }

  /** After the appointments of a series were planned. */
  async announceSeries(tx: Tx, seriesId: string, groupId: string): Promise<void> {
    await tx.enqueue({ task: tellSeriesJob, key: `agenda:series:${seriesId}`, payload: { seriesId, groupId } });
  }

  /**
   * Another moment or place.
   * @param ifSequence the number that the person saw
   * @throws NOT_FOUND when there is none; CONFLICT when it changed since
   */
  async move(tx: Tx, id: string, ifSequence: number, to: { moment: Moment; place: string; videoLink: string }): Promise<void> {
    const now = await lockAppointment(tx, id, 'change');
    if (!now) throw notFound();
    if (now.sequence !== ifSequence || now.status === 'cancelled') throw new KringError('CONFLICT');
    const same = now.startsAt.getTime() === to.moment.startsAt.getTime() && now.zone === to.moment.zone && now.place === to.place && now.videoLink === to.videoLink;
    if (same) return;
    const sequence = await updateAppointment(tx, id, { ...to.moment, place: to.place, videoLink: to.videoLink });
    tx.emit(agendaRealtime.appointmentChanged(now.groupId, id, sequence));
    await this.enqueue(tx, tellJob, id, sequence);
    await this.planReminder(tx, now.groupId, id, sequence, to.moment);
  }

  /** Called off; nothing happens for what has no appointment, or was called off already. */
  async cancel(tx: Tx, groupId: string, id: string): Promise<void> {
    const sequence = await cancelAppointment(tx, id);
    if (sequence === null) return;
    tx.emit(agendaRealtime.appointmentChanged(groupId, id, sequence));
    await this.enqueue(tx, tellJob, id, sequence);
  }

  private async enqueue(tx: Tx, task: string, id: string, sequence: number, runAt?: Date): Promise<void> {
    await tx.enqueue({ task, key: `${task}:${id}:${sequence}`, payload: { id, sequence }, ...(runAt ? { runAt } : {}) });
  }

  /** On the school day before, outside the quiet hours; not when that has passed: the invitation is as good then. */
  private async planReminder(tx: Tx, groupId: string, id: string, sequence: number, moment: Moment): Promise<void> {
    const calendar = await this.calendars.ofCircle(readsIn(tx), groupId);
    const at = instantOf({ day: schoolDayBefore(moment.day, calendar), minute: reminderMinute }, moment.zone);
    if (at.getTime() <= tx.now.getTime()) return;
    await this.enqueue(tx, remindJob, id, sequence, nextReminderMoment(at, (day) => calendar.isSchoolDay(day)));
  }

  private async tell(kind: string, id: string, sequence: number, reminder: boolean): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      for (const personId of await findTold(tx, id, sequence, reminder)) await this.mails.enqueue(tx, kind, { personId, subjectId: `${id}:${sequence}` });
    });
  }

  private async tellSeries(seriesId: string, groupId: string): Promise<void> {
    await this.work.runUnsigned(async (tx) => {
      for (const personId of await findMeeting(tx, groupId)) await this.mails.enqueue(tx, 'appointmentSeries', { personId, subjectId: seriesId });
    });
  }
}
