/**
 * Runs at most one `work` per key at a time. Asked again while it runs, it runs once more afterwards, so that the last
 * answer was read after the last reason to ask.
 */
export function coalesce(work: (key: string) => Promise<void>): (key: string) => void {
  const running = new Map<string, { again: boolean }>();
  const run = async (key: string, state: { again: boolean }): Promise<void> => {
    do {
      state.again = false;
      try {
        await work(key);
      } catch {
        // Not reached, or no longer allowed: the screen that shows this asks for itself and says so.
      }
    } while (state.again);
    running.delete(key);
  };
  return (key) => {
    const present = running.get(key);
    if (present) {
      present.again = true;
      return;
    }
    const state = { again: false };
    running.set(key, state);
    void run(key, state);
  };
}
