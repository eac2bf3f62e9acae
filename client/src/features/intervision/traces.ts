export type TraceKind = 'name' | 'place' | 'pupil' | 'date' | 'number';

/** A piece of a text by which somebody might be recognised; places in UTF-16 units, as a string has them. */
export interface Trace {
  from: number;
  to: number;
  kind: TraceKind;
}

export interface Known {
  /** full names of who is in the session */
  people: readonly string[];
  /** names of schools and other organisations */
  places: readonly string[];
}

const months = 'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|may|june|july|august|october';
const days = 'maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const shapes: readonly [TraceKind, RegExp][] = [
  ['pupil', /(?<!\p{L})(?:groep|klas|brugklas|havo|vwo|vmbo|mbo|group|class|year)\s?-?\d\p{L}?(?![\p{L}\d])/giu],
  ['pupil', /(?<![\p{L}\d])\d{1,2}[\s-]?(?:jaar|jarige?|years? old)(?!\p{L})/giu],
  ['date', new RegExp(`(?<![\\p{L}\\d])(?:\\d{1,2}\\s+)?(?:${months})(?:\\s+\\d{4})?(?!\\p{L})`, 'giu')],
  ['date', new RegExp(`(?<!\\p{L})(?:${days})(?!\\p{L})`, 'giu')],
  ['date', /(?<!\d)\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?!\d)/gu],
  ['number', /(?:€\s?)?\d+(?:[.,]\d+)*(?:\s?(?:%|euro))?/giu],
  // a capital in the middle of a sentence, as a name has it
  ['name', /(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}{2,}/gu],
];
/** `mei` and `maart` are months; `may` is also a word. A bare month is a date only with a number beside it. */
const alsoWords = new Set(['may', 'mei', 'march', 'maart']);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Names, places, sums, dates and details of pupils in a text: to be looked at, never refused. It looks here, on this
 * device; nothing is sent anywhere.
 */
export function findTraces(text: string, { people, places }: Known): Trace[] {
  const found: Trace[] = [];
  const look = (kind: TraceKind, shape: RegExp): void => {
    for (const match of text.matchAll(shape)) if (!alsoWords.has(match[0].toLowerCase())) found.push({ from: match.index, to: match.index + match[0].length, kind });
  };
  for (const place of places) if (place.trim().length > 2) look('place', new RegExp(`(?<!\\p{L})${escaped(place.trim())}(?!\\p{L})`, 'giu'));
  const names = new Set(people.flatMap((name) => name.split(/\s+/)).filter((part) => part.length > 2 && /^\p{Lu}/u.test(part)));
  for (const name of names) look('name', new RegExp(`(?<!\\p{L})${escaped(name)}(?!\\p{L})`, 'gu'));
  for (const [kind, shape] of shapes) look(kind, shape);
  // where two overlap, the one that begins first and says most
  return found
    .map((trace, at) => ({ trace, at }))
    .sort((a, b) => a.trace.from - b.trace.from || b.trace.to - a.trace.to || a.at - b.at)
    .reduce<Trace[]>((kept, { trace }) => (trace.from >= (kept[kept.length - 1]?.to ?? 0) ? [...kept, trace] : kept), []);
}

/** The names in these texts, each once: what is asked about before others read them. */
export const namesIn = (texts: readonly string[], known: Known): string[] => [
  ...new Set(texts.flatMap((text) => findTraces(text, known).flatMap(({ kind, from, to }) => (kind === 'name' ? text.slice(from, to) : [])))),
];
