import type { RichText } from '../../../../schema/rich-text.js';

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

/** A text of plain paragraphs. */
export function bodyOf(text: string): RichText {
  return { type: 'doc', content: text.split('\n').map((line) => (line ? { type: 'paragraph', content: [{ type: 'text', text: line }] } : { type: 'paragraph' })) };
}
