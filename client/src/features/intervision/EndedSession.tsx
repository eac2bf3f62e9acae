import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'react-router';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { phoneScreen } from '../../ui/screen-sizes.js';
import { Visibility } from '../../ui/Visibility.js';
import { agendaPath } from '../groups/circle-context.js';
import { AnswersTo } from './AnswersTo.js';
import { EntryWords } from './EntryFields.js';
import { FreezeSession } from './FreezeSession.js';
import { KeptLine } from './KeptLine.js';
import { LaterOutcome } from './LaterOutcome.js';
import styles from './Lobby.module.css';
import { OutcomePart } from './OutcomePart.js';
import { EarlierOwnWords } from './OwnNotes.js';
import { ReportForm } from './ReportForm.js';
import { RoomBar } from './RoomBar.js';
import { harvestPath, sessionPath, useOpenSession, type Page, type Phase } from './session-context.js';
import { SurveyPictures } from './SurveyPictures.js';
import { useSay } from './use-say.js';

/** Afterwards: the intentions and what people take along, how the group found it, what was opened; then what remains. */
export function EndedSession() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  // in one column one's own report would stand below everything that was said
  const phone = useMediaQuery(phoneScreen, false, { getInitialValueInEffect: false });
  const { page } = useOpenSession();
  const { session, state, script } = page;
  const withTexts = script.phases.filter((phase) => textsOf(page, phase).length > 0);
  // actions, and what the note taker wrote for all, stand in the outcome
  const said = withTexts.filter(({ input, writer }) => input !== 'actions' && writer !== 'notetaker');
  const insights = said.filter(({ section }) => section === 'close');
  const rest = said.filter(({ section }) => section !== 'close');
  const surveys = script.phases.filter(({ input }) => input === 'survey');
  return (
    <>
      <RoomBar title={t('intervision.title')} />
      <main id="main" className={styles.lobby} tabIndex={-1}>
        <div className={styles.main}>
          <h1 tabIndex={-1}>{t('intervision.ended.title')}</h1>
          <p className="second">
            {t('intervision.ended.when', { method: say(session.methodName), day: formats.day(state.startedAt ?? session.startsAt) })}
          </p>
          <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
          <KeptLine session={session} />
          <OutcomePart />
          {phone && <ReportForm />}
          {insights.length > 0 && (
            <section className={styles.block}>
              <h2>{t('after.insights')}</h2>
              {insights.map((phase) => (
                <PhaseTexts key={phase.id} phase={phase} />
              ))}
            </section>
          )}
          {surveys.map((phase) => (
            <section key={phase.id} className={styles.block}>
              <h2>{t('intervision.ended.evaluation')}</h2>
              <SurveyPictures phase={phase} />
            </section>
          ))}
          {rest.length > 0 && (
            <section className={styles.opened}>
              <h2>{t('intervision.ended.opened')}</h2>
              {rest.map((phase) => (
                <section key={phase.id} className={styles.phase}>
                  <h3>{say(phase.name)}</h3>
                  <PhaseTexts phase={phase} />
                </section>
              ))}
            </section>
          )}
          {withTexts.length === 0 && <p>{t(session.erasedAt !== null ? 'before.whatRemains' : page.me.joinedAfter ? 'intervision.ended.before' : 'intervision.ended.nothing')}</p>}
          <EarlierOwnWords except={null} />
          <LaterOutcome />
          <FreezeSession />
        </div>
        <div className={styles.beside}>
          {!phone && <ReportForm />}
          <section className={styles.block}>
            <h2>{t('after.harvest.title')}</h2>
            <p className="second">{t('after.harvest.entry')}</p>
            <Button component={Link} to={harvestPath(session.id)} variant="default">
              {t('after.harvest.open')}
            </Button>
          </section>
          <div className={styles.block}>
            <Link to={`${agendaPath(session.groupId)}/evaluatie`}>{t('after.evaluations.title')}</Link>
            <Link to={`${sessionPath(session.id)}/draaiboek`}>{t('after.script.open')}</Link>
            <Button component={Link} to={agendaPath(session.groupId)} variant="default">
              {t('intervision.toAgenda')}
            </Button>
          </div>
        </div>
      </main>
    </>
  );
}

const textsOf = (page: Page, phase: Phase) =>
  page.texts.filter((text) => text.phase === phase.index && text.kind === 'ENTRY' && text.opened).sort((a, b) => (a.position ?? 0) - (b.position ?? 0));

function PhaseTexts({ phase }: { phase: Phase }) {
  const t = useT();
  const { page } = useOpenSession();
  return (
    <ul className={styles.texts}>
      {textsOf(page, phase).map((text) => (
        <li key={text.id}>
          <EntryWords phase={phase} body={text.body} />
          <AnswersTo id={text.id} />
          <span className="tiny muted">{text.author?.name ?? t('intervision.sharing.NAMELESS')}</span>
        </li>
      ))}
    </ul>
  );
}
