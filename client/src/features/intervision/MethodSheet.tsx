import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { arcPath, ringArcs } from './ring-arcs.js';
import styles from './Plan.module.css';

interface Props {
  name: string;
  minutes: number;
  phases: readonly { key: string; name: string; minutes: number; private: boolean }[];
  rules?: readonly string[];
  children?: ReactNode;
}

/** A method as it will go: its ring, its phases, and which of them are written while nobody reads along. */
export function MethodSheet({ name, minutes, phases, rules = [], children }: Props) {
  const t = useT();
  const arcs = ringArcs(phases.map((phase) => phase.minutes));
  return (
    <section className={styles.sheet} aria-label={name}>
      <h2>{name}</h2>
      <div className={styles.ring}>
        <svg viewBox="0 0 240 240" fill="none" aria-hidden="true">
          {arcs.map((arc, at) => (
            <path key={phases[at]!.key} d={arcPath(arc, 80)} strokeWidth="13" data-private={phases[at]!.private || undefined} />
          ))}
        </svg>
        <p>
          <b>{minutes}</b>
          {t('intervision.minutesWord')}
        </p>
      </div>
      <ol>
        {phases.map((phase, at) => (
          <li key={phase.key} data-private={phase.private || undefined}>
            <span className="muted">{at + 1}</span>
            <span>
              {phase.name}
              {phase.private && <IconEyeOff size={16} stroke={1.75} aria-label={t('intervision.private')} />}
            </span>
            <span className="muted">{t('intervision.min', { count: phase.minutes })}</span>
          </li>
        ))}
      </ol>
      {rules.length > 0 && (
        <ul className={styles.rules}>
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}
