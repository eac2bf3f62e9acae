/** What a mail says, before it is put into a language. Paths are of our own screens, from the slash. */
export type MailContent =
  | { template: 'passwordReset'; path: string }
  /** `circle` is absent for closed circles: then the mail names nobody and nothing (decisions 11) */
  | { template: 'invitation'; path: string; circle?: { name: string; inviter: string } }
  /** someone was mentioned; only `open` conversations are quoted */
  | { template: 'mention'; path: string; open?: { circle: string; topic: string; author: string; excerpt: string } };

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
