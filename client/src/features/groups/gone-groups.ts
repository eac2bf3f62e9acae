/** Circles that this person was put out of while this page was open: their pages are the neutral one from that moment. */
let gone: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export const goneGroups = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): ReadonlySet<string> => gone,
  add(groupId: string): void {
    gone = new Set([...gone, groupId]);
    for (const listener of listeners) listener();
  },
  /** Nothing of what was known holds: whoever is not in a circle hears so when asking. */
  clear(): void {
    if (gone.size === 0) return;
    gone = new Set();
    for (const listener of listeners) listener();
  },
  remove(groupId: string): void {
    if (!gone.has(groupId)) return;
    gone = new Set([...gone].filter((id) => id !== groupId));
    for (const listener of listeners) listener();
  },
};
