import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { clockText, shareGone } from './phase-clock.js';
import { arcPath, onRing, ringArcs } from './ring-arcs.js';
import styles from './Ring.module.css';
import { useOpenSession } from './session-context.js';
import { useRemaining } from './use-session-clock.js';
import { useSay } from './use-say.js';

export interface Seat {
  key: string;
  kind: 'ready' | 'busy' | 'speaks' | 'here' | 'away';
  initials?: string;
}

interface Props {
  /** on the room bar of a phone: small, in the colours of the room, only the time inside */
  small?: boolean;
  /** one more line inside: what the time is for, or until when */
  caption?: string;
  seats?: Seat[];
}

/** Time as a ring: what was, what is, what comes. The server's clock; it goes on past zero, and never turns red. */
export function RingClock({ small = false, caption, seats = [] }: Props) {
  const t = useT();
  const say = useSay();
  const announce = useAnnounce();
  const open = useOpenSession();
  const { page, phase, connected } = open;
  const left = useRemaining(open);
  if (!phase || left === null) return null;
  const { state, script } = page;
  const halted = state.clock !== 'RUNNING';
  const radius = small ? 108 : 80;
  const width = small ? 18 : 13;
  const arcs = ringArcs(script.phases.map(({ minutes }) => minutes));
  const share = shareGone(left, phase.minutes);
  const text = clockText(left, connected);
  const where = t('intervision.phaseOf', { number: phase.index + 1, count: script.phases.length, name: say(phase.name) });
  const minutes = Math.ceil(left / 60_000);
  // The label changes with the minutes, not with the seconds: nobody has to hear the clock tick.
  const time = halted ? t(state.clock === 'PAUSED' ? 'intervision.clock.paused' : 'intervision.clock.timeOut') : left <= 0 ? t('intervision.time.over') : t('intervision.time.left', { count: minutes });
  const ready = state.ready !== null && state.writers !== null ? ` ${t('intervision.readyOf', { count: state.ready, writers: state.writers })}` : '';
  const exact = () => announce(`${where}. ${halted ? time : text.replace('+', `${t('intervision.clock.overtime')} `)}`);
  return (
    <div className={styles.clock} data-small={small || undefined}>
      <svg className={styles.ring} viewBox="0 0 240 240" role="img" aria-label={`${where}. ${time}${ready}`} fill="none">
        {arcs.map((arc, index) => {
          const kind = index < phase.index ? 'done' : index === phase.index ? 'track' : 'next';
          return <path key={script.phases[index]!.id} className={styles[kind]} d={arcPath(arc, radius)} strokeWidth={width} />;
        })}
        {share > 0.005 && <Now arc={arcs[phase.index]!} share={share} radius={radius} width={width} dashed={halted} />}
        {seats.map((seat, at) => {
          const { x, y } = onRing((at * 360) / seats.length, 105);
          return (
            <g key={seat.key} className={styles.seat} data-kind={seat.kind}>
              <circle cx={x} cy={y} r={seat.initials ? 13 : 9} />
              {seat.initials && (
                <text x={x} y={y + 4.3} textAnchor="middle" fontSize="12">
                  {seat.initials}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <div className={styles.middle} aria-hidden="true">
        {halted ? <b data-words>{t(state.clock === 'PAUSED' ? 'intervision.clock.pausedShort' : 'intervision.clock.timeOutShort')}</b> : <b>{text}</b>}
        {caption && !small && <small>{caption}</small>}
      </div>
      {!small && (
        <button type="button" className={styles.aloud} onClick={exact}>
          {t('intervision.clock.readAloud')}
        </button>
      )}
    </div>
  );
}

function Now({ arc, share, radius, width, dashed }: { arc: { from: number; to: number }; share: number; radius: number; width: number; dashed: boolean }) {
  return (
    <path
      className={styles.now}
      d={arcPath({ from: arc.from, to: arc.from + (arc.to - arc.from) * share }, radius)}
      strokeWidth={width}
      {...(dashed ? { strokeDasharray: '6 5' } : {})}
    />
  );
}
