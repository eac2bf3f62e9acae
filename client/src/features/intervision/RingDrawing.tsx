import { arcPath, onRing, ringArcs } from './ring-arcs.js';
import styles from './Ring.module.css';

export interface Seat {
  key: string;
  kind: 'ready' | 'busy' | 'speaks' | 'here' | 'away' | 'left';
  initials?: string;
}

interface Props {
  label: string;
  /** planned minutes per phase */
  minutes: readonly number[];
  /** the phase that runs; −1 before the start */
  at: number;
  /** of that phase, what has gone by, 0–1 */
  share: number;
  /** the clock stands still */
  halted: boolean;
  radius: number;
  width: number;
  seats?: readonly Seat[];
  /** of a seat without initials */
  seatRadius?: number;
}

/** The ring itself: one arc per phase, and the seats around it, the first at twelve o'clock. */
export function RingDrawing({ label, minutes, at, share, halted, radius, width, seats = [], seatRadius = 9 }: Props) {
  const arcs = ringArcs(minutes);
  const now = arcs[at];
  return (
    <svg className={styles.ring} viewBox="0 0 240 240" role="img" aria-label={label} fill="none">
      {arcs.map((arc, index) => {
        const kind = index < at ? 'done' : index === at ? 'track' : 'next';
        return <path key={index} className={styles[kind]} d={arcPath(arc, radius)} strokeWidth={width} />;
      })}
      {now && share > 0.005 && (
        <path
          className={styles.now}
          d={arcPath({ from: now.from, to: now.from + (now.to - now.from) * share }, radius)}
          strokeWidth={width}
          {...(halted ? { strokeDasharray: '6 5' } : {})}
        />
      )}
      {seats.map((seat, place) => {
        const { x, y } = onRing((place * 360) / seats.length, radius + width / 2 + 18);
        return (
          <g key={seat.key} className={styles.seat} data-kind={seat.kind}>
            <circle cx={x} cy={y} r={seat.initials ? 13 : seatRadius} />
            {seat.initials && (
              <text x={x} y={y + 4.3} textAnchor="middle" fontSize="12">
                {seat.initials}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
