import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untilTrue } from './until-true.js';

/** A mail that the server wrote to its mail folder instead of sending it. */
export interface SentMail {
  file: string;
  to: string;
  subject: string;
  /** the whole file, decoded: headers and every part */
  text: string;
  /** the addresses of the product in it */
  links: string[];
}

function decode(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}

function decodeHeader(value: string): string {
  return value.replace(/\r?\n\s+/g, ' ').replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : decode(text.replaceAll('_', ' ')),
  );
}

/** Reads the mail folder, oldest first; an absent folder is an empty one. */
export async function readMails(dir: string): Promise<SentMail[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => /\.(eml|txt|json)$/.test(name)).sort();
  return Promise.all(
    names.map(async (file) => {
      const raw = await readFile(join(dir, file), 'utf8');
      const header = (name: string): string => decodeHeader(new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t]+.*)*)`, 'im').exec(raw)?.[1] ?? '');
      const text = /quoted-printable/i.test(raw) ? decode(raw) : raw;
      return { file, to: header('to'), subject: header('subject'), text, links: [...new Set(text.match(/https?:\/\/[^\s"'<>)]+/g) ?? [])] };
    }),
  );
}

/** Looks until a mail is there that the predicate accepts; a job writes it, so it takes a moment. */
export async function waitForMail(dir: string, predicate: (mail: SentMail) => boolean): Promise<SentMail> {
  let mails: SentMail[] = [];
  const found = async (): Promise<boolean> => (mails = await readMails(dir)).some(predicate);
  await untilTrue(found, () => `No such mail came; there are ${mails.length}: ${mails.map((mail) => `${mail.to} "${mail.subject}"`).join(', ')}`);
  return mails.find(predicate)!;
}
