import { IconLock } from '@tabler/icons-react';
import { useT } from '../platform/i18n/i18n.js';
import styles from './Closed.module.css';

/**
 * The word `Besloten` with its lock: what happens here stays with these people. In the colour of the room where one circle is
 * the subject; `quiet` in lists, where many things stand beside each other.
 */
export function Closed({ quiet = false }: { quiet?: boolean }) {
  const t = useT();
  return (
    <span className={styles['closed']} data-quiet={quiet}>
      <IconLock size={16} stroke={1.75} aria-hidden="true" />
      {t('closed')}
    </span>
  );
}
