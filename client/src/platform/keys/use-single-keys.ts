import { useEffect, useRef } from 'react';
import { useSession } from '../session/SessionProvider.js';

type Keys = Record<string, (event: KeyboardEvent) => void>;

/** In a text field, a list box or an open dialog a key means itself. */
function busyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"], [data-modal-content]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"], [role="menu"], [role="menuitem"]');
}

/** Shortcuts of one letter, outside text fields; a person can turn them off (WCAG 2.1.4). `?` and the rest alike. */
export function useSingleKeys(keys: Keys): void {
  const { me } = useSession();
  const present = useRef(keys);
  present.current = keys;
  const allowed = me?.singleKeys ?? false;
  useEffect(() => {
    if (!allowed) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || busyElsewhere(event.target)) return;
      const act = present.current[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [allowed]);
}
