import { useT } from '../platform/i18n/i18n.js';
import styles from './SkipLink.module.css';

/** The first thing on every page for who uses a keyboard. */
export function SkipLink() {
  const t = useT();
  return (
    <a className={styles['skip']} href="#main" onClick={() => setTimeout(() => document.getElementById('main')?.focus(), 0)}>
      {t('shell.skip')}
    </a>
  );
}
