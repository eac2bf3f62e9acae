import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../platform/config/config.module.js';
import type { Settings } from '../../../platform/config/settings.js';
import { Reads } from '../../../platform/database/reads.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import { type EntryRow, readEntry, readSeriesEntries } from '../data/appointment.repository.js';
import { readPolls } from '../data/poll.repository.js';
import { appointmentKinds } from '../domain/appointment-kinds.js';
import type { CalendarEntry } from './calendar-file.js';
import { writeCalendar } from './calendar-file.js';
import { pollView } from './poll-view.js';

export const entryOf = (row: EntryRow): CalendarEntry => ({
  id: row.id,
  kind: row.kind,
  sequence: row.sequence,
  startsAt: row.starts_at,
  minutes: row.minutes,
  place: row.place,
  videoLink: row.video_link,
  cancelled: row.cancelled,
  changedAt: row.changed_at,
});

/** What mails of the agenda say, looked up right before they go out: who does not meet there any more gets nothing. */
@Injectable()
export class AgendaMails {
  private readonly organizer: string;

  constructor(
    private readonly reads: Reads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const from = settings.smtp?.from ?? 'kring@localhost';
    this.organizer = /<([^>]+)>/.exec(from)?.[1] ?? from;
  }

  /** @param subjectId `appointment id:sequence`; a later change takes the place of an earlier mail that did not go out yet */
  async appointment(personId: string, subjectId: string): Promise<MailContent | null> {
    const row = await this.entry(personId, subjectId);
    if (!row) return null;
    const method = row.cancelled ? 'CANCEL' : 'REQUEST';
    const text = writeCalendar([entryOf(row)], { method, language: row.language, publicUrl: this.settings.publicUrl, organizer: this.organizer, attendee: row.email });
    const what = row.cancelled ? 'cancelled' : row.sequence === 0 ? 'planned' : 'changed';
    return { template: 'appointment', what, path: appointmentKinds[row.kind].path(row.id), startsAt: row.starts_at, zone: row.zone, calendar: { method, text } };
  }

  async series(personId: string, seriesId: string): Promise<MailContent | null> {
    const rows = await readSeriesEntries(this.reads, personId, seriesId);
    const [first] = rows;
    if (!first) return null;
    const text = writeCalendar(rows.map(entryOf), { method: 'PUBLISH', language: first.language, publicUrl: this.settings.publicUrl, organizer: this.organizer, attendee: null });
    const path = `/kringen/${first.group_id}/agenda`;
    return { template: 'appointmentSeries', path, count: rows.length, startsAt: first.starts_at, zone: first.zone, calendar: { method: 'PUBLISH', text } };
  }

  async reminder(personId: string, subjectId: string): Promise<MailContent | null> {
    const row = await this.entry(personId, subjectId);
    if (!row || row.cancelled || row.coming === false || row.starts_at.getTime() <= Date.now()) return null;
    return { template: 'appointmentReminder', path: appointmentKinds[row.kind].path(row.id), startsAt: row.starts_at, zone: row.zone };
  }

  /** @param subjectId `poll id`, or `poll id:day` of a reminder */
  async poll(personId: string, subjectId: string, again: boolean): Promise<MailContent | null> {
    const [row] = await readPolls(this.reads, personId, { pollId: subjectId.split(':')[0]! });
    if (!row || !pollView(row, personId).unanswered.includes(personId)) return null;
    return { template: 'poll', path: `/prikker/${row.id}`, again, answerBy: row.answer_by };
  }

  private async entry(personId: string, subjectId: string) {
    const [id = '', sequence] = subjectId.split(':');
    const row = await readEntry(this.reads, personId, id);
    return row && String(row.sequence) === sequence ? row : null;
  }
}
