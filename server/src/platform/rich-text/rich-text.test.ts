import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from '../../../../schema/limits.js';
import { KringError } from '../errors/kring-error.js';
import { mentionedPeople, plainText, preview, readRichText } from './rich-text.js';

const id = '0b3e4a52-6f0e-4a39-9a38-1d2f3c4b5a69';
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const text = (words: unknown, ...marks: unknown[]) => (marks.length > 0 ? { type: 'text', text: words, marks } : { type: 'text', text: words });
const doc = (...content: unknown[]) => ({ type: 'doc', content });
const refusal = (value: unknown) => {
  try {
    readRichText(value, 'input.body');
  } catch (error) {
    return (error as KringError).detail.fields![0]!.code;
  }
  return null;
};

describe('reading a document from outside', () => {
  it('keeps what the shape knows and nothing else', () => {
    const given = doc(
      { ...paragraph(text('Dag ', { type: 'bold', class: 'x' }), text('hier', { type: 'link', attrs: { href: 'https://example.nl', onclick: 'x()' } })), style: 'color:red' },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('een'))] }] },
      { type: 'blockquote', content: [paragraph({ type: 'mention', attrs: { id, label: 'Noor', style: 'x' } })] },
    );
    const kept = readRichText(given, 'input.body');
    expect(JSON.stringify(kept)).not.toMatch(/onclick|style|class/);
    expect(plainText(kept)).toBe('Dag hier een @Noor');
    expect(mentionedPeople(kept)).toEqual([id]);
  });

  it.each([
    [null, 'WRONG_TYPE'],
    ['<b>x</b>', 'WRONG_TYPE'],
    [[], 'WRONG_TYPE'],
    [{ type: 'paragraph' }, 'WRONG_TYPE'],
    [doc(), 'REQUIRED'],
    [doc(paragraph(text('   '))), 'REQUIRED'],
    [doc({ type: 'image', attrs: { src: 'x' } }), 'NOT_ALLOWED'],
    [doc(paragraph(text('x', { type: 'code' }))), 'NOT_ALLOWED'],
    [doc(paragraph(text('x', { type: 'link', attrs: { href: 'javascript:alert(1)' } }))), 'NOT_ALLOWED'],
    [doc(paragraph(text('x', { type: 'link', attrs: { href: 'java\tscript:alert(1)' } }))), 'NOT_ALLOWED'],
    [doc(paragraph(text('x', { type: 'link', attrs: { href: '//evil.example' } }))), 'NOT_ALLOWED'],
    [doc(paragraph(text('x', { type: 'link', attrs: { href: 'data:text/html,x' } }))), 'NOT_ALLOWED'],
    [doc(paragraph(text('nul\u0000'))), 'BAD_CHARACTERS'],
    [doc(paragraph(text('half \ud83d'))), 'BAD_CHARACTERS'],
    [doc(paragraph(text(''))), 'WRONG_TYPE'],
    [doc(paragraph(text(5))), 'WRONG_TYPE'],
    [doc(paragraph({ type: 'mention', attrs: { id: '1', label: 'x' } })), 'NOT_AN_ID'],
    [doc(paragraph(text('x'.repeat(limits.richTextChars + 1)))), 'TOO_LONG'],
    [doc(...Array.from({ length: limits.richTextNodes }, () => paragraph(text('x')))), 'TOO_BIG'],
  ])('refuses %j', (value, code) => {
    expect(refusal(value)).toBe(code);
  });

  it('takes one mark of each type on a text, and no second', () => {
    const all = [{ type: 'link', attrs: { href: 'https://example.nl' } }, { type: 'bold' }, { type: 'italic' }];
    expect(readRichText(doc(paragraph(text('x', ...all))), 'x').content).toEqual([paragraph(text('x', ...all))]);
    expect(refusal(doc(paragraph(text('x', ...all, { type: 'bold' }))))).toBe('NOT_ALLOWED');
    expect(refusal(doc(paragraph(text('x', all[0], { type: 'link', attrs: { href: 'https://example.org' } }))))).toBe('NOT_ALLOWED');
    expect(refusal(doc(paragraph(text('x', ...Array.from({ length: 30_000 }, () => ({ type: 'bold' }))))))).toBe('NOT_ALLOWED');
  });

  it('counts what no letter counts: the addresses of links', () => {
    const link = { type: 'link', attrs: { href: `https://example.nl/${'a'.repeat(1_900)}` } };
    const links = (count: number) => doc(paragraph(...Array.from({ length: count }, () => text('x', link))));
    expect(refusal(links(100))).toBeNull();
    expect(refusal(links(200))).toBe('TOO_BIG');
  });

  it('refuses what is nested too deep', () => {
    let block: unknown = paragraph(text('x'));
    for (let depth = 0; depth < 40; depth += 1) block = { type: 'blockquote', content: [block] };
    expect(refusal(doc(block))).toBe('TOO_BIG');
  });

  it('whatever comes in: a clean document, or a refusal with a field', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          const kept = readRichText(value, 'input.body', { mayBeEmpty: true });
          expect(readRichText(kept, 'input.body', { mayBeEmpty: true })).toEqual(kept);
        } catch (error) {
          expect(error).toBeInstanceOf(KringError);
          expect((error as KringError).detail.fields![0]!.path).toBe('input.body');
        }
      }),
    );
  });
});

describe('the preview', () => {
  it('is the first words, cut at a word', () => {
    expect(preview(readRichText(doc(paragraph(text('Kort'))), 'x'))).toBe('Kort');
    const long = preview(readRichText(doc(paragraph(text('woord '.repeat(60)))), 'x'));
    expect([...long].length).toBeLessThanOrEqual(140);
    expect(long).toMatch(/woord…$/);
  });
});
