import { describe, expect, it } from '@jest/globals';
import { fitText } from './fit-text.js';

/** A screen that takes this many letters at the largest size, and more at the smaller ones. */
const screen = (letters: number) => (piece: string, size: number) => piece.length <= (letters * 3.4) / size;

describe('words on a screen in the room', () => {
  it('stand in the largest size that fits', () => {
    expect(fitText('kort', screen(10))).toEqual({ size: 3.4, pages: ['kort'] });
    expect(fitText('a'.repeat(12), screen(10)).size).toBe(2.8);
    expect(fitText('a'.repeat(14), screen(10)).size).toBe(2.3);
  });

  it('go over pages when even the smallest is too large, and lose no word', () => {
    const text = Array.from({ length: 40 }, (_, at) => `woord${at}`).join(' ');
    const { size, pages } = fitText(text, screen(40));
    expect(size).toBe(2.3);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.join(' ')).toBe(text);
    expect(pages.every((page) => screen(40)(page, size))).toBe(true);
  });

  it('a word that is wider than the screen still gets a page', () => {
    const { pages } = fitText(`${'x'.repeat(100)} en nog iets`, screen(10));
    expect(pages[0]).toBe('x'.repeat(100));
    expect(pages.join(' ')).toBe(`${'x'.repeat(100)} en nog iets`);
  });
});
