import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { agendaPath } from '../groups/circle-context.js';
import { AnswersTo } from './AnswersTo.js';
import { EntryWords } from './EntryFields.js';
import { FreezeSession } from './FreezeSession.js';
import { KeptLine } from './KeptLine.js';
import styles from './Lobby.module.css';
import { OutcomePart } from './OutcomePart.js';
import { EarlierOwnWords } from './OwnNotes.js';
import { RoomBar } from './RoomBar.js';
import { SurveyPictures } from './SurveyPictures.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useSay } from './use-say.js';

/** Afterwards: the intentions first, then how the group found it, then what was opened. */
export function EndedSession() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page } = useOpenSession();
  const { session, state, script } = page;
  const textsOf = (phase: Phase) => page.texts.filter((text) => text.phase === phase.index && text.kind === 'ENTRY' && text.opened);
  const withTexts = script.phases.filter((phase) => textsOf(phase).length > 0);
  const rest = withTexts.filter(({ input }) => input !== 'actions');
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
          {withTexts.length === 0 && <p>{t(session.erasedAt === null ? 'intervision.ended.nothing' : 'before.whatRemains')}</p>}
          <EarlierOwnWords except={null} />
          <FreezeSession />
          <div>
            <Button component={Link} to={agendaPath(session.groupId)} variant="default">
              {t('intervision.toAgenda')}
            </Button>
          </div>
        </div>
      </main>
    </>
  );
}

function PhaseTexts({ phase }: { phase: Phase }) {
  const t = useT();
  const { page } = useOpenSession();
  return (
    <ul className={styles.texts}>
      {page.texts
        .filter((text) => text.phase === phase.index && text.kind === 'ENTRY' && text.opened)
        .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
        .map((text) => (
          <li key={text.id}>
            <EntryWords phase={phase} body={text.body} />
            <AnswersTo id={text.id} />
            <span className="tiny muted">{text.author?.name ?? t('intervision.sharing.NAMELESS')}</span>
          </li>
        ))}
    </ul>
  );
}
