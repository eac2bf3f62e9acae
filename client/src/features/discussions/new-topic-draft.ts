import type { RichText } from '../../../../schema/rich-text.js';
import { emptyDocument, plainText } from '../../ui/rich-text/rich-text-document.js';

/** A draft is one text; of a new conversation its first line is the title. */
export function draftWithTitle(title: string, body: RichText): RichText {
  const first = title === '' ? { type: 'paragraph' as const } : { type: 'paragraph' as const, content: [{ type: 'text' as const, text: title }] };
  return { type: 'doc', content: [first, ...body.content] };
}

export function titleAndBody(draft: RichText | null): { title: string; body: RichText } {
  if (draft === null) return { title: '', body: emptyDocument };
  const [first, ...rest] = draft.content;
  return {
    title: first ? plainText({ type: 'doc', content: [first] }) : '',
    body: rest.length > 0 ? { type: 'doc', content: rest } : emptyDocument,
  };
}
