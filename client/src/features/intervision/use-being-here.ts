import { useEffect, useRef } from 'react';
import { useViewer } from '../../platform/session/SessionProvider.js';
import type { OpenSession } from './session-context.js';

/** Not sooner again than this after a try (milliseconds). */
const patience = 5_000;

/**
 * Whoever opens the page while the door is open, is in: after a reload and after a lost connection too. Leaving the page by
 * going elsewhere is leaving; coming back is free.
 */
export function useBeingHere({ page, may, acts, connected, leads }: OpenSession): void {
  const viewer = useViewer();
  const { act } = acts;
  const { status } = page.state;
  // over days nobody sits in the room; only of whoever leads it is known that they look in
  const doorOpen = status === 'LOBBY' || (status === 'RUNNING' && (page.written === null || leads));
  const here = page.people.some(({ person, here: isHere }) => person.id === viewer.id && isHere);
  const tried = useRef(0);
  const mayEnter = may('ENTER');
  useEffect(() => {
    if (!doorOpen || here || !mayEnter || !connected) return undefined;
    const enter = () => {
      tried.current = Date.now();
      void act('enterSession', {});
    };
    const timer = setTimeout(enter, Math.max(0, tried.current + patience - Date.now()));
    return () => clearTimeout(timer);
  }, [doorOpen, here, mayEnter, connected, act, page]);

  const leaves = useRef(false);
  leaves.current = doorOpen && here && may('LEAVE');
  useEffect(
    () => () => {
      if (leaves.current) void act('leaveSession', {});
    },
    [act],
  );
}
