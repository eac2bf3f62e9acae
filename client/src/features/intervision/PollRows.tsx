import { Link } from 'react-router';
import type { SessionPollFieldsFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Tag } from '../../ui/Tag.js';
import { answeredBy } from '../agenda/poll-answers.js';
import styles from './Agenda.module.css';
import { useSay } from './use-say.js';

/** What the circle looks for a moment for. */
export function PollRows({ polls }: { polls: readonly SessionPollFieldsFragment[] }) {
  const t = useT();
  const say = useSay();
  const viewer = useViewer();
  if (polls.length === 0) return null;
  return (
    <section>
      <h3>{t('agenda.polls')}</h3>
      <ul className={styles.rows} aria-label={t('agenda.polls')}>
        {polls.map(({ id, methodName, poll }) => (
          <li key={id}>
            <Link to={`/prikker/${id}`} className={styles.row ?? ''}>
              <span className={styles.date}>
                <b>{t('agenda.whenCanYou')}</b>
                <span>{t('agenda.answersIn', { count: answeredBy(poll), people: poll.people.length })}</span>
              </span>
              <span className={styles.what}>
                <b>{say(methodName)}</b>
                <span className="small second">{t('agenda.askedBy', { name: poll.createdBy.name })}</span>
              </span>
              {poll.unanswered.includes(viewer.id) && <Tag tone="now">{t('agenda.answerMissing')}</Tag>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
