import type { MailLanguage, MailLetter } from './mail-content.js';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter]!);

/** The same letter as plain text and as plain HTML: no images, nothing that tells us whether it was read. */
export function renderLetter(letter: MailLetter, publicUrl: string, language: MailLanguage): { text: string; html: string } {
  const url = `${publicUrl}${letter.path}`;
  const text = [...letter.paragraphs, `${letter.button}:\n${url}`, letter.closing].join('\n\n');
  const paragraphs = letter.paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`).join('\n');
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em; margin: 0 auto; padding: 16px;">
${paragraphs}
<p><a href="${escapeHtml(url)}">${escapeHtml(letter.button)}</a></p>
<p style="font-size: 14px;">${escapeHtml(letter.closing)}</p>
</body></html>`;
  return { text, html };
}
