import { describe, expect, it } from '@jest/globals';
import { findTraces } from './traces.js';

const known = { people: ['Fenna Bosuil', 'Els van der Meer'], places: ['De Beekdal'] };
const marked = (text: string) => findTraces(text, known).map(({ from, to, kind }) => `${kind}: ${text.slice(from, to)}`);

describe('what might be recognised', () => {
  it.each([
    ['Fenna groet iedereen bij de deur.', ['name: Fenna']],
    ['Op de Beekdal ging het anders.', ['place: de Beekdal']],
    ['Toen zei Joris dat het klaar was.', ['name: Joris']],
    ['In groep 7b zit een jongen van 11 jaar.', ['pupil: groep 7b', 'pupil: 11 jaar']],
    ['Op dinsdag 3 november kostte het € 1.250,50.', ['date: dinsdag', 'date: 3 november', 'number: € 1.250,50']],
    ['Op 3-11-2026 waren er 24.', ['date: 3-11-2026', 'number: 24']],
    ['You may begin, in march as in april.', ['date: april']],
    ['Eerst contact, dan pas de regel.', []],
    ['Een klas die niet tot rust kwam. Het hielp om te groeten.', []],
    ['Elsschot las zij voor.', []],
  ])('%s', (text, traces) => expect(marked(text)).toEqual(traces));

  it('overlaps nowhere', () => {
    const text = 'Toen kwam Fenna in groep 7 op 3 november 2026 met 12 euro';
    const traces = findTraces(text, known);
    for (const [at, trace] of traces.entries()) expect(trace.from).toBeGreaterThanOrEqual(traces[at - 1]?.to ?? 0);
    expect(traces.length).toBe(4);
  });
});
