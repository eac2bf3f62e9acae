/** What later features may use of the agenda. */
export { SchoolCalendars } from './access/school-calendars.js';
export { AgendaModule } from './agenda.module.js';
export { addDays, isDay, weekdayOf } from './domain/calendar-day.js';
export { type Holiday, type HolidayRegion, holidayRegions, type SchoolCalendar } from './domain/school-calendar.js';
