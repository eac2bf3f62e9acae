import { IconEyeOff } from '@tabler/icons-react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { Visibility } from '../../ui/Visibility.js';
import { AnswersTo } from './AnswersTo.js';
import { EntryWords } from './EntryFields.js';
import { openedOf } from './RevealBoard.js';
import { SurveyPictures } from './SurveyPictures.js';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';
import styles from './Written.module.css';
import { awaitedNames } from './written-awaited.js';

/** The phases as a line with their last day; where it is now is marked, in words too. */
export function PhaseDates() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { page } = useOpenSession();
  const { state, script, written } = page;
  if (!written) return null;
  return (
    <section className={styles.block}>
      <h2>{t('written.course')}</h2>
      <ol className={styles.line} aria-label={t('written.phaseLine')}>
        {script.phases.map((phase) => {
          const done = phase.index < state.phase;
          const now = state.status === 'RUNNING' && phase.index === state.phase;
          return (
            <li key={phase.id} data-done={done || undefined} data-now={now || undefined} {...(now ? { 'aria-current': 'step' as const } : {})}>
              <span className={styles.name}>
                {say(phase.name)}
                {phase.sealed && <IconEyeOff size={15} stroke={1.75} aria-label={t('intervision.private')} />}
                {done && <span className="hidden-text"> {t('written.done')}</span>}
                {now && <span className="hidden-text"> {t('written.now')}</span>}
              </span>
              <span className={styles.date}>{done ? t('written.done') : formats.shortDay(written.deadlines[phase.index]!)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** For whom it waits: who is still to write, where that may be known. No moments, and nobody who was late. */
export function WaitsFor() {
  const t = useT();
  const viewer = useViewer();
  const { page, phase } = useOpenSession();
  if (!phase || page.state.entry === 'CLOSED' || page.state.clock !== 'RUNNING') return null;
  const names = awaitedNames(page, viewer.id);
  return (
    <section className={styles.block}>
      <h2>{t('written.waitsFor')}</h2>
      {names === null && <p className="small second">{t('written.waitsHidden')}</p>}
      {names?.length === 0 && <p>{t('written.waitsForNobody')}</p>}
      {names && names.length > 0 && (
        <ul className={styles.people}>
          {names.map(({ id, name, me }) => (
            <li key={id}>
              <Avatar id={id} name={name} decorative />
              <span>
                {name}
                {me && ` (${t('written.you')})`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="small second">{t(phase.maxEach === 1 ? 'written.movesWhenDone' : 'written.moves')}</p>
    </section>
  );
}

/** What was opened in the phases before this one, in the voice of who wrote it. */
export function EarlierPhases() {
  const t = useT();
  const say = useSay();
  const { page, phase } = useOpenSession();
  const shown = phase?.shows ?? null;
  const earlier = page.script.phases.filter(({ index, input }) => index < page.state.phase && index !== shown && (openedOf(page.texts, index).length > 0 || input === 'survey'));
  if (earlier.length === 0) return null;
  return (
    <section className={styles.earlier}>
      <h2 className={styles.part}>{t('written.earlier')}</h2>
      <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
      {[...earlier].reverse().map((each, at) => (
        <details key={each.id} {...(at === 0 ? { open: true } : {})}>
          <summary>{say(each.name)}</summary>
          {each.input === 'survey' ? (
            <SurveyPictures phase={each} />
          ) : (
            <ul className={styles.texts}>
              {openedOf(page.texts, each.index).map((text) => (
                <li key={text.id}>
                  <EntryWords phase={each} body={text.body} />
                  <span className="small muted">{text.author?.name ?? t('intervision.sharing.NAMELESS')}</span>
                  <AnswersTo id={text.id} />
                </li>
              ))}
            </ul>
          )}
        </details>
      ))}
    </section>
  );
}
