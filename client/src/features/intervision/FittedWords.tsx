import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Beamer.module.css';
import { fitText, wordSizes, type Fitted } from './fit-text.js';

/** So long a page of a long text stays before the next one (milliseconds); after the last comes the first. */
const pageStays = 15_000;

/** What stands above and below the words, with its margins, and the line that counts pages. */
function heightBeside(room: HTMLElement, own: HTMLElement): number {
  const line = Number.parseFloat(getComputedStyle(room).fontSize) * 1.8;
  return [...room.children].reduce((sum, child) => {
    if (child === own) return sum;
    const { marginTop, marginBottom } = getComputedStyle(child);
    return sum + (child as HTMLElement).offsetHeight + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom);
  }, line);
}

/** Words as large as the place allows; what does not fit goes over pages by itself, because nobody touches this screen. */
export function FittedWords({ text, prompt = false }: { text: string; prompt?: boolean }) {
  const t = useT();
  const words = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLParagraphElement>(null);
  const [fitted, setFitted] = useState<Fitted>({ size: wordSizes[0], pages: [text] });
  const [at, setAt] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const [own, test] = [words.current, probe.current];
      const room = own?.parentElement;
      if (!own || !test || !room) return;
      const height = room.clientHeight - heightBeside(room, own);
      setFitted(
        fitText(text, (piece, size) => {
          test.style.setProperty('--size', String(size));
          test.textContent = piece;
          return test.scrollHeight <= height && test.scrollWidth <= own.clientWidth + 1;
        }),
      );
      test.textContent = '';
    };
    measure();
    setAt(0);
    const watch = new ResizeObserver(measure);
    if (words.current?.parentElement) watch.observe(words.current.parentElement);
    return () => watch.disconnect();
  }, [text]);
  const count = fitted.pages.length;
  useEffect(() => {
    if (count < 2) return undefined;
    const timer = setInterval(() => setAt((page) => (page + 1) % count), pageStays);
    return () => clearInterval(timer);
  }, [count]);
  const page = Math.min(at, count - 1);
  const look = prompt ? styles.prompt : `voice ${styles.said}`;
  return (
    <div ref={words} className={styles.words}>
      <p className={look} style={{ '--size': String(fitted.size) } as React.CSSProperties}>
        {fitted.pages[page]}
      </p>
      <p ref={probe} className={`${look} ${styles.probe}`} aria-hidden="true" />
      {count > 1 && <p className={styles.pages}>{t('room.beamer.page', { page: page + 1, pages: count })}</p>}
    </div>
  );
}
