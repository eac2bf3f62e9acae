import { useEffect, useRef } from 'react';

/**
 * After a phase change the keyboard stands at the new question, not at its first control. Somebody's cursor in a field that is
 * still there stays where it is.
 */
export function useFocusOnPhase(phase: number): void {
  const last = useRef(phase);
  useEffect(() => {
    if (last.current === phase) return undefined;
    last.current = phase;
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      if (active?.matches('input, textarea, select') && active.isConnected) return;
      document.querySelector<HTMLElement>('main h1[tabindex="-1"]')?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [phase]);
}
