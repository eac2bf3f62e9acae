import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Express, Request, Response } from 'express';
import type { Settings } from '../config/settings.js';
import { isFromHere } from '../telemetry/only-from-here.js';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter]!);
const mostShown = 50;

export interface WrittenMail {
  file: string;
  to: string;
  subject: string;
  date: string;
  text: string;
}

/**
 * `/dev/mail`: what would have been sent, for whoever develops or tries the demo on this machine. It shows links that
 * let people in, so it exists only without a mail server, in a demo or during development, only from here, and not behind a
 * proxy: what that hands on can look as if it came from here.
 */
export function mountMailPage(app: Express, settings: Pick<Settings, 'demo' | 'mode' | 'smtp' | 'mailDir' | 'proxied'>): void {
  if (settings.smtp || settings.proxied || (!settings.demo && settings.mode !== 'development')) return;
  app.get('/dev/mail', async (req: Request, res: Response) => {
    if (!isFromHere(req)) {
      res.status(404).type('text/plain').send('Not found');
      return;
    }
    const mails = await writtenMails(settings.mailDir);
    res.setHeader('Cache-Control', 'no-store');
    if (req.query.format === 'json') res.json(mails);
    else res.type('html').send(pageOf(mails));
  });
}

/** The newest mails in the folder, newest first. */
export async function writtenMails(folder: string): Promise<WrittenMail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort().reverse();
  return Promise.all(
    names.slice(0, mostShown).map(async (file) => {
      const raw = await readFile(join(folder, file), 'utf8');
      const header = (name: string): string => headerOf(raw, name);
      return { file, to: header('To'), subject: header('Subject'), date: header('Date'), text: plainPartOf(raw) };
    }),
  );
}

function pageOf(mails: WrittenMail[]): string {
  const items = mails.map((mail) => {
    const text = escapeHtml(mail.text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
    return `<article><h2>${escapeHtml(mail.subject)}</h2><p>${escapeHtml(mail.to)}, ${escapeHtml(mail.date)}</p><pre>${text}</pre></article>`;
  });
  const body = items.length > 0 ? items.join('<hr>') : '<p>Nog geen mail. / No mail yet.</p>';
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Mail</title></head><body><main><h1>Mail</h1>${body}</main></body></html>`;
}

/** Our own writer made these files, so a small reader is enough. */
function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\n\n'));
  const value = new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t]+.*)*)`, 'im').exec(head)?.[1] ?? '';
  return value
    .replace(/\n[ \t]+/g, ' ')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_all, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quotedPrintable(text.replaceAll('_', ' ')),
    );
}

function plainPartOf(raw: string): string {
  const part = /Content-Type: text\/plain[^\n]*\n((?:[^\n]+\n)*)\n([\s\S]*?)(?=\n--|$)/.exec(raw);
  if (!part) return '';
  return /quoted-printable/i.test(part[1] ?? '') ? quotedPrintable(part[2] ?? '') : (part[2] ?? '');
}

function quotedPrintable(text: string): string {
  return text
    .replace(/=\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}
