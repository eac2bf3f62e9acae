import type { ReactNode } from 'react';
import styles from './Visibility.module.css';
import { VisibilityGlyph, type Reach } from './VisibilityGlyph.js';

/** The sign with its reach in words. Stands beside every contribution and every field that stores one. */
export function Visibility({ reach, children }: { reach: Reach; children: ReactNode }) {
  return (
    <span className={styles['visibility']}>
      <VisibilityGlyph reach={reach} />
      <span>{children}</span>
    </span>
  );
}
