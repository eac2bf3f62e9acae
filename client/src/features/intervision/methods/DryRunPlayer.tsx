import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useT } from '../../../platform/i18n/i18n.js';
import { IconButton } from '../../../ui/IconButton.js';
import { Visibility } from '../../../ui/Visibility.js';
import { useSay } from '../use-say.js';
import { clockOf, phaseStarts, phaseSummaries, seenBy, writtenBy, type Run, type SeenText } from './dry-run-view.js';
import styles from './Methods.module.css';

/** One step of a trial that plays by itself (milliseconds). */
const stepMs = 700;

/** Walks through a trial step by step or phase by phase, through the eyes of whoever one chooses, and says at the end what was open when. */
export function DryRunPlayer({ run }: { run: Run }) {
  const t = useT();
  const say = useSay();
  const [frame, setFrame] = useState(0);
  const [person, setPerson] = useState(0);
  const [plays, setPlays] = useState(false);
  const last = run.frames.length - 1;
  useEffect(() => {
    if (!plays) return;
    const timer = setInterval(() => setFrame((at) => Math.min(at + 1, last)), stepMs);
    return () => clearInterval(timer);
  }, [plays, last]);
  useEffect(() => {
    if (frame === last) setPlays(false);
  }, [frame, last]);
  const now = run.frames[frame]!;
  const phase = run.script.phases[now.phase]!;
  const starts = phaseStarts(run);
  const nameOf = (at: number): string => t('methods.dry.person', { name: run.people[at]!.name, role: t(`methods.role.${run.people[at]!.role as 'participant'}`) });
  const texts = seenBy(run, frame, person);
  const go = (to: number): void => {
    setPlays(false);
    setFrame(Math.max(0, Math.min(to, last)));
  };
  return (
    <div className={styles.part}>
      <div className={styles.pair}>
        <NativeSelect label={t('methods.dry.eyes')} value={String(person)} onChange={(event) => setPerson(Number(event.currentTarget.value))} data={run.people.map((_, at) => ({ value: String(at), label: nameOf(at) }))} />
        <NativeSelect
          label={t('methods.dry.phase')}
          value={String(now.phase)}
          onChange={(event) => go(starts[Number(event.currentTarget.value)] ?? 0)}
          data={run.script.phases.map(({ index, name }) => ({ value: String(index), label: t('methods.phaseNumber', { number: index + 1, name: say(name) }) }))}
        />
      </div>
      <div className={styles.player}>
        <div className={styles.head}>
          <b>{t('methods.dry.at', { time: clockOf(now.seconds) })}</b>
          <span className="tiny muted">{t('methods.dry.step', { number: frame + 1, count: last + 1 })}</span>
        </div>
        <p aria-live={plays ? 'off' : 'polite'}>{happened()}</p>
        <div className="row-wrap">
          <IconButton bordered label={t('methods.dry.back')} onClick={() => go(frame - 1)}>
            <IconChevronLeft size={20} stroke={1.75} aria-hidden />
          </IconButton>
          <IconButton bordered label={t('methods.dry.next')} onClick={() => go(frame + 1)}>
            <IconChevronRight size={20} stroke={1.75} aria-hidden />
          </IconButton>
          <Button
            variant="default"
            leftSection={plays ? <IconPlayerPause size={18} stroke={1.75} aria-hidden /> : <IconPlayerPlay size={18} stroke={1.75} aria-hidden />}
            onClick={() => {
              if (!plays && frame === last) setFrame(0);
              setPlays(!plays);
            }}
          >
            {t(plays ? 'methods.dry.stop' : 'methods.dry.play')}
          </Button>
        </div>
      </div>
      <section className={styles.part} aria-label={t('methods.dry.sees', { name: run.people[person]!.name })}>
        <h3>{t('methods.dry.sees', { name: run.people[person]!.name })}</h3>
        {texts.length === 0 && <p className="small second">{t('methods.dry.seesNothing')}</p>}
        <ul className={styles.seen}>
          {texts.map((text) => (
            <li key={text.at} data-closed={text.state === 'sealed' || text.state === 'kept' || undefined}>
              <p className="voice">{say(run.texts[text.at]!.words)}</p>
              <Visibility reach={text.state === 'sealed' || text.state === 'kept' ? 'me' : 'circle'}>{stateOf(text)}</Visibility>
            </li>
          ))}
        </ul>
      </section>
      {frame === last && <Summary run={run} nameOf={nameOf} />}
    </div>
  );

  function stateOf({ state, author }: SeenText): string {
    if (state !== 'open') return t(`methods.dry.state.${state}`);
    return author === null ? t('methods.dry.byNobody') : t('methods.dry.by', { name: author });
  }

  /** What whoever looks learns of this step: of a sealed text not who writes it, unless it is their own. */
  function happened(): string {
    const name = now.person === null ? '' : run.people[now.person]!.name;
    if (now.event === 'WROTE' && now.person !== person && (phase.sealed || !now.received.some(({ people }) => people.includes(person)))) return t('methods.dry.event.SOMEBODY');
    if (now.event === 'OPENED') return t('methods.dry.event.OPENED', { count: now.texts.length });
    return t(`methods.dry.event.${now.event}`, { name, phase: say(phase.name) });
  }
}

function Summary({ run, nameOf }: { run: Run; nameOf: (at: number) => string }) {
  const t = useT();
  const say = useSay();
  const counts = writtenBy(run);
  const taken = Math.round(run.frames.at(-1)!.seconds / 60);
  return (
    <section className={styles.part} aria-label={t('methods.dry.summary')}>
      <h3>{t('methods.dry.summary')}</h3>
      <p>{t('methods.dry.total', { planned: run.minutes, taken })}</p>
      <h4>{t('methods.dry.wrote')}</h4>
      <ul className={styles.plain}>
        {run.people.map(({ name, role }, at) => (
          <li key={nameOf(at)}>{t('methods.dry.wroteCount', { name, role: t(`methods.role.${role as 'participant'}`), count: counts[at]! })}</li>
        ))}
      </ul>
      <h4>{t('methods.dry.whenOpen')}</h4>
      <div className={styles.wide} tabIndex={0} role="group" aria-label={t('methods.dry.whenOpen')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('methods.dry.col.phase')}</th>
              <th scope="col">{t('methods.dry.col.written')}</th>
              <th scope="col">{t('methods.dry.col.opened')}</th>
              <th scope="col">{t('methods.dry.col.early')}</th>
            </tr>
          </thead>
          <tbody>
            {phaseSummaries(run).map(({ phase, written, kept, openedAt, readEarly }) => (
              <tr key={phase}>
                <th scope="row">{say(run.script.phases[phase]!.name)}</th>
                <td data-col={t('methods.dry.col.written')}>
                  {written}
                  {kept > 0 && ` + ${t('methods.dry.keptToo', { count: kept })}`}
                </td>
                <td data-col={t('methods.dry.col.opened')}>{openedAt === null ? t('methods.dry.atOnce') : t('methods.dry.openedAt', { time: clockOf(openedAt) })}</td>
                <td data-col={t('methods.dry.col.early')}>{readEarly === 0 ? t('methods.dry.earlyNobody') : readEarly}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
