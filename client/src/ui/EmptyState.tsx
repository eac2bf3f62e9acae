import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** One sentence about what will be here, and at most one action. No picture. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p>{children}</p>
      {action ? <div className="row-wrap">{action}</div> : null}
    </div>
  );
}
