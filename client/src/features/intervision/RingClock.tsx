import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { clockText, isLong, shareGone } from './phase-clock.js';
import styles from './Ring.module.css';
import { RingDrawing, type Seat } from './RingDrawing.js';
import { useOpenSession } from './session-context.js';
import { useRemaining } from './use-session-clock.js';
import { useSay } from './use-say.js';

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
  const text = clockText(left, connected);
  const where = t('intervision.phaseOf', { number: phase.index + 1, count: script.phases.length, name: say(phase.name) });
  const minutes = Math.ceil(left / 60_000);
  // The label changes with the minutes, not with the seconds: nobody has to hear the clock tick.
  const time = halted ? t(state.clock === 'PAUSED' ? 'intervision.clock.paused' : 'intervision.clock.timeOut') : left <= 0 ? t('intervision.time.over') : t('intervision.time.left', { count: minutes });
  const ready = state.ready !== null && state.writers !== null ? ` ${t('intervision.readyOf', { count: state.ready, writers: state.writers })}` : '';
  const exact = () => announce(`${where}. ${halted ? time : text.replace('+', `${t('intervision.clock.overtime')} `)}`);
  return (
    <div className={styles.clock} data-small={small || undefined}>
      <RingDrawing
        label={`${where}. ${time}${ready}`}
        minutes={script.phases.map((each) => each.minutes)}
        at={phase.index}
        share={shareGone(left, phase.minutes / script.speed)}
        halted={halted}
        radius={small ? 108 : 80}
        width={small ? 18 : 13}
        seats={seats}
      />
      <div className={styles.middle} aria-hidden="true">
        {halted ? <b data-words>{t(state.clock === 'PAUSED' ? 'intervision.clock.pausedShort' : 'intervision.clock.timeOutShort')}</b> : <b data-long={isLong(text) || undefined}>{text}</b>}
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
