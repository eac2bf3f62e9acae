import type { RichText, RichTextBlock, RichTextInline, RichTextListItem } from '../../../../../schema/rich-text.js';

/**
 * Mentions carry the real name of a member. Whoever is not a member stays a plain word: a mention cannot put
 * words on someone's name, nor reach someone outside.
 * @param names id → name of the members among the mentioned
 */
export function withRealMentions(doc: RichText, names: ReadonlyMap<string, string>): RichText {
  const inline = (one: RichTextInline): RichTextInline => {
    if (one.type !== 'mention') return one;
    const name = names.get(one.attrs.id);
    return name ? { type: 'mention', attrs: { id: one.attrs.id, label: name } } : { type: 'text', text: `@${one.attrs.label}` };
  };
  const block = (one: RichTextBlock): RichTextBlock => {
    if (one.type === 'paragraph') return one.content ? { ...one, content: one.content.map(inline) } : one;
    if (one.type === 'blockquote') return { ...one, content: one.content.map(block) };
    return { ...one, content: one.content.map((item: RichTextListItem) => ({ ...item, content: item.content.map(block) })) };
  };
  return { type: 'doc', content: doc.content.map(block) };
}
