import { useQuery } from '@apollo/client/react';
import { IconClock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { HomeDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useSingleKeys } from '../../platform/keys/use-single-keys.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Segmented } from '../../ui/Segmented.js';
import { choices, chooseTasks, minutesFrom, type Chosen, type Minutes } from './choose-tasks.js';
import { MyCircles } from './MyCircles.js';
import { NextAppointment } from './NextAppointment.js';
import { PracticeOffer } from './PracticeOffer.js';
import { TaskRow } from './TaskRow.js';
import { taskAddress, taskTitle } from './task-words.js';
import styles from './Today.module.css';
import { useNow } from './use-now.js';

const remembered = 'kring.minutes';
/** Ask the tasks again this long after something new came (milliseconds): not for every reply of a busy conversation. */
const settle = 1_500;

function useMinutes(): [Minutes, (minutes: Minutes) => void] {
  const [params, setParams] = useSearchParams();
  let last: string | null = null;
  try {
    last = localStorage.getItem(remembered);
  } catch {
    last = null;
  }
  const minutes = minutesFrom(params.get('tijd'), last);
  const choose = (next: Minutes) => {
    try {
      localStorage.setItem(remembered, String(next));
    } catch {
      // The address keeps it then.
    }
    setParams((before) => new URLSearchParams([...[...before].filter(([key]) => key !== 'tijd'), ['tijd', String(next)]]), { replace: true });
  };
  return [minutes, choose];
}

/** What is next, and what fits in the minutes somebody has. */
export function TodayScreen() {
  const t = useT();
  const me = useViewer();
  const formats = useFormats();
  const now = useNow();
  const [minutes, setMinutes] = useMinutes();
  const { data, error, refetch } = useQuery(HomeDocument, { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });

  const groups = data?.home.groups ?? [];
  const unread = groups.reduce((sum, group) => sum + group.lastSeq - group.readCount, 0);
  const before = useRef<number | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = data ? unread : null;
    if (last === null || last === unread) return undefined;
    const timer = setTimeout(() => void refetch().catch(() => undefined), settle);
    return () => clearTimeout(timer);
  }, [data, unread, refetch]);

  const chosen = chooseTasks(data?.home.tasks ?? [], minutes);
  const titles = useRef<(HTMLAnchorElement | null)[]>([]);
  const move = (by: 1 | -1) => {
    const shown = titles.current.slice(0, chosen.fits.length);
    const at = shown.findIndex((title) => title === document.activeElement);
    const next = at === -1 ? (by === 1 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    shown[next]?.focus();
  };
  useSingleKeys({
    '1': () => setMinutes(choices[0]),
    '2': () => setMinutes(choices[1]),
    '3': () => setMinutes(choices[2]),
    j: () => move(1),
    k: () => move(-1),
  });

  const greeting = t('today.greeting', { name: me.givenName });
  const today = formats.day(now);
  const dayWords = today.charAt(0).toLocaleUpperCase() + today.slice(1);
  return (
    <Screen title={t('nav.today')} crumbs={[{ label: t('nav.today') }]} phone={{ title: greeting, subtitle: dayWords }}>
      <div className={styles['wrap']}>
        <div className={styles['main']}>
          <div className={styles['hello']}>
            <div className={styles['greeting']}>
              <h1 tabIndex={-1}>{greeting}</h1>
              <p className="muted only-wide">{t('today.moment', { day: dayWords, time: formats.time(now) })}</p>
            </div>
            <Segmented
              className={styles['have']}
              label={t('today.have')}
              showLabel
              value={minutes}
              onChange={setMinutes}
              options={choices.map((choice) => ({ value: choice, label: t('today.min', { count: choice }) }))}
            />
          </div>
          {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
          {!data && !error ? <Loading label={t('today.loading')} rows={3} /> : null}
          {data?.home.next ? <NextAppointment next={data.home.next} now={now} /> : null}
          {data ? <Tasks chosen={chosen} minutes={minutes} hasCircles={groups.length > 0} titles={titles} /> : null}
          <PracticeOffer />
        </div>
        {data ? <MyCircles groups={groups} /> : <aside />}
      </div>
    </Screen>
  );
}

interface TasksProps {
  chosen: Chosen;
  minutes: Minutes;
  hasCircles: boolean;
  titles: React.RefObject<(HTMLAnchorElement | null)[]>;
}

function Tasks({ chosen, minutes, hasCircles, titles }: TasksProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  const { fits, tooLong, after } = chosen;
  const later = [...tooLong, ...after];
  if (fits.length === 0 && later.length === 0)
    return (
      <EmptyState action={hasCircles ? null : <Link to="/kringen">{t('nav.circles')}</Link>}>
        <b>{t('today.done')}</b>
        <br />
        {hasCircles ? t('today.doneText') : t('today.noCircles')}
      </EmptyState>
    );
  const next = later[0];
  return (
    <section aria-labelledby="fits">
      <h2 id="fits" className={styles['fits']}>
        {t('today.fits', { count: minutes })}
      </h2>
      {fits.length === 0 ? <p className={styles['nothing']}>{t('today.nothingFits')}</p> : null}
      <ul>
        {fits.map((task, place) => (
          <TaskRow key={task.id} task={task} first={place === 0} titleRef={(element) => void (titles.current[place] = element)} />
        ))}
      </ul>
      {next ? (
        <div className={styles['later']}>
          <IconClock size={17} stroke={1.75} aria-hidden="true" />
          <span>
            {t(tooLong.length > 0 ? 'today.later' : 'today.after')} <Link to={taskAddress(next)}>{taskTitle(t, next)}</Link>
            {`, ${t('minutes', { count: next.minutes })}. `}
            {later.length > 1 ? (
              <button type="button" className="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
                {t('today.more', { count: later.length - 1 })}
              </button>
            ) : null}
          </span>
        </div>
      ) : null}
      {all ? (
        <ul className={styles['laterList']}>
          {later.slice(1).map((task) => (
            <li key={task.id}>
              <Link to={taskAddress(task)}>{taskTitle(t, task)}</Link>
              <span className="muted">{t('minutes', { count: task.minutes })}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
