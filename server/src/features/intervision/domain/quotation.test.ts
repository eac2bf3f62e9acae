import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lessonText, quotationLength, repeats } from './quotation.js';

const lesson = (helped: string) => lessonText({ title: 'Begin klein', situation: 'Een drukke klas', helped, tryNext: '' });

describe('words of somebody in a lesson', () => {
  let seen = 0;
  afterAll(() => expect(seen).toBeGreaterThan(50));

  it('are found in the middle, with other capitals, marks and line ends', () => {
    const text = 'Rust begint bij de deur. En dan pas de les.';
    expect(repeats(lesson('Wat hielp: rust begint,\nbij de DEUR, zeiden we.'), text)).toBe(true);
    expect(repeats(lesson('Eerst rust bij de deur maken.'), text)).toBe(false);
    // one sentence of several is enough
    expect(repeats(lesson('En dan pas de les'), text)).toBe(true);
    // not across two parts of the lesson, and not a piece of longer words
    expect(repeats(lessonText({ title: 'Rust begint', situation: 'bij de deur', helped: '', tryNext: '' }), text)).toBe(false);
    expect(repeats(lesson('onrust begint bij de deurmat'), text)).toBe(false);
  });

  it('are not what anyone says', () => {
    expect(repeats(lesson('Ja, dat klopt'), 'Dat klopt')).toBe(false);
    expect(repeats(lesson('Van alles'), '')).toBe(false);
  });

  it('are found whatever stands around them', () => {
    const word = fc.stringMatching(/^[a-zé]{3,9}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 4, maxLength: 12 }), fc.array(word), fc.array(word), (said, before, after) => {
        const sentence = said.join(' ');
        if (sentence.length < quotationLength) return;
        seen += 1;
        expect(repeats(lesson([...before, sentence.toUpperCase(), ...after].join('  ')), `${sentence}.`)).toBe(true);
      }),
    );
  });
});
