import { describe, expect, it } from '@jest/globals';
import { render } from '@testing-library/react';
import { RichTextView } from './RichTextView.js';

const show = (content: unknown): HTMLElement => render(<RichTextView document={{ type: 'doc', content }} viewerId="me" />).container;
const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });

describe('what somebody wrote', () => {
  it('shows marks, lists, quotes and mentions as elements', () => {
    const made = show([
      paragraph(text('vet', { type: 'bold' }), text('schuin', { type: 'italic' }), { type: 'hardBreak' }, { type: 'mention', attrs: { id: 'me', label: 'Fenna' } }),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('punt'))] }] },
      { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('een'))] }] },
      { type: 'blockquote', content: [paragraph(text('citaat'))] },
    ]);
    expect(made.querySelector('strong')?.textContent).toBe('vet');
    expect(made.querySelector('em')?.textContent).toBe('schuin');
    expect(made.querySelector('br')).not.toBeNull();
    expect(made.querySelector('[data-self]')?.textContent).toBe('@Fenna');
    expect(made.querySelector('ul li')?.textContent).toBe('punt');
    expect(made.querySelector('ol li')?.textContent).toBe('een');
    expect(made.querySelector('blockquote')?.textContent).toBe('citaat');
  });

  it('gives links no way back to this page', () => {
    const link = show([paragraph(text('hier', { type: 'link', attrs: { href: 'https://kring.example' } }))]).querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://kring.example/');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(link?.getAttribute('target')).toBe('_blank');
  });

  it.each(['javascript:alert(1)', ' JAVASCRIPT:alert(1)', 'java\tscript:alert(1)', 'data:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox', '//kwaad.example', { toString: () => 'javascript:alert(1)' }, null])('shows the words of a link to %j, without the link', (href) => {
    const made = show([paragraph(text('klik', { type: 'link', attrs: { href } }))]);
    expect(made.querySelector('a')).toBeNull();
    expect(made.textContent).toBe('klik');
  });

  it('shows markup as the letters it is', () => {
    const made = show([paragraph(text('<img src=x onerror=alert(1)><script>alert(2)</script>')), paragraph({ type: 'mention', attrs: { id: 'x', label: '<b onmouseover=alert(3)>x</b>' } })]);
    expect(made.querySelector('img, script, b')).toBeNull();
    expect(made.textContent).toContain('<script>alert(2)</script>');
  });

  it.each([
    ['an unknown node', { type: 'image', attrs: { src: 'x', onerror: 'alert(1)' } }],
    ['an html node', { type: 'html', content: '<b>x</b>' }],
    ['an iframe', { type: 'iframe', attrs: { src: 'https://kwaad.example' } }],
    ['a text node with an object as words', paragraph({ type: 'text', text: { toString: () => 'x' } })],
    ['attributes that React would take', { type: 'paragraph', dangerouslySetInnerHTML: { __html: '<i>x</i>' }, content: [] }],
    ['a mention without a name', paragraph({ type: 'mention', attrs: { id: 'x' } })],
    ['an unknown mark', paragraph(text('', { type: 'style', attrs: { style: 'x' } }))],
  ])('leaves out %s', (_what, node) => {
    const made = show([node]);
    expect(made.querySelector('img, iframe, i, [style], [src]')).toBeNull();
    expect(made.textContent).toBe('');
  });

  it.each([3_000, 30_000])('draws one of each mark when there are %i on a letter', (count) => {
    const marks = Array.from({ length: count }, (_, n) => [{ type: 'bold' }, { type: 'italic' }, { type: 'link', attrs: { href: `https://kring.example/${n}` } }]).flat();
    const made = show([paragraph({ type: 'text', text: 'a', marks })]);
    expect([made.querySelectorAll('strong, em, a').length, made.textContent]).toEqual([3, 'a']);
    expect(made.querySelector('a')?.getAttribute('href')).toBe('https://kring.example/0');
  });

  it.each([2_000, 50_000])('draws the words of quotes and lists %i deep', (depth) => {
    let node: unknown = paragraph(text('diep'));
    for (let n = 0; n < depth; n += 1) node = n % 2 ? { type: 'blockquote', content: [node] } : { type: 'bulletList', content: [{ type: 'listItem', content: [node] }] };
    expect(show([node]).querySelectorAll('blockquote, ul').length).toBeLessThan(20);
  });

  it.each([null, undefined, 'tekst', { type: 'paragraph' }])('does not break on %j', (document) => {
    expect(() => render(<RichTextView document={document} />)).not.toThrow();
  });
});
