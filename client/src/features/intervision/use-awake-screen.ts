import { useEffect } from 'react';

/** The screen of a phone stays on while a session runs, where the browser can do that. */
export function useAwakeScreen(): void {
  useEffect(() => {
    let lock: { release(): Promise<void> } | null = null;
    let stopped = false;
    const hold = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        const held = await navigator.wakeLock.request('screen');
        if (stopped) await held.release();
        else lock = held;
      } catch {
        // The battery is low, or the browser does not allow it: the screen then does what it always does.
      }
    };
    void hold();
    const again = () => void hold();
    document.addEventListener('visibilitychange', again);
    return () => {
      stopped = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release().catch(() => undefined);
    };
  }, []);
}
