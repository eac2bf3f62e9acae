import { Button, Switch } from '@mantine/core';
import { IconArrowRight, IconCheck, IconHourglass } from '@tabler/icons-react';
import { useApolloClient } from '@apollo/client/react';
import { useT } from '../../platform/i18n/i18n.js';
import { CardForSomeone } from './CardForSomeone.js';
import { CaseLine } from './CaseLine.js';
import { TimeButtons } from './FacilitatorControls.js';
import { LateCard } from './LateCard.js';
import { EarlierOwnWords } from './OwnNotes.js';
import { ParkedTopics } from './ParkedTopics.js';
import { GraceLine, HaltLine, ShowingAgain } from './PhaseLines.js';
import styles from './Live.module.css';
import { isWritten, PhaseWork } from './PhaseWork.js';
import { readyCount, readySeats } from './ready-count.js';
import { RingClock } from './RingClock.js';
import { changeSession } from './session-cache.js';
import { SessionProblem } from './SessionProblem.js';
import { MyRoleLine } from './SessionRoles.js';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';

/** Somebody who takes part: the question, one's own words, and the time. */
export function ParticipantView() {
  const t = useT();
  const say = useSay();
  const { page, phase } = useOpenSession();
  const toggle = useReady();
  if (!phase) return null;
  const { me } = page;
  const asked = me.mayWrite && isWritten(phase);
  const sealed = phase.sealed && (me.mayWrite || me.refusal === 'ENOUGH');
  return (
    <div className={styles.grid}>
      <CaseLine />
      <main id="main" className={styles.work} tabIndex={-1}>
        <div className={styles.scroll}>
          <LateCard />
          <GraceLine />
          <HaltLine />
          {/* what is asked is the heading; where nothing is asked of this person, what happens is */}
          <h1 tabIndex={-1}>{asked ? say(phase.instruction) : say(phase.name)}</h1>
          {!asked && <p className="second">{say(phase.instruction)}</p>}
          <ContributorLine />
          <MyRoleLine />
          <ShowingAgain />
          {page.state.showing === null && <PhaseWork key={phase.id} phase={phase} onReady={toggle} />}
          <CardForSomeone key={`card ${phase.id}`} />
          <ParkedTopics />
          <EarlierOwnWords except={phase.index} />
        </div>
        {sealed && (
          <div className={styles.bar}>
            <ExtraTime small />
            <p className={styles.promise}>{t('intervision.promise')}</p>
            <span className={styles.spread} />
            <ReadyButton onToggle={toggle} />
          </div>
        )}
        <SessionProblem />
      </main>
      <TimeAndNext />
    </div>
  );
}

/** For whoever listens while the others work on their case: what that means, and that they write for themselves. */
function ContributorLine() {
  const t = useT();
  const { page, phase } = useOpenSession();
  if (!phase || !page.me.roles.includes('contributor') || page.script.everyoneContributes) return null;
  return <p className={styles.lineNow}>{t(`intervision.you.${phase.contrib as 'speaks'}`)}</p>;
}

function useReady(): () => void {
  const client = useApolloClient();
  const { page, acts, texts } = useOpenSession();
  return () => {
    const ready = !page.me.ready;
    void texts.flush();
    void acts.act('sayReady', { turn: page.state.turn, ready }).then((done) => {
      if (done) changeSession(client.cache, page.session.id, ({ me }) => ({ me: { ...me, ready } }));
    });
  };
}

/** A toggle that locks nothing: writing goes on. */
function ReadyButton({ onToggle }: { onToggle: () => void }) {
  const t = useT();
  const { page, acts } = useOpenSession();
  const { ready } = page.me;
  return (
    <Button
      className={styles.large ?? ''}
      variant={ready ? 'default' : 'filled'}
      aria-pressed={ready}
      // not `loading`: a button that is switched off loses the keyboard
      aria-busy={acts.busy === 'sayReady' || undefined}
      leftSection={<IconCheck size={20} stroke={1.75} aria-hidden />}
      onClick={onToggle}
    >
      {t(ready ? 'intervision.ready' : 'intervision.iAmReady')}
    </Button>
  );
}

function ExtraTime({ small = false }: { small?: boolean }) {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  if (!may('ASK_EXTRA_TIME')) return null;
  if (page.me.askedExtraTime) return <p className={`small second ${small ? styles.onlySmall : ''}`}>{t('intervision.extra.asked')}</p>;
  const ask = () => void acts.act('askExtraTime', { turn: page.state.turn });
  if (small)
    return (
      <Button className={`${styles.large} ${styles.onlySmall}`} variant="default" px="md" aria-label={t('intervision.extra.askLabel')} loading={acts.busy === 'askExtraTime'} onClick={ask}>
        <IconHourglass size={22} stroke={1.75} aria-hidden />
      </Button>
    );
  return (
    <Button variant="default" fullWidth leftSection={<IconHourglass size={19} stroke={1.75} aria-hidden />} loading={acts.busy === 'askExtraTime'} onClick={ask}>
      {t('intervision.extra.ask')}
    </Button>
  );
}

/** At the right; on a phone below the work: time, how many are ready, one more minute, silence, and what comes. */
function TimeAndNext() {
  const t = useT();
  const say = useSay();
  const { page, phase, firstNameOf, may, acts } = useOpenSession();
  if (!phase) return null;
  const { state, script, me } = page;
  const lead = firstNameOf(state.facilitatorId) ?? t('intervision.theFacilitator');
  const count = readyCount(state);
  const next = script.phases[phase.index + 1];
  return (
    <aside className={styles.side} aria-label={t('intervision.timeAndCircle')}>
      <RingClock seats={count ? readySeats(count) : []} {...(phase.sealed && state.entry === 'OPEN' ? { caption: t('intervision.toWrite') } : {})} />
      {count && (
        <p className={styles.centre}>
          <b>{t('intervision.readyOf', { count: count.ready, writers: count.writers })}</b> <span className="muted">{t('intervision.takeYourTime')}</span>
        </p>
      )}
      {may('EXTEND_PAUSE') && <TimeButtons />}
      {may('ASK_EXTRA_TIME') && (
        <>
          <hr />
          <ExtraTime />
          <p className={`tiny muted ${styles.centre}`}>{t('intervision.extra.nameless', { name: lead })}</p>
        </>
      )}
      <Switch
        label={t('intervision.silent')}
        description={t('intervision.silentMeans', { name: lead })}
        checked={me.silent}
        onChange={(event) => void acts.act('enterSession', { silent: event.currentTarget.checked })}
      />
      {may('TIME_OUT') && state.clock !== 'TIME_OUT' && (
        <Button variant="subtle" onClick={() => void acts.act('callTimeOut', {})} loading={acts.busy === 'callTimeOut'}>
          {t('intervision.timeOut')}
        </Button>
      )}
      <hr />
      <div className={styles.next}>
        <IconArrowRight size={20} stroke={1.75} aria-hidden />
        <span>
          <b>{next ? t('intervision.next', { name: say(next.name) }) : t('intervision.nextEnd')}</b>
          {next && <span>{say(next.instruction)}</span>}
        </span>
      </div>
    </aside>
  );
}
