import type { MessageFieldsFragment } from '../../generated/graphql.js';
import type { OutgoingMessage } from './outbox.js';

/** What is drawn in a conversation, top to bottom. Pure: no clock, no cache. */

export type ConversationRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string; since: string }
  | { kind: 'message'; key: string; message: MessageFieldsFragment }
  | { kind: 'outgoing'; key: string; outgoing: OutgoingMessage };

/** Where this person was when the conversation was opened; the line stays there until leaving. */
export interface NewLine {
  /** the first message that is new */
  fromN: number;
  /** when this person last read here */
  since: string;
}

const dayOf = (moment: string): string => new Date(moment).toDateString();

/** Messages in order, each once, with a line where a new day begins and where the unread ones begin. */
export function rowsOf(
  messages: readonly MessageFieldsFragment[],
  outgoing: readonly OutgoingMessage[],
  line: NewLine | null,
  now: Date,
): ConversationRow[] {
  const rows: ConversationRow[] = [];
  let day = now.toDateString();
  let lineDrawn = false;
  const openDay = (at: string): void => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    rows.push({ kind: 'day', key: `day ${day}`, at });
  };
  const first = messages[0];
  if (first && dayOf(first.createdAt) !== day) openDay(first.createdAt);
  for (const message of messages) {
    openDay(message.createdAt);
    if (line !== null && !lineDrawn && message.n >= line.fromN) {
      rows.push({ kind: 'new', key: 'new', since: line.since });
      lineDrawn = true;
    }
    rows.push({ kind: 'message', key: message.id, message });
  }
  const here = new Set(messages.map((message) => message.id));
  for (const item of outgoing) {
    if (!here.has(item.id)) rows.push({ kind: 'outgoing', key: item.id, outgoing: item });
  }
  return rows;
}

/** The window in order of number, each message once. */
export function inOrder(messages: readonly MessageFieldsFragment[]): MessageFieldsFragment[] {
  const byNumber = new Map(messages.map((message) => [message.n, message]));
  return [...byNumber.values()].sort((a, b) => a.n - b.n);
}

/**
 * Which page to ask first when a conversation is opened. What is here already is only continued when it holds the place
 * where reading goes on; without a request the server opens at the first unread message. Every question asks for a page
 * that has messages and touches what is here: it is asked again later, and what it gives must never be a blank screen.
 */
export function firstWindow(
  known: { last: number; count: number } | null,
  wanted: { n: number | null; readN: number; messageCount: number },
  size: number,
): { around?: number; first?: number } {
  if (wanted.n !== null) return { around: wanted.n, first: size };
  const holdsPlace = known !== null && known.last >= wanted.readN && known.count >= Math.min(size, wanted.messageCount);
  return holdsPlace ? { around: known.last, first: size } : {};
}
