/** What still has to reach the server before somebody signs out. */
export interface Unfinished {
  /** brings it there; answers whether all of it arrived */
  settle: () => Promise<boolean>;
  /** there is no signing out after all: goes on as before */
  resume: () => void;
}

const known = new Set<Unfinished>();

/** Tells what a part of the page has under way. @returns the way to take it back */
export function beforeSignOut(unfinished: Unfinished): () => void {
  known.add(unfinished);
  return () => known.delete(unfinished);
}

/** @returns whether nothing would be lost by signing out now */
export async function settleAll(): Promise<boolean> {
  const settled = await Promise.all([...known].map((one) => one.settle().catch(() => false)));
  return settled.every(Boolean);
}

export const resumeAll = (): void => known.forEach((one) => one.resume());
