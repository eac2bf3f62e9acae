import { describe, expect, it } from '@jest/globals';
import { renderLetter } from './render-letter.js';
import { writeLetter } from './letters.js';
import type { MailContent } from './mail-content.js';

const to = { givenName: 'Hanna', installation: 'Regio Oost' };
const canary = 'CNRY-7f3a';
const contents: MailContent[] = [
  { template: 'passwordReset', path: '/wachtwoord/abc' },
  { template: 'invitation', path: '/uitnodiging/abc' },
  { template: 'invitation', path: '/uitnodiging/abc', circle: { name: 'Nieuwkomers', inviter: 'Bram Bos' } },
  { template: 'mention', path: '/kring/1/gesprek/2' },
  { template: 'mention', path: '/kring/1/gesprek/2', open: { circle: 'Nieuwkomers', topic: 'Woordmuur', author: 'Bram Bos', excerpt: 'Kijk @Hanna' } },
];

describe('the words of a mail', () => {
  it('are there in both languages, without exclamation marks, with one link', () => {
    for (const language of ['nl', 'en'] as const) {
      for (const content of contents) {
        const letter = writeLetter(content, language, to);
        expect(letter.subject.length).toBeGreaterThan(5);
        expect(JSON.stringify(letter)).not.toContain('!');
        const { text, html } = renderLetter(letter, 'https://kring.example', language);
        expect(text.match(/https:\/\/kring\.example\S+/g)).toEqual([`https://kring.example${content.path}`]);
        expect(html).toContain(`lang="${language}"`);
      }
    }
  });

  it('of a closed circle name nobody and nothing', () => {
    const closed = contents.filter((content) => (content.template === 'invitation' && !content.circle) || (content.template === 'mention' && !content.open));
    expect(closed).toHaveLength(2);
    for (const content of closed) {
      expect(JSON.stringify(writeLetter(content, 'nl', to))).not.toMatch(/Bram|Nieuwkomers|Woordmuur/);
    }
  });

  it('hold a taste of an open conversation, not all of it', () => {
    const excerpt = `${'woord '.repeat(100)}${canary}`;
    const letter = writeLetter({ template: 'mention', path: '/x', open: { circle: 'K', topic: 'T', author: 'A', excerpt } }, 'nl', to);
    expect(JSON.stringify(letter)).not.toContain(canary);
  });

  it('cannot be bent by what people are called', () => {
    const content: MailContent = {
      template: 'invitation',
      path: '/u/1',
      circle: { name: 'Kring\r\nBcc: iemand@elders.example', inviter: '<script>alert(1)</script>' },
    };
    const letter = writeLetter(content, 'nl', to);
    expect(letter.subject).not.toMatch(/[\r\n]/);
    expect(renderLetter(letter, 'https://kring.example', 'nl').html).not.toContain('<script>');
  });
});
