import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { IconCalendarEvent, IconCheck, IconClockPause } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { GroupDetailsDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { AskOnce } from './AskOnce.js';
import { EarlierOwnWords } from './OwnNotes.js';
import { GraceLine } from './PhaseLines.js';
import { isWritten, PhaseWork } from './PhaseWork.js';
import { QuestionThread } from './QuestionThread.js';
import { RoomBar } from './RoomBar.js';
import { changeSession } from './session-cache.js';
import { SessionProblem } from './SessionProblem.js';
import { useOpenSession } from './session-context.js';
import { useFocusOnPhase } from './use-focus-on-phase.js';
import { useSay } from './use-say.js';
import styles from './Written.module.css';
import { askedNow } from './written-awaited.js';
import { EarlierPhases, PhaseDates, WaitsFor } from './WrittenSide.js';
import { WrittenLead } from './WrittenLead.js';
import { Agreed } from './WrittenPlan.js';

/** A session in writing, before it begins and while it runs: where it is, what is asked of whoever looks, and until when. */
export function WrittenSession() {
  const { page, phase } = useOpenSession();
  const { status } = page.state;
  return status === 'RUNNING' && phase ? <Running /> : <BeforeWritten />;
}

function Running() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page, phase, texts } = useOpenSession();
  const { state, script, me } = page;
  useFocusOnPhase(state.phase);
  useSpokenPhase();
  useEffect(() => void texts.flush(), [texts, state.entry, state.turn]);
  if (!phase || !page.written) return null;
  const asked = me.mayWrite && isWritten(phase);
  const endsAt = state.endsAt ?? page.written.deadlines[phase.index]!;
  const moment = { day: formats.day(endsAt), time: formats.time(endsAt) };
  const now = askedNow(page);
  return (
    <>
      <RoomBar title={say(phase.name)} place={t('intervision.phaseNumber', { number: phase.index + 1, count: script.phases.length })} />
      <main id="main" className={styles.page} tabIndex={-1}>
        <div className={styles.main}>
          <GraceLine />
          <HaltedLine />
          <p className={styles.until}>
            <IconCalendarEvent size={20} stroke={1.75} aria-hidden />
            {t('written.until', moment)}
          </p>
          <h1 tabIndex={-1}>{asked ? say(phase.instruction) : say(phase.name)}</h1>
          {!asked && <p className="second">{say(phase.instruction)}</p>}
          {me.roles.includes('contributor') && !script.everyoneContributes && <p className="second">{t(`intervision.you.${phase.contrib as 'speaks'}`)}</p>}
          <p className={styles.status} data-now={now === 'write' || now === 'answer' || undefined}>
            {t(now === 'answer' ? 'written.answerThem' : now === 'write' ? 'written.askedYou' : now === 'change' ? 'written.youWrote' : 'written.nothingNow', moment)}
          </p>
          {phase.speak === 'dialogue' ? <QuestionThread phase={phase} /> : <PhaseWork key={phase.id} phase={phase} onReady={() => undefined} />}
          {phase.sealed && <Sealed />}
          <SessionProblem />
          <EarlierOwnWords except={phase.index} />
          <EarlierPhases />
        </div>
        <aside className={styles.side} aria-label={t('written.course')}>
          <WaitsFor />
          <PhaseDates />
          <WrittenLead />
        </aside>
      </main>
    </>
  );
}

/** What happens with what is written unseen, and that one is ready: a toggle that locks nothing. */
function Sealed() {
  const t = useT();
  const client = useApolloClient();
  const { page, acts, texts } = useOpenSession();
  const { me, state } = page;
  const toggle = () => {
    const ready = !me.ready;
    void texts.flush();
    void acts.act('sayReady', { turn: state.turn, ready }).then((done) => {
      if (done) changeSession(client.cache, page.session.id, ({ me: mine }) => ({ me: { ...mine, ready } }));
    });
  };
  const writes = me.mayWrite || me.refusal === 'ENOUGH';
  return (
    <div className={styles.bar}>
      {writes && (
        <Button variant={me.ready ? 'default' : 'filled'} aria-pressed={me.ready} aria-busy={acts.busy === 'sayReady' || undefined} leftSection={<IconCheck size={20} stroke={1.75} aria-hidden />} onClick={toggle}>
          {t(me.ready ? 'intervision.ready' : 'intervision.iAmReady')}
        </Button>
      )}
      {state.ready !== null && state.writers !== null && <span>{t('intervision.readyOf', { count: state.ready, writers: state.writers })}</span>}
      <p className="small second">{t('written.opensAtEnd')}</p>
    </div>
  );
}

function HaltedLine() {
  const t = useT();
  const { page } = useOpenSession();
  const { clock } = page.state;
  if (clock === 'RUNNING') return null;
  return (
    <p className={styles.status} data-now role="status">
      <IconClockPause size={19} stroke={1.75} aria-hidden /> {t(clock === 'PAUSED' ? 'written.halted' : 'written.timeOut')}
    </p>
  );
}

/** A new phase is said once. */
function useSpokenPhase(): void {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const announce = useAnnounce();
  const { page, phase } = useOpenSession();
  const before = useRef(page.state.phase);
  useEffect(() => {
    if (!phase || before.current === phase.index) return;
    before.current = phase.index;
    announce(t('written.spoken', { number: phase.index + 1, count: page.script.phases.length, name: say(phase.name), day: formats.day(page.written!.deadlines[phase.index]!) }), 'assertive');
  }, [phase, page, announce, t, say, formats]);
}

/** Before it begins, or when it was called off: its days, what is agreed about them, and who brings the case. */
function BeforeWritten() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page, leads, may, acts, nameOf } = useOpenSession();
  const { session, state, script } = page;
  const group = useQuery(GroupDetailsDocument, { variables: { id: session.groupId }, fetchPolicy: 'cache-first' });
  const cancelled = state.status === 'CANCELLED';
  const contributor = nameOf(state.contributorId);
  const needsOne = !script.everyoneContributes && state.contributorId === null;
  return (
    <>
      <RoomBar title={t('intervision.title')} />
      <main id="main" className={styles.page} tabIndex={-1}>
        <div className={styles.main}>
          <h1 tabIndex={-1}>{say(session.methodName)}</h1>
          {cancelled && <p className={styles.status}>{t('intervision.cancelled')}</p>}
          {!cancelled && (
            <>
              <p className={styles.until}>
                <IconCalendarEvent size={20} stroke={1.75} aria-hidden />
                {needsOne ? t('written.waitsForCase', { day: formats.day(session.startsAt) }) : t('written.begins', { day: formats.day(session.startsAt), time: formats.time(session.startsAt) })}
              </p>
              <p>
                {session.facilitator ? t('written.isFacilitator', { name: session.facilitator.name }) : t('intervision.nobodyLeads')}
                {session.coFacilitator && ` ${t('intervision.secondIs', { name: session.coFacilitator.name })}`}
              </p>
              {contributor && <p>{t('written.isContributor', { name: contributor })}</p>}
              {page.written && <Agreed words={t('written.untilFive', { time: formats.time(page.written.deadlines[0]!) })} />}
              {leads && may('CHOOSE_CASE') && !script.everyoneContributes && <ChooseContributor />}
              {(may('START_END') || may('CHANGE_PLAN')) && (
                <div className={styles.bar}>
                  {may('START_END') && !needsOne && <AskOnce label={t('written.startNow')} question={t('written.startNowQuestion')} busy={acts.busy === 'startSession'} onYes={() => void acts.act('startSession', {})} />}
                  {may('CHANGE_PLAN') && <ConfirmInline label={t('intervision.cancel')} question={t('intervision.cancelQuestion')} confirm={t('intervision.cancel')} busy={acts.busy === 'cancelSession'} onConfirm={() => void acts.act('cancelSession', {})} />}
                </div>
              )}
              <SessionProblem />
            </>
          )}
          {group.data?.group.pact && <p className="voice">{group.data.group.pact.text}</p>}
        </div>
        <aside className={styles.side} aria-label={t('written.course')}>
          <PhaseDates />
        </aside>
      </main>
    </>
  );
}

function ChooseContributor() {
  const t = useT();
  const { page, acts } = useOpenSession();
  const { state, script } = page;
  const [chosen, setChosen] = useState(state.contributorId ?? '');
  const choices = page.people.filter(({ person, observer }) => !observer && (!script.facilitatorRequired || person.id !== state.facilitatorId));
  const choose = () => {
    if (chosen !== '') void acts.act('chooseCase', { contributorId: chosen });
  };
  return (
    <div className={styles.block}>
      <NativeSelect label={t('written.chooseContributor')} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} data={[{ value: '', label: t('written.notKnown') }, ...choices.map(({ person }) => ({ value: person.id, label: person.name }))]} />
      {chosen !== '' && chosen !== state.contributorId && (
        <Button loading={acts.busy === 'chooseCase'} onClick={choose}>
          {t('written.choose')}
        </Button>
      )}
    </div>
  );
}
