import { Module } from '@nestjs/common';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { GroupsModule } from '../groups/public.js';
import { AgendaMails } from './access/agenda-mails.js';
import { AppointmentAccess } from './access/appointment.access.js';
import { CalendarFeeds } from './access/calendar-feeds.js';
import { PollAccess } from './access/poll.access.js';
import { SchoolCalendars } from './access/school-calendars.js';
import { AnswerAppointment } from './actions/answer-appointment.js';
import { Appointments } from './actions/appointments.js';
import { OwnCalendarFeed } from './actions/calendar-feed.js';
import { PollActs } from './actions/poll-acts.js';
import { Polls } from './actions/polls.js';
import { AgendaResolver } from './api/agenda.resolver.js';

@Module({
  imports: [GroupsModule],
  providers: [
    SchoolCalendars,
    AppointmentAccess,
    PollAccess,
    AgendaMails,
    CalendarFeeds,
    Appointments,
    Polls,
    PollActs,
    AnswerAppointment,
    OwnCalendarFeed,
    AgendaResolver,
  ],
  exports: [SchoolCalendars, PollAccess, Appointments, Polls],
})
export class AgendaModule {
  constructor(mails: MailKinds, agenda: AgendaMails) {
    mails.register('appointment', { level: 'important', compose: ({ personId, subjectId }) => agenda.appointment(personId, subjectId) });
    mails.register('appointmentSeries', { level: 'important', compose: ({ personId, subjectId }) => agenda.series(personId, subjectId) });
    mails.register('appointmentReminder', { level: 'important', compose: ({ personId, subjectId }) => agenda.reminder(personId, subjectId) });
    mails.register('poll', { level: 'important', compose: ({ personId, subjectId }) => agenda.poll(personId, subjectId, false) });
    mails.register('pollReminder', { level: 'important', compose: ({ personId, subjectId }) => agenda.poll(personId, subjectId, true) });
  }
}
