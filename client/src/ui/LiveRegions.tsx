import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';

type Announce = (text: string, politeness?: 'polite' | 'assertive') => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to who does not see the screen. Sparingly: what is said too often is not heard. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** The two regions that speak; they are in the page from the start, as screen readers need. */
export function LiveRegions({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  // each region waits for itself: what may wait must not drown what may not
  const timers = useRef<Partial<Record<'polite' | 'assertive', ReturnType<typeof setTimeout>>>>({});
  const announce = useCallback<Announce>((text, politeness = 'polite') => {
    const set = politeness === 'polite' ? setPolite : setAssertive;
    set('');
    clearTimeout(timers.current[politeness]);
    timers.current[politeness] = setTimeout(() => set(text), 60);
  }, []);
  const value = useMemo(() => announce, [announce]);
  return (
    <AnnounceContext.Provider value={value}>
      {children}
      <div className="hidden-text" role="status" aria-live="polite" aria-atomic="true">
        {polite}
      </div>
      <div className="hidden-text" role="alert" aria-live="assertive" aria-atomic="true">
        {assertive}
      </div>
    </AnnounceContext.Provider>
  );
}
