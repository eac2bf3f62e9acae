import { describe, expect, it } from '@jest/globals';
import { renderLetter } from './render-letter.js';
import { writeLetter } from './letters.js';
import type { MailContent } from './mail-content.js';

const to = { givenName: 'Hanna', installation: 'Regio Oost' };
const canary = 'CNRY-7f3a';
const startsAt = new Date('2027-03-28T13:30:00Z');
const calendar = { method: 'REQUEST' as const, text: 'BEGIN:VCALENDAR' };
const contents: MailContent[] = [
  { template: 'passwordReset', path: '/wachtwoord/abc' },
  { template: 'invitation', path: '/uitnodiging/abc' },
  { template: 'invitation', path: '/uitnodiging/abc', circle: { name: 'Nieuwkomers', inviter: 'Bram Bos' } },
  { template: 'mention', path: '/kring/1/gesprek/2' },
  { template: 'mention', path: '/kring/1/gesprek/2', open: { circle: 'Nieuwkomers', topic: 'Woordmuur', author: 'Bram Bos', excerpt: 'Kijk @Hanna' } },
  ...(['planned', 'changed', 'cancelled'] as const).map((what): MailContent => ({ template: 'appointment', what, path: '/sessies/1', startsAt, zone: 'Europe/Amsterdam', calendar })),
  { template: 'appointmentSeries', path: '/kringen/1/agenda', count: 4, startsAt, zone: 'Europe/Amsterdam', calendar: { ...calendar, method: 'PUBLISH' } },
  { template: 'appointmentReminder', path: '/sessies/1', startsAt, zone: 'America/Curacao' },
  { template: 'writtenPhase', path: '/sessies/1' },
  { template: 'writtenReminder', path: '/sessies/1' },
  { template: 'poll', path: '/prikker/1', again: false, answerBy: null },
  { template: 'poll', path: '/prikker/1', again: true, answerBy: '2027-03-26' },
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

  it('say a moment as the clock of its zone shows it', () => {
    const text = (content: MailContent, language: 'nl' | 'en') => writeLetter(content, language, to).paragraphs.join(' ');
    expect(text(contents[5]!, 'nl')).toContain('zondag 28 maart, 15:30');
    expect(text(contents[5]!, 'en')).toContain('Sunday 28 March, 15:30');
    expect(text(contents[9]!, 'nl')).toContain('zondag 28 maart, 09:30');
    expect(text(contents.at(-1)!, 'nl')).toContain('uiterlijk vrijdag 26 maart');
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
