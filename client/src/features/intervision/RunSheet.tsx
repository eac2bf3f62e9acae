import { Menu } from '@mantine/core';
import { IconCheck, IconDots, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import styles from './Facilitator.module.css';
import { paceOf } from './phase-clock.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useSecond } from './use-session-clock.js';
import { useSay } from './use-say.js';

/** When phases began, as far as this page saw it: what they really took (epoch milliseconds). */
function useBeginnings(): ReadonlyMap<number, number> {
  const { page } = useOpenSession();
  const { phase, phaseStartedAt, startedAt } = page.state;
  const [seen, setSeen] = useState<ReadonlyMap<number, number>>(new Map());
  useEffect(() => {
    setSeen((before) => {
      const next = new Map(before);
      if (startedAt !== null && !next.has(0)) next.set(0, Date.parse(startedAt));
      if (phaseStartedAt !== null && !next.has(phase)) next.set(phase, Date.parse(phaseStartedAt));
      return next;
    });
  }, [phase, phaseStartedAt, startedAt]);
  return seen;
}

/** What was planned against what it takes, phase by phase, and when the session will end like this. */
export function RunSheet() {
  const t = useT();
  const formats = useFormats();
  const { page, clock } = useOpenSession();
  const began = useBeginnings();
  useSecond();
  const now = clock.now();
  const { state, script } = page;
  const pace = paceOf(state, script.phases, now, script.speed);
  const took = (index: number): number | null => {
    const from = began.get(index);
    const to = index === state.phase ? now : began.get(index + 1);
    return from === undefined || to === undefined ? null : Math.floor(((to - from) * script.speed) / 60_000);
  };
  return (
    <nav className={styles.run} aria-label={t('intervision.runSheet')}>
      <h2>{t('intervision.runSheet')}</h2>
      <ol>
        {script.phases.map((phase) => (
          <Row key={phase.id} phase={phase} took={phase.index <= state.phase ? took(phase.index) : null} />
        ))}
      </ol>
      {pace && (
        <p className={styles.pace} data-late={pace.late > 0 || undefined}>
          {pace.late > 0 && <b>{t('intervision.pace.late', { count: pace.late })} </b>}
          {t('intervision.pace.endsAt', { time: formats.time(pace.endsAt) })}
        </p>
      )}
    </nav>
  );
}

function Row({ phase, took }: { phase: Phase; took: number | null }) {
  const t = useT();
  const say = useSay();
  const { page } = useOpenSession();
  const { state } = page;
  const done = phase.index < state.phase;
  const now = phase.index === state.phase;
  const over = took === null ? 0 : took - phase.minutes;
  return (
    <li className={styles.row} data-done={done || undefined} data-now={now || undefined} {...(now ? { 'aria-current': 'step' as const } : {})}>
      <span className={styles.number}>{done ? <IconCheck size={15} stroke={1.75} aria-label={t('intervision.done')} /> : phase.index + 1}</span>
      <span className={styles.phaseName}>
        {say(phase.name)}
        {phase.sealed && <IconEyeOff size={15} stroke={1.75} aria-label={t('intervision.private')} />}
      </span>
      <span className={styles.minutes}>
        {t('intervision.min', { count: phase.minutes })}
        {over > 0 && <b>{t('intervision.over', { count: over })}</b>}
      </span>
      <RowMenu phase={phase} />
    </li>
  );
}

/** Where the session can go from here; what may not be done is not in it. */
function RowMenu({ phase }: { phase: Phase }) {
  const t = useT();
  const say = useSay();
  const { page, may, acts } = useOpenSession();
  const { state } = page;
  const { turn, entry } = state;
  if (!may('MOVE_PHASE') || entry === 'CLOSING') return <span />;
  const to = phase.index;
  const items = [
    ...(to < state.phase ? [{ key: 'show', label: t('intervision.run.show'), run: () => acts.act('showPhase', { turn, to }) }] : []),
    ...(to <= state.phase && entry === 'CLOSED' ? ([1, 3] as const).map((minutes) => ({ key: `reopen${minutes}`, label: t('intervision.run.reopen', { count: minutes }), run: () => acts.act('reopenPhase', { turn, to, minutes }) })) : []),
    ...(to > state.phase + 1 ? [{ key: 'skip', label: t('intervision.run.skip'), run: () => acts.act('skipPhase', { turn, to }) }] : []),
  ];
  if (items.length === 0) return <span />;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton label={t('intervision.run.more', { name: say(phase.name) })}>
          <IconDots size={18} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item key={item.key} onClick={() => void item.run()}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
