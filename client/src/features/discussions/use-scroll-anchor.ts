import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** This near to the bottom (pixels) counts as being at the end. */
const nearEnd = 48;

interface Anchor {
  id: string;
  top: number;
}

export interface ScrollAnchor {
  scroller: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  toEnd: () => void;
  /** brings one reply to the top third and keeps it there */
  toRow: (id: string) => boolean;
  onScroll: () => void;
}

const rowsOf = (scroller: HTMLElement): HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>('[data-row]')];

/**
 * Keeps the place of the reader. At the end it stays at the end; anywhere else the first visible row stays exactly where it
 * is, whatever is added above or below it or changes its height.
 */
export function useScrollAnchor(contents: unknown, onMove: (scroller: HTMLElement, atEnd: boolean) => void): ScrollAnchor {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor | null>(null);
  const stuck = useRef(false);
  const [atEnd, setAtEnd] = useState(false);
  const moved = useRef(onMove);
  useEffect(() => {
    moved.current = onMove;
  });

  const note = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
    const edge = box.getBoundingClientRect().top;
    const first = rowsOf(box).find((row) => row.getBoundingClientRect().bottom > edge);
    anchor.current = first ? { id: first.dataset['row'] ?? '', top: first.getBoundingClientRect().top - edge } : null;
    setAtEnd(stuck.current);
    moved.current(box, stuck.current);
  }, []);

  const restore = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (stuck.current) {
      box.scrollTop = box.scrollHeight;
      return;
    }
    const kept = anchor.current;
    if (kept === null) return;
    const row = rowsOf(box).find((one) => one.dataset['row'] === kept.id);
    if (!row) return;
    const drift = row.getBoundingClientRect().top - box.getBoundingClientRect().top - kept.top;
    if (Math.abs(drift) >= 1) box.scrollTop += drift;
  }, []);

  useLayoutEffect(() => {
    restore();
    note();
  }, [contents, restore, note]);

  // The text field grows, a phone turns, a font arrives: the place stays.
  useEffect(() => {
    const box = scroller.current;
    if (!box || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => restore());
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [restore]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    box.scrollTop = box.scrollHeight;
    note();
  }, [note]);

  const toRow = useCallback(
    (id: string) => {
      const box = scroller.current;
      const row = box && rowsOf(box).find((one) => one.dataset['row'] === id);
      if (!box || !row) return false;
      stuck.current = false;
      box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4;
      note();
      return true;
    },
    [note],
  );

  return { scroller, atEnd, toEnd, toRow, onScroll: note };
}
