/** What later features may use of the agenda. */
export { appointmentView } from './access/appointment.access.js';
export { CalendarFeeds } from './access/calendar-feeds.js';
export { type CalendarEntry, type CalendarFrame, writeCalendar } from './access/calendar-file.js';
export { type Moment, momentAt, momentOf, requireZone } from './access/moment.js';
export { PollAccess } from './access/poll.access.js';
export type { PollView } from './access/poll-view.js';
export { SchoolCalendars } from './access/school-calendars.js';
export { Appointments } from './actions/appointments.js';
export { type AskedMoment, Polls } from './actions/polls.js';
export { AgendaModule } from './agenda.module.js';
export { AskedMomentInput } from './api/agenda.args.js';
export { PlannedMomentModel, PollModel, SeriesDayModel } from './api/agenda.edges.model.js';
export { mountCalendarFeed } from './api/calendar-feed.route.js';
export { agendaEntities } from './data/agenda.entities.js';
export { appointmentSql, type AppointmentPart } from './data/appointment.repository.js';
export { addDays, isDay, weekdayOf } from './domain/calendar-day.js';
export { type Holiday, type HolidayRegion, holidayRegions, type SchoolCalendar } from './domain/school-calendar.js';
export { type SeriesDay, rota, seriesDays } from './domain/series.js';
