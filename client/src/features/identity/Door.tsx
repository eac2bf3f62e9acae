import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useLocale, setLocale, useT } from '../../platform/i18n/i18n.js';
import { Mark } from '../../ui/Mark.js';
import { SkipLink } from '../../ui/SkipLink.js';
import styles from './Door.module.css';

/** The frame of every screen before signing in: the mark, the language, one thing to do. */
export function Door({ title, children, beside }: { title: string; children: ReactNode; beside?: ReactNode }) {
  const t = useT();
  const locale = useLocale();
  useEffect(() => {
    document.title = `${title} · Kring`;
  }, [title]);
  const other = locale === 'nl' ? 'en' : 'nl';
  return (
    <div className={styles['door']}>
      <SkipLink />
      <header className={styles['header']}>
        <span className={styles['brand']}>
          <Mark size={34} />
          <span>Kring</span>
        </span>
        <button type="button" className={styles['language']} lang={other} onClick={() => setLocale(other)}>
          {t('door.otherLanguage')}
        </button>
      </header>
      <main id="main" tabIndex={-1} className={styles['main']} data-beside={beside !== undefined}>
        <section className={styles['form']}>
          <h1 tabIndex={-1}>{title}</h1>
          {children}
        </section>
        {beside}
      </main>
    </div>
  );
}
