import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailCalendar } from './mail-content.js';

export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** the same for every try of one mail, so that a mail server can tell a repetition */
  messageId: string;
  calendar?: MailCalendar;
}

/** Where mails go. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The mail as nodemailer takes it: the file for calendars stands beside the words and as an attachment. */
const parts = ({ calendar, ...mail }: OutgoingMail) => ({
  ...mail,
  ...(calendar ? { icalEvent: { method: calendar.method, filename: 'agenda.ics', content: calendar.text } } : {}),
});

const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Through a mail server. @throws when it does not take the mail */
export function smtpTransport(smtp: { url: string; from: string }): MailTransport {
  const transport = createTransport(smtp.url, { from: smtp.from });
  return {
    send: async (mail) => {
      await transport.sendMail({ ...parts(mail), headers, disableFileAccess: true, disableUrlAccess: true });
    },
    close: () => transport.close(),
  };
}

/** As files, one per mail, for a house without a mail server: names sort by time. */
export function fileTransport(folder: string, from: string): MailTransport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  let count = 0;
  return {
    send: async (mail) => {
      const info = await transport.sendMail({ ...parts(mail), from, headers, textEncoding: 'quoted-printable', disableFileAccess: true, disableUrlAccess: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      count = (count + 1) % 1_000;
      const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${String(count).padStart(3, '0')}`;
      const file = join(folder, `${name}.eml`);
      await writeFile(`${file}.part`, info.message as Buffer, { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}
