/** Which numbers of a conversation to show: messages are numbered 1, 2, 3 … without gaps. */
export interface PageRequest {
  first?: number | null;
  after?: number | null;
  last?: number | null;
  before?: number | null;
  around?: number | null;
}

export interface PageRange {
  /** show n > from and n ≤ to */
  from: number;
  to: number;
}

/** How much of what was read before is shown above the first unread message. */
const leadIn = 5;

/** More messages than a conversation ever has. */
const endless = 2_000_000_000;

const named = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/**
 * What can be said of a page before the conversation is known: the range, or (`from` null) that it lies at the end or,
 * with `leadIn`, that many messages before the first unread one. `pageRange` decides afterwards.
 */
export function pageWindow(request: PageRequest, most: number, usual: number): { from: number | null; to: number | null; size: number; leadIn: number | null } {
  const size = Math.min(request.first ?? request.last ?? usual, most);
  if (named(request.around) || named(request.after) || named(request.before) || named(request.first)) {
    return { ...pageRange(request, endless, 0, most, usual), size, leadIn: null };
  }
  return { from: null, to: null, size, leadIn: named(request.last) ? null : leadIn };
}

/** Whether these messages, in order and without gaps, are exactly those of a range. */
export const holdsRange = (messages: readonly { n: number }[], range: PageRange): boolean =>
  messages.length === range.to - range.from && (messages.length === 0 || messages[0]!.n === range.from + 1);

/**
 * Turns a page request into a range of numbers.
 * Without any request: the newest page, or the page that begins a little before the first unread message.
 * @param count messages in the conversation
 * @param readN number of the last message that this person read
 * @param most the largest page
 */
export function pageRange(request: PageRequest, count: number, readN: number, most: number, usual: number): PageRange {
  const size = Math.min(request.first ?? request.last ?? usual, most);
  const clamp = (n: number): number => Math.max(0, Math.min(n, count));
  if (named(request.around)) {
    const from = clamp(request.around - 1 - Math.floor(size / 2));
    return { from, to: clamp(from + size) };
  }
  if (named(request.after)) {
    const from = clamp(request.after);
    return { from, to: clamp(from + size) };
  }
  if (named(request.before)) {
    const to = clamp(request.before - 1);
    return { from: clamp(to - size), to };
  }
  if (named(request.first)) return { from: 0, to: clamp(size) };
  const latest = clamp(count - size);
  const beforeUnread = clamp(readN - leadIn);
  if (!named(request.last) && beforeUnread < latest) {
    return { from: beforeUnread, to: clamp(beforeUnread + size) };
  }
  return { from: latest, to: count };
}
