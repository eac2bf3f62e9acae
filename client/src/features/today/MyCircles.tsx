import { Link } from 'react-router';
import type { GroupCardFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { reachOf, reachWords } from '../circles/reach-of.js';
import { Closed } from '../../ui/Closed.js';
import { Visibility } from '../../ui/Visibility.js';
import { LessonOnToday } from '../intervision/LessonOnToday.js';
import styles from './Today.module.css';

/** At most this many beside the tasks. */
const most = 3;

/** The circles in which something happened last. */
export function MyCircles({ groups }: { groups: GroupCardFragment[] }) {
  const t = useT();
  const formats = useFormats();
  const shown = groups
    .filter((group) => group.archivedAt === null)
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt))
    .slice(0, most);
  if (shown.length === 0) return <aside className={styles['aside']}><LessonOnToday /></aside>;
  return (
    <aside className={styles['aside']} aria-labelledby="in-circles">
      <h2 id="in-circles">{t('today.inCircles')}</h2>
      <ul>
        {shown.map((group) => {
          const unread = group.lastSeq - group.readCount;
          return (
            <li key={group.id}>
              <Link to={`/kringen/${group.id}`}>{group.name}</Link>
              <p className="muted">{unread > 0 ? t('unread.replies', { count: Math.min(99, unread) }) : t('today.lastActivity', { when: formats.relative(group.lastActivityAt) })}</p>
              <p className={styles['reach']}>
                <Visibility reach={reachOf(group)}>{reachWords(t, group)}</Visibility>
                {group.closed ? <Closed quiet /> : null}
              </p>
            </li>
          );
        })}
      </ul>
      <p className="small">
        <Link to="/kringen">{t('nav.allCircles')}</Link>
      </p>
      <LessonOnToday />
    </aside>
  );
}
