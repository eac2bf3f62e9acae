import { useEffect, useState, type ReactNode } from 'react';
import styles from './Loading.module.css';

/** Nothing is shown before this (milliseconds): most answers are faster, and a flash is worse than nothing. */
const quietFor = 300;

/** Shows its children only when waiting takes longer than 300 ms. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), quietFor);
    return () => clearTimeout(timer);
  }, []);
  return waited ? children : null;
}

interface Props {
  /** what is being loaded, for who cannot see it */
  label: string;
  rows?: number;
  /** with a round place for a face or a dial */
  withFace?: boolean;
  /** instead of rows: a skeleton in the final layout */
  children?: ReactNode;
}

/** The shape of what comes, after 300 ms of nothing. */
export function Loading({ label, rows = 3, withFace = true, children }: Props) {
  return (
    <div role="status" aria-busy="true" aria-label={label} className={styles['loading']}>
      <AfterAWhile>
        {children ??
          Array.from({ length: rows }, (_, row) => (
            <div key={row} className={withFace ? styles['row'] : styles['plain']}>
              {withFace ? <Bone round /> : null}
              <div className={styles['lines']}>
                <Bone width="36%" />
                <Bone width="82%" />
              </div>
            </div>
          ))}
      </AfterAWhile>
    </div>
  );
}

/** One grey piece. Stands still: waiting needs no show. */
export function Bone({ width = '100%', height = 13, round = false }: { width?: string; height?: number; round?: boolean }) {
  return <i className={styles['bone']} style={round ? { width: 40, height: 40, borderRadius: '50%' } : { width, height }} />;
}
