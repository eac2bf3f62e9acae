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
  if (request.around !== null && request.around !== undefined) {
    const from = clamp(request.around - 1 - Math.floor(size / 2));
    return { from, to: clamp(from + size) };
  }
  if (request.after !== null && request.after !== undefined) {
    const from = clamp(request.after);
    return { from, to: clamp(from + size) };
  }
  if (request.before !== null && request.before !== undefined) {
    const to = clamp(request.before - 1);
    return { from: clamp(to - size), to };
  }
  if (request.first !== null && request.first !== undefined) return { from: 0, to: clamp(size) };
  const latest = clamp(count - size);
  const beforeUnread = clamp(readN - 5);
  if ((request.last === null || request.last === undefined) && beforeUnread < latest) {
    return { from: beforeUnread, to: clamp(beforeUnread + size) };
  }
  return { from: latest, to: count };
}
