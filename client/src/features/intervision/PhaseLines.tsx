import { IconClockPause, IconPencil } from '@tabler/icons-react';
import { useT } from '../../platform/i18n/i18n.js';
import { graceWords } from './grace-words.js';
import { remainingOf } from './phase-clock.js';
import styles from './Live.module.css';
import { RevealBoard } from './RevealBoard.js';
import { useOpenSession } from './session-context.js';
import { useSecond } from './use-session-clock.js';
import { useSay } from './use-say.js';

/** The facilitator moved on: the last sentence, and what comes. Never how long it takes, because that would say whose setting it is. */
export function GraceLine() {
  const t = useT();
  const say = useSay();
  const { page } = useOpenSession();
  if (page.state.entry !== 'CLOSING') return null;
  return (
    <p className={styles.lineNow} role="status">
      <IconPencil size={19} stroke={1.75} aria-hidden />
      <span>
        <b>{graceWords(t, say, page)}</b> {t('intervision.grace')}
      </span>
    </p>
  );
}

/** The clock stands still, or has reached zero: in words, and who goes on. */
export function HaltLine() {
  const t = useT();
  const { page, clock, firstNameOf, leads } = useOpenSession();
  useSecond();
  const { state } = page;
  const name = firstNameOf(state.facilitatorId) ?? t('intervision.theFacilitator');
  const left = remainingOf(state, clock.now());
  const words =
    state.clock === 'PAUSED'
      ? t(leads ? 'intervision.youPaused' : 'intervision.pausedBy', { name })
      : state.clock === 'TIME_OUT'
        ? t('intervision.timeOutNow')
        : left !== null && left <= 0 && state.entry !== 'CLOSING'
          ? t(leads ? 'intervision.cue.timeOver' : 'intervision.goesOnSoon', { name })
          : null;
  if (!words) return null;
  return (
    <p className={styles.lineNow}>
      <IconClockPause size={19} stroke={1.75} aria-hidden />
      <span>{words}</span>
    </p>
  );
}

/** An earlier phase is shown again, without moving. */
export function ShowingAgain() {
  const t = useT();
  const say = useSay();
  const { page } = useOpenSession();
  const { showing } = page.state;
  const shown = showing === null ? undefined : page.script.phases[showing];
  if (!shown) return null;
  return (
    <section className={styles.again} aria-label={say(shown.name)}>
      <p className="second">{t('intervision.showingAgain', { name: say(shown.name) })}</p>
      <RevealBoard of={shown.index} />
    </section>
  );
}
