import { Button, NativeSelect } from '@mantine/core';
import { IconHourglass, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { initialsOf } from '../../ui/Avatar.js';
import { AskOnce } from './AskOnce.js';
import { BeamerControls } from './BeamerControls.js';
import styles from './Facilitator.module.css';
import { FreezeSession } from './FreezeSession.js';
import { leadingAuthors } from './primary-act.js';
import { readyCount, readySeats } from './ready-count.js';
import { RingClock } from './RingClock.js';
import type { Seat } from './RingDrawing.js';
import { useOpenSession } from './session-context.js';
import { SpeakingOrder } from './SpeakingOrder.js';
import { whoseCase } from './use-primary.js';

/** Time, requests and people, for whoever leads. */
export function FacilitatorControls() {
  const t = useT();
  const formats = useFormats();
  const { page, phase } = useOpenSession();
  const { state } = page;
  if (!phase) return null;
  // In a private phase nobody's seat has a name, not for whoever leads either.
  const count = phase.sealed ? readyCount(state) : null;
  const seats: Seat[] = count
    ? readySeats(count)
    : [...page.people]
        .sort((a, b) => Number(b.person.id === state.facilitatorId) - Number(a.person.id === state.facilitatorId))
        .map(({ person, here, left }) => ({ key: person.id, kind: person.id === state.speakerId ? 'speaks' : here ? 'here' : left ? 'left' : 'away', initials: initialsOf(person.name) }));
  return (
    <>
      <RingClock seats={seats} {...(state.endsAt ? { caption: t('intervision.until', { time: formats.time(state.endsAt) }) } : {})} />
      {count && <p className={styles.centre}>{t('intervision.readyOf', { count: count.ready, writers: count.writers })}</p>}
      <TimeButtons below />
      <Requests />
      <SpeakingOrder />
      <Contributor />
      <BeamerControls />
      <HandOver />
      <TimeOut />
      <FreezeSession />
    </>
  );
}

export function PauseButton({ icon = false }: { icon?: boolean }) {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  const { clock, turn, entry } = page.state;
  if (!may('EXTEND_PAUSE') || clock === 'TIME_OUT' || entry === 'CLOSING') return null;
  const paused = clock === 'PAUSED';
  const label = t(paused ? 'intervision.resume' : 'intervision.pause');
  const sign = paused ? <IconPlayerPlay size={18} stroke={1.75} aria-hidden /> : <IconPlayerPause size={18} stroke={1.75} aria-hidden />;
  const press = () => void acts.act(paused ? 'resumePhase' : 'pausePhase', { turn });
  return icon ? (
    <Button variant="default" aria-label={label} onClick={press}>
      {sign}
    </Button>
  ) : (
    <Button variant="default" leftSection={sign} onClick={press}>
      {label}
    </Button>
  );
}

export function ExtendButton({ minutes }: { minutes: 1 | 3 }) {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  if (!may('EXTEND_PAUSE')) return null;
  return (
    <Button variant="default" aria-label={t('intervision.giveMinutes', { count: minutes })} onClick={() => void acts.act('extendPhase', { turn: page.state.turn, minutes })}>
      {t('intervision.plusMin', { count: minutes })}
    </Button>
  );
}

/** @param below on a phone the first two stand beside the one button already */
export function TimeButtons({ below = false }: { below?: boolean }) {
  return (
    <div className={styles.times}>
      <span className={below ? styles.notOnPhone : styles.always}>
        <PauseButton />
        <ExtendButton minutes={1} />
      </span>
      <ExtendButton minutes={3} />
    </div>
  );
}

/** How many asked for one more minute; never who. */
function Requests() {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  const { extraTimeAsked, turn } = page.state;
  if (!extraTimeAsked) return null;
  return (
    <div className={styles.request} role="status">
      <IconHourglass size={19} stroke={1.75} aria-hidden />
      <span className="grow">
        <b>{t('intervision.extra.title')}</b>
        <span className="muted">{t('intervision.extra.requests', { count: extraTimeAsked })}</span>
      </span>
      {may('EXTEND_PAUSE') && (
        <Button size="sm" variant="subtle" onClick={() => void acts.act('extendPhase', { turn, minutes: 1 })}>
          {t('intervision.extra.give')}
        </Button>
      )}
    </div>
  );
}

/** Whose case it is, where the group chooses; whoever has most votes is offered first. */
function Contributor() {
  const t = useT();
  const { page, acts, may, nameOf } = useOpenSession();
  const { state, script } = page;
  const leading = leadingAuthors(page);
  const [picked, setPicked] = useState<string | null>(null);
  if (!may('CHOOSE_CASE') || script.everyoneContributes || (state.contributorId !== null && script.phases[state.phase]?.section !== 'open')) return null;
  const people = page.people.filter(({ person, observer }) => !observer && !(script.facilitatorRequired && person.id === state.facilitatorId));
  const value = picked ?? state.contributorId ?? leading[0] ?? '';
  return (
    <div className={styles.choose}>
      <NativeSelect
        id={whoseCase}
        label={t('intervision.whoseCase')}
        value={value}
        onChange={(event) => setPicked(event.currentTarget.value)}
        data={[
          ...(value === '' ? [{ value: '', label: t('intervision.chooseSomebody') }] : []),
          ...people.map(({ person }) => ({ value: person.id, label: leading.includes(person.id) ? t('intervision.mostVotes', { name: person.name }) : person.name })),
        ]}
      />
      {value !== '' && value !== state.contributorId && (
        <Button size="sm" variant="default" loading={acts.busy === 'chooseCase'} onClick={() => void acts.act('chooseCase', { contributorId: value })}>
          {t('intervision.chooseCase', { name: nameOf(value) ?? '' })}
        </Button>
      )}
    </div>
  );
}

function HandOver() {
  const t = useT();
  const { page, acts, may, nameOf } = useOpenSession();
  const [to, setTo] = useState('');
  if (!may('HAND_OVER')) return null;
  const others = page.people.filter(({ person, here, observer }) => here && !observer && person.id !== page.state.facilitatorId);
  if (others.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{t('intervision.handOver')}</summary>
      <div className={styles.choose}>
        <NativeSelect
          label={t('intervision.handOverTo')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[{ value: '', label: t('intervision.chooseSomebody') }, ...others.map(({ person }) => ({ value: person.id, label: person.name }))]}
        />
        {to !== '' && <AskOnce label={t('intervision.handOverYes')} question={t('intervision.handOverQuestion', { name: nameOf(to) ?? '' })} onYes={() => void acts.act('handOver', { toId: to })} />}
      </div>
    </details>
  );
}

function TimeOut() {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  if (!may('TIME_OUT') || page.state.clock === 'TIME_OUT') return null;
  return (
    <Button variant="subtle" loading={acts.busy === 'callTimeOut'} onClick={() => void acts.act('callTimeOut', {})}>
      {t('intervision.timeOut')}
    </Button>
  );
}
