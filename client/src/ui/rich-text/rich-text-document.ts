import { limits } from '../../../../schema/limits.js';
import type {
  RichText,
  RichTextBlock,
  RichTextInline,
  RichTextListItem,
  RichTextMark,
} from '../../../../schema/rich-text.js';
import { safeHref } from './safe-href.js';

/** A document without words. */
export const emptyDocument: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

interface LooseNode {
  type?: unknown;
  text?: unknown;
  attrs?: unknown;
  marks?: unknown;
  content?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nodesOf = (value: unknown): LooseNode[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Takes out what the server refuses and no keyboard types: control characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replace(unwanted, '');
}

const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** At most one of each kind: every mark is an element around the words, and a page does not nest without end. */
function marksFrom(value: unknown): RichTextMark[] {
  const marks = new Map<string, RichTextMark>();
  for (const mark of nodesOf(value)) {
    if (typeof mark.type !== 'string' || marks.has(mark.type)) continue;
    if (mark.type === 'bold' || mark.type === 'italic') marks.set(mark.type, { type: mark.type });
    if (mark.type === 'link' && isObject(mark.attrs)) {
      const href = safeHref(mark.attrs['href']);
      if (href !== null) marks.set('link', { type: 'link', attrs: { href } });
    }
  }
  return [...marks.values()];
}

function inlineFrom(node: LooseNode): RichTextInline | null {
  if (node.type === 'hardBreak') return { type: 'hardBreak' };
  if (node.type === 'mention' && isObject(node.attrs)) {
    const { id, label } = node.attrs;
    if (typeof id !== 'string' || typeof label !== 'string') return null;
    const name = cleanText(label);
    return name === '' ? null : { type: 'mention', attrs: { id, label: name } };
  }
  if (node.type === 'text' && typeof node.text === 'string') {
    const text = cleanText(node.text);
    if (text === '') return null;
    const marks = marksFrom(node.marks);
    return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
  }
  return null;
}

function itemsFrom(value: unknown, depth: number): RichTextListItem[] {
  return nodesOf(value)
    .filter((node) => node.type === 'listItem')
    .map((node) => ({ type: 'listItem' as const, content: blocksFrom(node.content, depth + 1) }))
    .filter((item) => item.content.length > 0);
}

function blockFrom(node: LooseNode, depth: number): RichTextBlock | null {
  switch (node.type) {
    case 'paragraph': {
      const content = nodesOf(node.content)
        .map(inlineFrom)
        .filter((inline) => inline !== null);
      return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
    }
    case 'bulletList':
    case 'orderedList': {
      const content = itemsFrom(node.content, depth + 1);
      return content.length > 0 ? { type: node.type, content } : null;
    }
    case 'blockquote': {
      const content = blocksFrom(node.content, depth + 1);
      return content.length > 0 ? { type: 'blockquote', content } : null;
    }
    default:
      return null;
  }
}

/** Deeper than this the form is given up, never the words. The server counts the same way. */
const deepest = limits.richTextDepth * 2 - 3;

function blocksFrom(value: unknown, depth: number): RichTextBlock[] {
  return nodesOf(value).flatMap((node) => {
    if (depth > deepest && node.type !== 'paragraph') return paragraphsIn(node, depth);
    return blockFrom(node, depth) ?? [];
  });
}

/** The paragraphs of a part, without the lists and quotes around them, however deep they stand. */
function paragraphsIn(node: LooseNode, depth: number): RichTextBlock[] {
  const found: RichTextBlock[] = [];
  const waiting = nodesOf(node.content).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const paragraph = next.type === 'paragraph' ? blockFrom(next, depth) : null;
    if (paragraph) found.push(paragraph);
    else for (const child of nodesOf(next.content).reverse()) waiting.push(child);
  }
  return found;
}

/**
 * Any JSON (from the editor, the network, a draft) as a document in the agreed shape (`schema/rich-text.ts`).
 * What is not in the agreement is left out; the result is never something the view cannot show.
 */
export function toRichText(value: unknown): RichText {
  const content = isObject(value) && value['type'] === 'doc' ? blocksFrom(value['content'], 1) : [];
  return content.length > 0 ? { type: 'doc', content } : emptyDocument;
}

const inlineText = (inline: RichTextInline): string => {
  if (inline.type === 'text') return inline.text;
  return inline.type === 'mention' ? `@${inline.attrs.label}` : '\n';
};

function blockText(block: RichTextBlock): string {
  switch (block.type) {
    case 'paragraph':
      return (block.content ?? []).map(inlineText).join('');
    case 'bulletList':
    case 'orderedList':
      return block.content.map((item) => item.content.map(blockText).join('\n')).join('\n');
    case 'blockquote':
      return block.content.map(blockText).join('\n');
  }
}

/** The words alone, a line per paragraph or list item. */
export function plainText(document: RichText): string {
  return document.content.map(blockText).join('\n');
}

/** A document from plain words: an empty line or a line break starts a new paragraph. */
export function fromPlainText(text: string): RichText {
  const lines = cleanText(text).split(/\r\n|\r|\n/);
  return toRichText({
    type: 'doc',
    content: lines.map((line) => ({
      type: 'paragraph',
      content: line === '' ? [] : [{ type: 'text', text: line }],
    })),
  });
}

/** Length as the server counts it: Unicode code points of the words (`schema/limits.ts`). */
export function countCharacters(document: RichText): number {
  return [...plainText(document)].length;
}

export const isEmptyDocument = (document: RichText): boolean => plainText(document).trim() === '';

/** Ready to be sent: without the empty paragraphs someone left at the start and the end. */
export function trimDocument(document: RichText): RichText {
  const isBlank = (block: RichTextBlock | undefined): boolean =>
    block?.type === 'paragraph' && blockText(block).trim() === '';
  const content = [...document.content];
  while (content.length > 1 && isBlank(content[0])) content.shift();
  while (content.length > 1 && isBlank(content.at(-1))) content.pop();
  return { type: 'doc', content };
}

/** People named in a document, each once. */
export function mentionedIds(document: RichText): string[] {
  const ids = new Set<string>();
  const walk = (nodes: (RichTextBlock | RichTextListItem | RichTextInline)[]): void => {
    for (const node of nodes) {
      if (node.type === 'mention') ids.add(node.attrs.id);
      if ('content' in node && node.content) walk(node.content);
    }
  };
  walk(document.content);
  return [...ids];
}

/** Several texts under each other, without the empty ones. */
export function joinDocuments(documents: readonly RichText[]): RichText {
  const content = documents.filter((one) => !isEmptyDocument(one)).flatMap((one) => trimDocument(one).content);
  return content.length > 0 ? { type: 'doc', content } : emptyDocument;
}
