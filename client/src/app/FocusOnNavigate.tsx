import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** After going to another screen the keyboard starts at its heading, and the screen starts at its top. Filters and tabs in the address do not move it. */
export function FocusOnNavigate() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return undefined;
    last.current = pathname;
    const frame = requestAnimationFrame(() => {
      // Somebody's cursor may be in a field of the new screen already.
      if (document.activeElement?.matches('input, textarea, [contenteditable="true"]')) return;
      window.scrollTo(0, 0);
      const target = document.querySelector<HTMLElement>('main h1[tabindex="-1"]') ?? document.getElementById('main');
      target?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  return null;
}
