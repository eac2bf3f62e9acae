import type { FieldProblem } from '../../../../schema/errors.js';
import { limits } from '../../../../schema/limits.js';
import type { RichText, RichTextBlock, RichTextInline, RichTextListItem, RichTextMark } from '../../../../schema/rich-text.js';
import { invalidInput } from '../errors/kring-error.js';
import { isCleanText, isSafeHref } from './clean-text.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads a document from outside into the shape of `schema/rich-text.ts`, field by field: nothing unknown survives.
 * @param path where the document stood, for the error (`input.body`)
 * @throws KringError INVALID_INPUT (bad shape, too long, empty, characters no one can store)
 */
export function readRichText(value: unknown, path: string, options: { mayBeEmpty?: boolean; maxChars?: number } = {}): RichText {
  const reader = new Reader(path, options.maxChars ?? limits.richTextChars);
  const doc = reader.doc(value);
  if (!options.mayBeEmpty && plainText(doc).trim().length === 0) throw invalidInput({ path, code: 'REQUIRED' });
  return doc;
}

class Reader {
  private nodes = 0;
  private chars = 0;
  private mentions = 0;

  constructor(
    private readonly path: string,
    private readonly maxChars: number,
  ) {}

  doc(value: unknown): RichText {
    const node = this.node(value, 0);
    if (node['type'] !== 'doc') throw this.problem('WRONG_TYPE');
    const doc: RichText = { type: 'doc', content: this.blocks(node['content'], 1) };
    if (Buffer.byteLength(JSON.stringify(doc)) > limits.richTextBytes) throw this.problem('TOO_BIG', limits.richTextBytes);
    return doc;
  }

  private blocks(value: unknown, depth: number): RichTextBlock[] {
    return this.list(value).map((one) => this.block(one, depth));
  }

  private block(value: unknown, depth: number): RichTextBlock {
    const node = this.node(value, depth);
    switch (node['type']) {
      case 'paragraph': {
        const content = this.list(node['content']).map((one) => this.inline(one, depth + 1));
        return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
      }
      case 'bulletList':
      case 'orderedList':
        return { type: node['type'], content: this.list(node['content']).map((one) => this.item(one, depth + 1)) };
      case 'blockquote':
        return { type: 'blockquote', content: this.blocks(node['content'], depth + 1) };
      default:
        throw this.problem('NOT_ALLOWED');
    }
  }

  private item(value: unknown, depth: number): RichTextListItem {
    const node = this.node(value, depth);
    if (node['type'] !== 'listItem') throw this.problem('NOT_ALLOWED');
    return { type: 'listItem', content: this.blocks(node['content'], depth + 1) };
  }

  private inline(value: unknown, depth: number): RichTextInline {
    const node = this.node(value, depth);
    switch (node['type']) {
      case 'hardBreak':
        return { type: 'hardBreak' };
      case 'text': {
        const marks = this.marks(node['marks']);
        const text = this.text(node['text']);
        return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
      }
      case 'mention': {
        const attrs = this.record(node['attrs']);
        if (typeof attrs['id'] !== 'string' || !uuid.test(attrs['id'])) throw this.problem('NOT_AN_ID');
        if ((this.mentions += 1) > limits.mentions) throw this.problem('TOO_BIG', limits.mentions);
        return { type: 'mention', attrs: { id: attrs['id'], label: this.text(attrs['label'], limits.name * 2 + 1) } };
      }
      default:
        throw this.problem('NOT_ALLOWED');
    }
  }

  /** At most one of each type: who draws a text nests one element per mark. */
  private marks(value: unknown): RichTextMark[] {
    const marks = new Map<string, RichTextMark>();
    for (const one of this.list(value)) {
      const mark = this.mark(one);
      if (marks.has(mark.type)) throw this.problem('NOT_ALLOWED');
      marks.set(mark.type, mark);
    }
    return [...marks.values()];
  }

  private mark(value: unknown): RichTextMark {
    const mark = this.record(value);
    if (mark['type'] === 'bold' || mark['type'] === 'italic') return { type: mark['type'] };
    if (mark['type'] !== 'link') throw this.problem('NOT_ALLOWED');
    const href = this.record(mark['attrs'])['href'];
    if (typeof href !== 'string' || href.length > limits.url || !isSafeHref(href)) throw this.problem('NOT_ALLOWED');
    return { type: 'link', attrs: { href } };
  }

  private text(value: unknown, max = this.maxChars): string {
    if (typeof value !== 'string' || value.length === 0) throw this.problem('WRONG_TYPE');
    if (!isCleanText(value)) throw this.problem('BAD_CHARACTERS');
    const length = value.length;
    if (length > max * 2) throw this.problem('TOO_LONG', max);
    this.chars += [...value].length;
    if (this.chars > this.maxChars) throw this.problem('TOO_LONG', this.maxChars);
    return value;
  }

  private node(value: unknown, depth: number): Record<string, unknown> {
    if (depth > limits.richTextDepth * 2) throw this.problem('TOO_BIG', limits.richTextDepth);
    if ((this.nodes += 1) > limits.richTextNodes) throw this.problem('TOO_BIG', limits.richTextNodes);
    return this.record(value);
  }

  private record(value: unknown): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.problem('WRONG_TYPE');
    return value as Record<string, unknown>;
  }

  private list(value: unknown): unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.problem('WRONG_TYPE');
    return value;
  }

  private problem(code: FieldProblem['code'], limit?: number) {
    return invalidInput({ path: this.path, code, ...(limit === undefined ? {} : { limit }) });
  }
}

/** The words of a document on one line, for previews and search; mentions as `@name`. */
export function plainText(doc: RichText): string {
  const parts: string[] = [];
  const block = (one: RichTextBlock | RichTextListItem): void => {
    if (one.type === 'paragraph') {
      for (const inline of one.content ?? []) {
        if (inline.type === 'text') parts.push(inline.text);
        else if (inline.type === 'mention') parts.push(`@${inline.attrs.label}`);
        else parts.push(' ');
      }
      parts.push(' ');
    } else one.content.forEach(block);
  };
  doc.content.forEach(block);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** The people a document mentions, each once. */
export function mentionedPeople(doc: RichText): string[] {
  const ids = new Set<string>();
  const block = (one: RichTextBlock | RichTextListItem): void => {
    if (one.type === 'paragraph') {
      for (const inline of one.content ?? []) if (inline.type === 'mention') ids.add(inline.attrs.id);
    } else one.content.forEach(block);
  };
  doc.content.forEach(block);
  return [...ids];
}

/** The first words, cut at a word's end where that is near. */
export function preview(doc: RichText, max = 140): string {
  const words = [...plainText(doc)];
  if (words.length <= max) return words.join('');
  const cut = words.slice(0, max - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > max * 0.6 ? cut.slice(0, space) : cut}…`;
}
