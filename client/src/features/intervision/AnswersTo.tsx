import { useT } from '../../platform/i18n/i18n.js';
import { useOpenSession } from './session-context.js';
import styles from './Written.module.css';

/** The answer to a question, below it; nothing while there is none. */
export function AnswersTo({ id }: { id: string }) {
  const t = useT();
  const { page, firstNameOf } = useOpenSession();
  const answers = page.texts.filter((text) => text.kind === 'ANSWER' && text.aboutId === id && text.opened);
  if (answers.length === 0) return null;
  return (
    <div className={styles.answers}>
      {answers.map((text) => (
        <div key={text.id}>
          <span className="small muted">{t('written.answeredBy', { name: firstNameOf(text.author?.id) ?? t('intervision.theContributor') })}</span>
          <p className="voice">{text.body}</p>
        </div>
      ))}
    </div>
  );
}
