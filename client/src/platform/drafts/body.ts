import type { RichText, RichTextBlock } from '../../../../schema/rich-text.js';

export const emptyBody: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

/** No letter and no mention: nothing that somebody would miss. */
export function isEmptyBody(body: RichText | null | undefined): boolean {
  if (!body) return true;
  const walk = (node: unknown): boolean => {
    const { type, text, content } = node as { type: string; text?: string; content?: unknown[] };
    if (type === 'mention') return false;
    if (type === 'text') return (text ?? '').trim() === '';
    return (content ?? []).every(walk);
  };
  return walk(body);
}

/** The same text, whatever order the keys are in. */
export function sameBody(a: RichText | null, b: RichText | null): boolean {
  return a === b || canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && !(Array.isArray(item) && item.length === 0));
  return `{${entries.sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, item]) => `${key}:${canonical(item)}`).join(',')}}`;
}

const isBlank = (block: RichTextBlock): boolean => isEmptyBody({ type: 'doc', content: [block] });

/** Several texts under each other, without the empty ones. */
export function joinBodies(bodies: readonly RichText[]): RichText {
  const said = bodies.filter((body) => !isEmptyBody(body));
  if (said.length === 1) return said[0]!;
  return said.length === 0 ? emptyBody : { type: 'doc', content: said.flatMap((body) => body.content) };
}

/** What stands below `first` in a text that begins with it; the whole text when it does not. Empty lines do not count. */
export function bodyAfter(whole: RichText, first: RichText): RichText {
  const begin = first.content.filter((block) => !isBlank(block));
  const rest = [...whole.content];
  for (const block of begin) {
    while (rest[0] && isBlank(rest[0])) rest.shift();
    const next = rest.shift();
    if (!next || canonical(next) !== canonical(block)) return whole;
  }
  return rest.length > 0 ? { type: 'doc', content: rest } : emptyBody;
}

/** A text of plain paragraphs. */
export function bodyOf(text: string): RichText {
  return { type: 'doc', content: text.split('\n').map((line) => (line ? { type: 'paragraph', content: [{ type: 'text', text: line }] } : { type: 'paragraph' })) };
}
