import type { ReactNode } from 'react';
import styles from './Sheet.module.css';

/** One object that can be read or picked on its own. Never inside another one. */
export function Sheet({ children, as: As = 'div', label }: { children: ReactNode; as?: 'div' | 'section' | 'li' | 'article'; label?: string }) {
  return (
    <As className={styles['sheet']} aria-label={label}>
      {children}
    </As>
  );
}
