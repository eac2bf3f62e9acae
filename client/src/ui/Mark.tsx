import styles from './Mark.module.css';

const seats = [
  [16, 4.5],
  [27.5, 16],
  [24.13, 24.13],
  [16, 27.5],
  [7.87, 24.13],
  [4.5, 16],
  [7.87, 7.87],
] as const;

/** The mark: a circle of eight seats, one of them open. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg className={styles['mark']} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="currentColor">
        {seats.map(([cx, cy]) => (
          <circle key={`${cx} ${cy}`} cx={cx} cy={cy} r="2.9" />
        ))}
      </g>
      <circle cx="24.13" cy="7.87" r="2.9" className={styles['open']} />
    </svg>
  );
}
