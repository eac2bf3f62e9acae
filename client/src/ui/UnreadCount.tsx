import { useT } from '../platform/i18n/i18n.js';
import styles from './UnreadCount.module.css';

/** Nobody counts further than this; a number without an end only presses. */
const most = 99;

/** How many are new. Nothing at zero. */
export function UnreadCount({ count }: { count: number }) {
  const t = useT();
  if (count <= 0) return null;
  const shown = Math.min(count, most);
  return (
    <span className={styles['count']}>
      <span aria-hidden="true">{shown}</span>
      <span className="hidden-text">{t('unread.count', { count: shown })}</span>
    </span>
  );
}
