/**
 * What people write is a structured document, never HTML: a small part of the ProseMirror JSON format.
 * The server refuses anything outside this shape (`server/src/platform/rich-text`).
 * A text carries at most one mark of each type.
 */
export type RichTextMark =
  | { type: 'bold' }
  | { type: 'italic' }
  | { type: 'link'; attrs: { href: string } };

export type RichTextInline =
  | { type: 'text'; text: string; marks?: RichTextMark[] }
  | { type: 'hardBreak' }
  | { type: 'mention'; attrs: { id: string; label: string } };

export type RichTextBlock =
  | { type: 'paragraph'; content?: RichTextInline[] }
  | { type: 'bulletList'; content: RichTextListItem[] }
  | { type: 'orderedList'; content: RichTextListItem[] }
  | { type: 'blockquote'; content: RichTextBlock[] };

export interface RichTextListItem {
  type: 'listItem';
  content: RichTextBlock[];
}

export interface RichText {
  type: 'doc';
  content: RichTextBlock[];
}
