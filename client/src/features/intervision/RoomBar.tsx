import { IconDoorExit, IconLock } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { Mark } from '../../ui/Mark.js';
import { agendaPath } from '../groups/circle-context.js';
import styles from './Room.module.css';
import { useOpenSession } from './session-context.js';

interface Props {
  /** what happens now; on a phone the title of the bar */
  title: string;
  /** on a phone below the title, on a desktop after the lock */
  place?: string;
  /** on a phone at the right */
  clock?: ReactNode;
}

/** The deep surface of a closed room. The only way out is in it, and it asks nothing: coming back is free. */
export function RoomBar({ title, place, clock }: Props) {
  const t = useT();
  const { page, circleName, leads } = useOpenSession();
  const running = page.state.status === 'RUNNING';
  const { speed } = page.script;
  const out = t(running || page.state.status === 'LOBBY' ? 'intervision.leave' : 'intervision.toAgenda');
  const name = circleName ? t('intervision.titleOf', { circle: circleName }) : t('intervision.title');
  return (
    <header className={styles.room}>
      <Link to={agendaPath(page.session.groupId)} className={styles.exit ?? ''} aria-label={out}>
        <IconDoorExit size={22} stroke={1.75} aria-hidden />
      </Link>
      <span className={styles.mark}>
        <Mark size={28} />
      </span>
      <div className={styles.names}>
        <b className={styles.name}>{name}</b>
        <b className={styles.phoneTitle}>{title}</b>
        <small className={styles.phonePlace}>
          <IconLock size={14} stroke={1.75} aria-hidden />
          {place ? t('intervision.closedPlace', { place: place.toLocaleLowerCase() }) : t('closed')}
          {speed > 1 && ` · ${t('practice.fasterShort', { speed })}`}
        </small>
      </div>
      <span className={styles.lock}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        {t('closed')}
      </span>
      {speed > 1 && <span className={styles.lead}>{t('practice.faster', { speed })}</span>}
      <span className={styles.where}>{place ? `${place}, ${title.toLocaleLowerCase()}` : title}</span>
      <span className="grow" />
      <ConnectionWord />
      {leads && running && <span className={styles.lead}>{t('intervision.youLead')}</span>}
      <Link to={agendaPath(page.session.groupId)} className={styles.leave ?? ''}>
        <IconDoorExit size={18} stroke={1.75} aria-hidden />
        {out}
      </Link>
      {clock && <div className={styles.phoneClock}>{clock}</div>}
    </header>
  );
}

/** Whether the others are heard; said aloud when it is lost and when it is back. */
function ConnectionWord() {
  const t = useT();
  const announce = useAnnounce();
  const { connected } = useOpenSession();
  const before = useRef(connected);
  useEffect(() => {
    if (before.current === connected) return;
    before.current = connected;
    if (connected) announce(t('intervision.connectedAgain'));
    else announce(t('intervision.connectionLost'), 'assertive');
  }, [connected, announce, t]);
  return (
    <span className={styles.connection} data-lost={!connected || undefined}>
      {t(connected ? 'intervision.connected' : 'intervision.noConnection')}
    </span>
  );
}
