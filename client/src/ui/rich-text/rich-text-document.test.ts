import { describe, expect, it } from '@jest/globals';
import type { RichText } from '../../../../schema/rich-text.js';
import { cleanText, countCharacters, emptyDocument, fromPlainText, joinDocuments, mentionedIds, plainText, toRichText, trimDocument } from './rich-text-document.js';
import { hrefFromTyped, safeHref } from './safe-href.js';

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const doc = (...content: unknown[]) => ({ type: 'doc', content });

describe('a document from anywhere', () => {
  it('keeps what is agreed, without the attributes of the editor', () => {
    const made = toRichText(
      doc(
        { type: 'paragraph', attrs: { textAlign: 'left' }, content: [{ type: 'text', text: 'Hoi', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://kring.example', target: '_blank', class: 'x' } }] }] },
        { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [paragraph('een')] }] },
      ),
    );
    expect(made).toEqual({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'Hoi', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://kring.example/' } }] }] },
        { type: 'orderedList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'een' }] }] }] },
      ],
    });
  });

  it.each([null, undefined, 'tekst', 5, [], { type: 'paragraph' }, { type: 'doc', content: 'x' }, { type: 'doc', content: [null, 3, { type: 'image' }] }])('gives an empty document for %j', (value) => {
    expect(toRichText(value)).toEqual(emptyDocument);
  });

  it('gives up form that is too deep, and never the words', () => {
    let node: unknown = paragraph('diep');
    for (let level = 0; level < 40; level += 1) node = { type: 'bulletList', content: [{ type: 'listItem', content: [node] }] };
    const made = toRichText(doc(node));
    expect(plainText(made)).toBe('diep');
    const depth = (value: unknown): number => (Array.isArray((value as { content?: unknown[] }).content) ? 1 + Math.max(0, ...(value as { content: unknown[] }).content.map(depth)) : 0);
    expect(depth(made)).toBeLessThanOrEqual(16);
  });

  it('takes out control characters and half emoji', () => {
    expect(cleanText('a\u0000b\ud83dc\udc4dd\u0007e👍\tf\n')).toBe('abcde👍\tf\n');
  });
});

describe('words of a document', () => {
  const text = fromPlainText('Eerste\n\n👍 twee');
  it('are counted in code points', () => expect(countCharacters(text)).toBe([...'Eerste\n\n👍 twee'].length));
  it('lose only empty lines at both ends', () => {
    expect(plainText(trimDocument(fromPlainText('\n \nmidden\n\neind\n\n')))).toBe('midden\n\neind');
  });
  it('join without the empty ones', () => {
    expect(plainText(joinDocuments([fromPlainText('a'), emptyDocument, fromPlainText('b\n')]))).toBe('a\nb');
    expect(joinDocuments([emptyDocument])).toEqual(emptyDocument);
  });
  it('know who is named, once', () => {
    const named: RichText = { type: 'doc', content: [{ type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: 'p1', label: 'Noor' } }, { type: 'mention', attrs: { id: 'p1', label: 'Noor' } }] }] }] };
    expect(mentionedIds(named)).toEqual(['p1']);
    expect(plainText(named)).toBe('@Noor@Noor');
  });
});

describe('an address', () => {
  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//kwaad.example', '/kringen', 'https:', 'java\nscript:alert(1)', 'blob:https://x/y'])('%j is refused', (href) => expect(safeHref(href)).toBeNull());
  it.each([
    ['https://kring.example/a?b=1#c', 'https://kring.example/a?b=1#c'],
    ['mailto:noor@school.example', 'mailto:noor@school.example'],
  ])('%j is taken', (href, expected) => expect(safeHref(href)).toBe(expected));
  it.each([
    ['www.kring.example', 'https://www.kring.example/'],
    ['noor@school.example', 'mailto:noor@school.example'],
    ['javascript:alert(1)', null],
    ['twee woorden.nl', null],
    ['geen', null],
  ])('typed as %j becomes %j', (typed, expected) => expect(hrefFromTyped(typed)).toBe(expected));
});
