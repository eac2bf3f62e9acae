const lonesurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** True for text that PostgreSQL and every client can hold: no NUL, no control characters, no half emoji. */
export const isCleanText = (text: string): boolean => !lonesurrogate.test(text) && !control.test(text);

/** Links go to the web or to a mailbox, nowhere else. */
export function isSafeHref(href: string): boolean {
  if (!isCleanText(href) || /\s/.test(href) || !/^(https?:\/\/|mailto:)/i.test(href)) return false;
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
