import type { ReactNode } from 'react';
import styles from './PageHeader.module.css';

/** The `h1` of a screen, what belongs beside it, and at most one action. */
export function PageHeader({ title, beside, action, children }: { title: string; beside?: ReactNode; action?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles['header']}>
      <div className={styles['first']}>
        <h1 tabIndex={-1}>{title}</h1>
        {beside}
        {action ? <div className={styles['action']}>{action}</div> : null}
      </div>
      {children ? <p className={styles['lead']}>{children}</p> : null}
    </div>
  );
}
