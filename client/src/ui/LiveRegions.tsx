import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';

type Announce = (text: string, politeness?: 'polite' | 'assertive') => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to who does not see the screen. Sparingly: what is said too often is not heard. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** The two regions that speak; they are in the page from the start, as screen readers need. */
export function LiveRegions({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useCallback<Announce>((text, politeness = 'polite') => {
    const set = politeness === 'polite' ? setPolite : setAssertive;
    set('');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set(text), 60);
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
