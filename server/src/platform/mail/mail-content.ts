/** What a mail says, before it is put into a language. Paths are of our own screens, from the slash. */
export type MailContent =
  | { template: 'passwordReset'; path: string }
  /** `circle` is absent for closed circles: then the mail names nobody and nothing (decisions 11) */
  | { template: 'invitation'; path: string; circle?: { name: string; inviter: string } }
  /** two weeks after a session, to whose case it was: names nothing (decisions 11) */
  | { template: 'intentionFollowUp'; path: string }
  /** to who administers the organisation: that something was frozen, not what or where */
  | { template: 'sessionFrozen'; path: string }
  /** someone was mentioned; only `open` conversations are quoted */
  /** of an intervision in writing: its title is only "Intervisie", and it says nothing of what is in it (decisions 11) */
  | { template: 'writtenPhase' | 'writtenReminder'; path: string }
  | { template: 'mention'; path: string; open?: { circle: string; topic: string; author: string; excerpt: string } }
  /** a moment of a closed circle, for the calendar: when, and nothing more (decisions 11) */
  | { template: 'appointment'; path: string; what: 'planned' | 'changed' | 'cancelled'; startsAt: Date; zone: string; calendar: MailCalendar }
  | { template: 'appointmentSeries'; path: string; count: number; startsAt: Date; zone: string; calendar: MailCalendar }
  | { template: 'appointmentReminder'; path: string; startsAt: Date; zone: string }
  /** `again`: a reminder. `answerBy` is a day, `YYYY-MM-DD` */
  | { template: 'poll'; path: string; again: boolean; answerBy: string | null }
  /** a text of a session waits to be approved, or to be read before it is shared; it names nobody and nothing */
  | { template: 'harvest'; path: string; what: 'approve' | 'read' };

/** A file that calendars understand (RFC 5545), beside the words and as an attachment. */
export interface MailCalendar {
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  text: string;
}

export interface MailLetter {
  subject: string;
  /** paragraphs of plain text */
  paragraphs: string[];
  button: string;
  path: string;
  /** the last words, smaller */
  closing: string;
}

export type MailLanguage = 'nl' | 'en';
