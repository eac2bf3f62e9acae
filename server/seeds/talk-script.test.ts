import { describe, expect, it } from '@jest/globals';
import { readTalk, toRichText } from './talk-script.js';

const nobody = (): never => {
  throw new Error('nobody is mentioned here');
};

describe('a talk', () => {
  it('is a line per message, with what belongs to it', () => {
    const [question, answer, decision, removed] = readTalk('noor h8=fenna,sem -21m: Hoe begin je?\nsem i5: Zo\nen zo\n~ Zo\nmarloes!: We doen het.\ndaan x: Laat maar\n');
    expect(question).toMatchObject({ author: 'noor', text: 'Hoe begin je?', recognise: { count: 8, by: ['fenna', 'sem'] }, helpful: null, minutesAgo: 21 });
    expect(answer).toMatchObject({ author: 'sem', text: 'Zo\nen zo', before: 'Zo', helpful: { count: 5, by: [] }, decision: false });
    expect(decision).toMatchObject({ author: 'marloes', decision: true });
    expect(removed).toMatchObject({ author: 'daan', removed: true });
  });
  it('begins with someone', () => {
    expect(() => readTalk('Zomaar een zin')).toThrow('Zomaar een zin');
  });
});

describe('the markup of a talk', () => {
  it('becomes the document that the product keeps', () => {
    expect(toRichText('Let op **dit** en _dat_, [hier](https://beekdal.example)\nnog een regel\n\n- een\n- twee\n> gezegd', nobody)).toEqual({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Let op ' },
            { type: 'text', text: 'dit', marks: [{ type: 'bold' }] },
            { type: 'text', text: ' en ' },
            { type: 'text', text: 'dat', marks: [{ type: 'italic' }] },
            { type: 'text', text: ', ' },
            { type: 'text', text: 'hier', marks: [{ type: 'link', attrs: { href: 'https://beekdal.example' } }] },
            { type: 'hardBreak' },
            { type: 'text', text: 'nog een regel' },
          ],
        },
        {
          type: 'bulletList',
          content: ['een', 'twee'].map((text) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] })),
        },
        { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'gezegd' }] }] },
      ],
    });
  });
  it('knows who is meant', () => {
    const doc = toRichText('@fenna, doe je mee?', (key) => ({ id: `id of ${key}`, label: 'Fenna Bosuil' }));
    expect(doc.content).toEqual([
      {
        type: 'paragraph',
        content: [
          { type: 'mention', attrs: { id: 'id of fenna', label: 'Fenna Bosuil' } },
          { type: 'text', text: ', doe je mee?' },
        ],
      },
    ]);
  });
});
