import styles from './MinuteDial.module.css';

/** The end of an arc of `share` (0–1) that starts at twelve o'clock. */
function arc(share: number): string {
  const part = Math.min(0.9999, Math.max(0, share));
  const angle = part * 2 * Math.PI;
  const x = 18 + 15.5 * Math.sin(angle);
  const y = 18 - 15.5 * Math.cos(angle);
  return `M18 2.5A15.5 15.5 0 ${part > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** How many minutes a task takes; the arc is its share of a quarter of an hour. */
export function MinuteDial({ minutes, label }: { minutes: number; label: string }) {
  return (
    <span className={styles['dial']} role="img" aria-label={label}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle className={styles['track']} cx="18" cy="18" r="15.5" />
        <path className={styles['part']} d={arc(minutes / 15)} />
      </svg>
      <b aria-hidden="true">{minutes}</b>
    </span>
  );
}
