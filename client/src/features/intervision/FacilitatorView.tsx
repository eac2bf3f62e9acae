import { Button, Drawer, Modal } from '@mantine/core';
import { IconArrowLeft, IconBulb, IconDeviceProjector, IconListNumbers, IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { useSingleKeys } from '../../platform/keys/use-single-keys.js';
import { AskOnce } from './AskOnce.js';
import { BeamerControls, useShowOnBeamer } from './BeamerControls.js';
import styles from './Facilitator.module.css';
import { CardForSomeone } from './CardForSomeone.js';
import { ExtendButton, FacilitatorControls, PauseButton } from './FacilitatorControls.js';
import live from './Live.module.css';
import { EarlierOwnWords } from './OwnNotes.js';
import { ParkedTopics } from './ParkedTopics.js';
import { GraceLine, HaltLine, ShowingAgain } from './PhaseLines.js';
import { PhaseWork } from './PhaseWork.js';
import { lacksCase, opensPhase, sheetToOpen } from './primary-act.js';
import { PrimaryButton } from './PrimaryButton.js';
import { readyCount } from './ready-count.js';
import { openedOf, RevealBoard } from './RevealBoard.js';
import { RunSheet } from './RunSheet.js';
import { SessionProblem } from './SessionProblem.js';
import { useOpenSession } from './session-context.js';
import { useRemaining } from './use-session-clock.js';
import { useNextSpeaker } from './SpeakingOrder.js';
import { toTheList, usePrimary } from './use-primary.js';
import { useSay } from './use-say.js';

/** Whoever leads: eyes on the group, one decision at a time, always in the same place. */
export function FacilitatorView() {
  const t = useT();
  const say = useSay();
  const { page, phase, may } = useOpenSession();
  const [sheet, setSheet] = useState(false);
  const [help, setHelp] = useState(false);
  const [beamer, setBeamer] = useState(false);
  const back = usePreviousNote();
  useFacilitatorKeys(back, () => setHelp(true));
  if (!phase) return null;
  const { state } = page;
  const count = phase.sealed && state.entry !== 'CLOSED' ? readyCount(state) : null;
  const shown = phase.shows ?? (phase.reveal === 'inside' && state.entry === 'CLOSED' ? phase.index : null);
  return (
    <div className={`${live.grid} ${styles.lead}`}>
      <div className={styles.runPlace}>
        <RunSheet />
      </div>
      <main id="main" className={live.work} tabIndex={-1}>
        <div className={live.scroll}>
          <GraceLine />
          <HaltLine />
          <h1 tabIndex={-1}>{say(phase.name)}</h1>
          <Cue />
          <ShowingAgain />
          {state.showing === null && (
            <>
              {shown !== null && <RevealBoard of={shown} />}
              {count && <p className={styles.count}>{t('intervision.readyOf', { count: count.ready, writers: count.writers })}</p>}
              <PhaseWork key={phase.id} phase={phase} withBoard={false} onReady={() => undefined} />
            </>
          )}
          <CardForSomeone key={`card ${phase.id}`} />
          <ParkedTopics />
          <EarlierOwnWords except={phase.index} />
        </div>
        <SessionProblem />
        <div className={styles.foot}>
          <div className={styles.controlRow}>
            <PauseButton icon />
            <ExtendButton minutes={1} />
            <SpeakerButton />
            {may('SHOW_ON_BEAMER') && (
              <Button variant="default" aria-label={t('room.beamer.title')} onClick={() => setBeamer(true)}>
                <IconDeviceProjector size={20} stroke={1.75} aria-hidden />
              </Button>
            )}
            <Button variant="default" aria-label={t('intervision.runSheet')} onClick={() => setSheet(true)}>
              <IconListNumbers size={20} stroke={1.75} aria-hidden />
            </Button>
          </div>
          <div className={styles.acts}>
            {back && (
              <Button className={live.large ?? ''} variant="default" px="md" aria-label={t('intervision.previousNote')} onClick={back}>
                <IconArrowLeft size={20} stroke={1.75} aria-hidden />
              </Button>
            )}
            <PrimaryButton />
            <span className={styles.wide}>
              <RevealAll />
              <span className={live.spread} />
              <NextPhase />
            </span>
          </div>
        </div>
      </main>
      <aside className={live.side} aria-label={t('intervision.timeAndCircle')}>
        <FacilitatorControls />
      </aside>
      <Drawer opened={sheet} onClose={() => setSheet(false)} position="bottom" size="80%" title={t('intervision.runSheet')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <RunSheet />
        <div className={styles.inSheet}>
          <RevealAll />
          <NextPhase />
        </div>
      </Drawer>
      <Drawer opened={beamer} onClose={() => setBeamer(false)} position="bottom" title={t('room.beamer.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <BeamerControls />
      </Drawer>
      <Keys opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** What to say and what to leave silent. */
function Cue() {
  const t = useT();
  const say = useSay();
  const { page, phase, firstNameOf } = useOpenSession();
  if (!phase) return null;
  const name = firstNameOf(page.state.contributorId) ?? t('intervision.theContributor');
  return (
    <p className={styles.cue}>
      <IconBulb size={19} stroke={1.75} aria-hidden />
      <span>
        {say(phase.instruction)} {phase.contrib !== 'rates' && t(`intervision.cue.speak.${phase.speak as 'all'}`)} {phase.section === 'core' && !page.script.everyoneContributes && t(`intervision.cue.contrib.${phase.contrib as 'speaks'}`, { name })}{' '}
        <CueToAct />
      </span>
    </p>
  );
}

/** What whoever leads for the first time would otherwise not know: that something has to be done before the phase can go on. */
function CueToAct() {
  const t = useT();
  const { page, phase, clock } = useOpenSession();
  const { state } = page;
  const left = useRemaining({ page, clock });
  if (!phase) return null;
  if (lacksCase(page))
    return (
      <button type="button" className="text-button" onClick={() => void toTheList()}>
        <b>{t('intervision.cue.chooseFirst')}</b>
      </button>
    );
  const minute = 60_000 / page.script.speed;
  const runs = state.clock === 'RUNNING' && left !== null;
  if (phase.reveal === 'inside' && state.entry === 'OPEN') {
    const half = runs && left <= (phase.minutes * minute) / 2;
    return <b className={half ? styles.due : styles.plain}>{t(half ? 'intervision.cue.closeNow' : 'intervision.cue.closeWhenReady')}</b>;
  }
  // nobody looks at the clock while people speak: rounding off is said a minute before it is due
  return runs && left <= minute ? <b className={styles.due}>{t(left > 0 ? 'intervision.cue.lastMinute' : 'intervision.cue.goOn')}</b> : null;
}

function SpeakerButton() {
  const t = useT();
  const next = useNextSpeaker();
  if (!next) return null;
  return (
    <Button variant="default" aria-label={t('intervision.nextSpeaker')} onClick={next}>
      <IconPlayerTrackNext size={20} stroke={1.75} aria-hidden />
    </Button>
  );
}

/** Turns everyone to the note before the one they look at; `null` when there is none. */
function usePreviousNote(): (() => void) | null {
  const { page, acts, may } = useOpenSession();
  const of = opensPhase(page);
  if (of === null || !may('REVEAL') || page.state.clock === 'TIME_OUT' || page.state.showing !== null) return null;
  const opened = openedOf(page.texts, of);
  const at = opened.findIndex(({ id }) => id === page.state.spotlightId);
  const before = at < 0 ? undefined : opened[at - 1];
  return before ? () => void acts.act('turnToText', { turn: page.state.turn, textId: before.id }) : null;
}

/** Beside "reveal the next one": all at once, asked once. */
function RevealAll() {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  const primary = usePrimary();
  const sheet = sheetToOpen(page);
  if (primary.act.kind !== 'revealNext' || !sheet || sheet.total - sheet.opened < 2 || !may('REVEAL')) return null;
  return (
    <AskOnce label={t('intervision.revealAll')} question={t('intervision.primary.ask.opens')} onYes={() => void acts.act('revealTexts', { turn: page.state.turn, which: 'ALL' })} />
  );
}

/** While the primary button does something else, moving on stands beside it; on a phone it is in the run sheet. */
function NextPhase() {
  const t = useT();
  const say = useSay();
  const { page, acts, may } = useOpenSession();
  const primary = usePrimary();
  const { state, script } = page;
  const kinds = new Set(['revealNext', 'revealAll', 'closeEntry', 'chooseCase']);
  if (!kinds.has(primary.act.kind) || !may('MOVE_PHASE')) return null;
  const next = script.phases[state.phase + 1];
  if (!next)
    return <AskOnce label={t('intervision.primary.end')} question={t('intervision.primary.ask.end')} onYes={() => void acts.act('endSession', { turn: state.turn })} />;
  return <AskOnce label={t('intervision.nextPhase')} question={t('intervision.primary.ask.advance', { name: say(next.name) })} onYes={() => void acts.act('advancePhase', { turn: state.turn })} />;
}

function useFacilitatorKeys(back: (() => void) | null, help: () => void): void {
  const { page, acts, may } = useOpenSession();
  const primary = usePrimary();
  const next = useNextSpeaker();
  const show = useShowOnBeamer();
  const { turn, clock, entry } = page.state;
  const timed = may('EXTEND_PAUSE') && clock !== 'TIME_OUT';
  const pause = () => {
    if (timed && entry !== 'CLOSING') void acts.act(clock === 'PAUSED' ? 'resumePhase' : 'pausePhase', { turn });
  };
  const blank = () => {
    if (page.beamer !== null && may('SHOW_ON_BEAMER')) show(page.beamer === 'NOTHING' ? 'ALL' : 'NOTHING');
  };
  useSingleKeys({
    ArrowRight: () => void (primary.act.kind === 'revealNext' && primary.run()),
    ArrowLeft: () => back?.(),
    p: pause,
    P: pause,
    '+': () => void (timed && acts.act('extendPhase', { turn, minutes: 1 })),
    s: () => next?.(),
    S: () => next?.(),
    b: blank,
    B: blank,
    // the button asks; the key only brings somebody to it
    N: () => document.querySelector<HTMLElement>('[data-primary] button')?.focus(),
    '?': help,
  });
}

const keys = [
  ['→', 'next'],
  ['←', 'previous'],
  ['P', 'pause'],
  ['+', 'extend'],
  ['S', 'speaker'],
  ['B', 'beamer'],
  ['Shift N', 'primary'],
  ['?', 'help'],
] as const;

function Keys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{t(`intervision.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
