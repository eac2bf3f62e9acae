import { Button } from '@mantine/core';
import { IconClock, IconLock, IconMapPin, IconUsers, IconVideo } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { AppointmentFieldsFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { seatsOf, untilStart } from './next-appointment.js';
import styles from './NextAppointment.module.css';

const sign = { size: 19, stroke: 1.75, 'aria-hidden': true as const };

/** The session that runs, or the next one within a day: when, where, who leads, and the way in. */
export function NextAppointment({ next, now }: { next: AppointmentFieldsFragment; now: Date }) {
  const t = useT();
  const formats = useFormats();
  const starts = new Date(next.startsAt);
  const [from, to] = [formats.time(starts), formats.time(starts.getTime() + next.minutes * 60_000)];
  const running = next.status === 'RUNNING';
  const open = running || next.status === 'LOBBY';
  const when = running ? 'sinceTime' : next.status === 'LOBBY' ? 'lobbySince' : starts.toDateString() === now.toDateString() ? 'today' : 'tomorrow';
  const people = t('today.next.people', { count: next.people });
  return (
    <section className={styles['hero']} aria-label={t('today.next.label')}>
      <div>
        <span className={styles['chip']}>
          <IconLock size={16} stroke={1.75} aria-hidden />
          {t('closed')}
        </span>
        <h2>{t('today.next.title', { circle: next.groupName })}</h2>
        <ul className={styles['facts']}>
          <li>
            <IconClock {...sign} />
            {t(`today.next.${when}`, { from, to })}
          </li>
          {next.place !== '' || next.online ? (
            <li>
              {next.place !== '' ? <IconMapPin {...sign} /> : <IconVideo {...sign} />}
              {next.place !== '' ? next.place : t('today.next.online')}
            </li>
          ) : null}
          <li>
            <IconUsers {...sign} />
            {next.facilitatorName ? t('today.next.led', { name: next.facilitatorName, people }) : people}
          </li>
        </ul>
        <p className={styles['calm']}>{t(running ? 'today.next.calmRunning' : 'today.next.calm')}</p>
        <Button component={Link} to={`/sessies/${next.sessionId}`} className={styles['way'] ?? ''}>
          {t(running ? 'today.next.join' : open ? 'today.next.toLobby' : 'today.next.look')}
        </Button>
      </div>
      <Ring next={next} now={now} open={open} running={running} />
    </section>
  );
}

function Ring({ next, now, open, running }: { next: AppointmentFieldsFragment; now: Date; open: boolean; running: boolean }) {
  const t = useT();
  const formats = useFormats();
  const wait = untilStart(new Date(next.startsAt), now);
  const seats = seatsOf(next.people, open ? next.here : 0);
  return (
    <div className={styles['ring']}>
      <svg viewBox="0 0 240 240" fill="none" aria-hidden="true">
        <circle cx="120" cy="120" r="86" strokeWidth="12" pathLength="100" strokeDasharray="11 1.5" />
        {seats.map(({ x, y, here }, at) => (
          <circle key={at} cx={x} cy={y} r="7" data-seat data-here={here || undefined} />
        ))}
      </svg>
      <p>
        <b>{running || wait === null ? t('today.next.now') : formats.number(wait.count)}</b>
        {running || wait === null ? (open ? t('today.next.here', { count: next.here }) : '') : t(`today.next.${wait.unit}`)}
      </p>
    </div>
  );
}
