import type { RichText, RichTextBlock, RichTextInline, RichTextListItem, RichTextMark } from '../../schema/rich-text.js';

/**
 * How the demo conversations are written down: a line per message, `key: text`. After the key may stand
 * `!` (a decision), ` x` (removed by its author), reactions (`h8 i3`, `h8=fenna`: that person is one of them)
 * and `-21m` (so many minutes before the seed moment). A line that starts with `~ ` is how the message read before it
 * was edited. Other lines belong to the message above: an empty line begins a paragraph, `- ` and `1. ` lists, `> ` a quote.
 */
export interface TalkMessage {
  author: string;
  text: string;
  before: string | null;
  decision: boolean;
  removed: boolean;
  recognise: ReactionWish | null;
  helpful: ReactionWish | null;
  minutesAgo: number | null;
}

export interface ReactionWish {
  count: number;
  by: string[];
}

const opening = /^([a-z][a-z-]*)(!| x|)((?: [hi]\d+(?:=[a-z,-]+)?| -\d+m)*): (.*)$/;

/** @throws Error naming the line that is no message and belongs to none */
export function readTalk(script: string): TalkMessage[] {
  const messages: TalkMessage[] = [];
  for (const line of script.trimEnd().split('\n')) {
    const start = opening.exec(line);
    const last = messages.at(-1);
    if (start) messages.push(openMessage(start));
    else if (!last) throw new Error(`A talk begins with "key: text", not with: ${line}`);
    else if (line.startsWith('~ ')) last.before = line.slice(2);
    else last.text += `\n${line}`;
  }
  return messages;
}

function openMessage(start: RegExpExecArray): TalkMessage {
  const message: TalkMessage = {
    author: start[1] ?? '',
    text: start[4] ?? '',
    before: null,
    decision: start[2] === '!',
    removed: start[2] === ' x',
    recognise: null,
    helpful: null,
    minutesAgo: null,
  };
  for (const wish of (start[3] ?? '').split(' ').filter(Boolean)) {
    if (wish.startsWith('-')) message.minutesAgo = Number.parseInt(wish.slice(1), 10);
    else {
      const [count = '0', by] = wish.slice(1).split('=');
      const asked = { count: Number(count), by: by ? by.split(',') : [] };
      if (wish.startsWith('h')) message.recognise = asked;
      else message.helpful = asked;
    }
  }
  return message;
}

/** Who is meant by `@key`. */
export type Mentioned = (key: string) => { id: string; label: string };

/** Turns the light markup of a talk into the document that the product keeps. */
export function toRichText(text: string, mentioned: Mentioned): RichText {
  const content: RichTextBlock[] = [];
  let goesOn = false;
  for (const line of text.split('\n')) {
    const list = /^(- |\d+\. )(.*)$/.exec(line);
    const last = goesOn ? content.at(-1) : undefined;
    goesOn = line.trim() !== '';
    if (!goesOn) continue;
    if (list) {
      const type = list[1] === '- ' ? 'bulletList' : 'orderedList';
      const item: RichTextListItem = { type: 'listItem', content: [paragraph(list[2] ?? '', mentioned)] };
      if (last?.type === type) last.content.push(item);
      else content.push({ type, content: [item] });
    } else if (line.startsWith('> ')) content.push({ type: 'blockquote', content: [paragraph(line.slice(2), mentioned)] });
    else if (last?.type === 'paragraph') last.content = [...(last.content ?? []), { type: 'hardBreak' }, ...inline(line, mentioned)];
    else content.push(paragraph(line, mentioned));
  }
  return { type: 'doc', content };
}

const paragraph = (text: string, mentioned: Mentioned): RichTextBlock => ({ type: 'paragraph', content: inline(text, mentioned) });

const marked = /\*\*(.+?)\*\*|_(.+?)_|\[(.+?)\]\((.+?)\)|@([a-z][a-z-]*)/g;

function inline(text: string, mentioned: Mentioned): RichTextInline[] {
  const parts: RichTextInline[] = [];
  const plain = (words: string): void => {
    if (words) parts.push({ type: 'text', text: words });
  };
  const withMark = (words: string, mark: RichTextMark): void => {
    parts.push({ type: 'text', text: words, marks: [mark] });
  };
  let from = 0;
  for (const found of text.matchAll(marked)) {
    plain(text.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1]) withMark(found[1], { type: 'bold' });
    else if (found[2]) withMark(found[2], { type: 'italic' });
    else if (found[3]) withMark(found[3], { type: 'link', attrs: { href: found[4] ?? '' } });
    else parts.push({ type: 'mention', attrs: mentioned(found[5] ?? '') });
  }
  plain(text.slice(from));
  return parts;
}
