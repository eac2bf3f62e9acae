import type { ReactNode } from 'react';
import styles from './Tag.module.css';

type Tone = 'plain' | 'now' | 'ok' | 'accent' | 'danger' | 'line';

/** A word about something: its kind, its state. Never a control. */
export function Tag({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles['tag']} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
