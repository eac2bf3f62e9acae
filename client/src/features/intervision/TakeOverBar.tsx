import { Button } from '@mantine/core';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Room.module.css';
import { useOpenSession } from './session-context.js';
import { absenceMs } from './session-times.js';
import { useSecond } from './use-session-clock.js';

/** Whoever leads has been away for a minute: said to everyone; who may take over does so by a press, never by itself. */
export function TakeOverBar() {
  const t = useT();
  const { page, clock, may, acts, firstNameOf, leads } = useOpenSession();
  const { facilitatorAwaySince, facilitatorId } = page.state;
  useSecond();
  const away = facilitatorAwaySince !== null && clock.now() - Date.parse(facilitatorAwaySince) >= absenceMs;
  if (leads || (!away && facilitatorId !== null)) return null;
  return (
    <div className={styles.band} role="status">
      <span className="grow">
        {facilitatorId === null ? t('intervision.nobodyLeads') : t('intervision.facilitatorAway', { name: firstNameOf(facilitatorId) ?? t('intervision.theFacilitator') })}
      </span>
      {may('TAKE_OVER') && (
        <Button size="sm" loading={acts.busy === 'takeOver'} onClick={() => void acts.act('takeOver', {})}>
          {t('intervision.takeOver')}
        </Button>
      )}
    </div>
  );
}
