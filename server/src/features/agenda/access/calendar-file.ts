import ical, { ICalAlarmType, ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type AppointmentKind, appointmentKinds } from '../domain/appointment-kinds.js';

/** One entry of a calendar outside Kring. */
export interface CalendarEntry {
  /** the UID: never changes, so that a later file changes the same entry */
  id: string;
  kind: AppointmentKind;
  /** grows with every change */
  sequence: number;
  startsAt: Date;
  minutes: number;
  place: string;
  videoLink: string;
  cancelled: boolean;
  changedAt: Date;
}

export interface CalendarFrame {
  /** `REQUEST` and `CANCEL` are one entry by mail; `PUBLISH` is a list */
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  language: 'nl' | 'en';
  /** begins every link, without a slash at the end */
  publicUrl: string;
  /** the address that our mails come from */
  organizer: string;
  /** whose mail it is; nobody in a list */
  attendee: string | null;
}

/** The reminder of a calendar, before the beginning (seconds; ux.md §5.3). */
const alarmBefore = 30 * 60;

/**
 * An iCalendar file (RFC 5545). The title is what kind of meeting it is and nothing more, the text is a link: calendars are
 * shared with families and secretaries (trust row 8). Times are in UTC, which no change of the clock can move.
 */
export function writeCalendar(entries: readonly CalendarEntry[], frame: CalendarFrame): string {
  const calendar = ical({ prodId: { company: 'Kring', product: 'Agenda', language: frame.language.toUpperCase() }, method: ICalCalendarMethod[frame.method] });
  if (frame.method === 'PUBLISH') calendar.name('Kring');
  for (const entry of entries) {
    const title = appointmentKinds[entry.kind][frame.language];
    const link = `${frame.publicUrl}${appointmentKinds[entry.kind].path(entry.id)}`;
    const event = calendar.createEvent({
      id: entry.id,
      sequence: entry.sequence,
      stamp: entry.changedAt,
      lastModified: entry.changedAt,
      start: entry.startsAt,
      end: new Date(entry.startsAt.getTime() + entry.minutes * 60_000),
      summary: title,
      description: link,
      url: link,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    const where = entry.place !== '' ? entry.place : entry.videoLink;
    if (where !== '') event.location(where);
    if (frame.method !== 'PUBLISH') event.organizer({ name: 'Kring', email: frame.organizer });
    if (frame.attendee !== null) event.createAttendee({ email: frame.attendee, rsvp: false, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.NEEDSACTION });
    if (!entry.cancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: alarmBefore, description: title });
  }
  return calendar.toString();
}
