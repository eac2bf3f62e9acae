import { IconCircles, IconHome, IconMenu2, IconPencil } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import type { GroupCardFragment } from '../generated/graphql.js';
import { useT } from '../platform/i18n/i18n.js';
import { UnreadCount } from '../ui/UnreadCount.js';
import styles from './Shell.module.css';

const sign = { size: 22, stroke: 1.75, 'aria-hidden': true as const };

/** Four places within reach of a thumb, on a phone. */
export function BottomBar({ groups }: { groups: GroupCardFragment[] }) {
  const t = useT();
  const unread = groups.reduce((sum, group) => sum + (group.archivedAt === null ? Math.max(0, group.lastSeq - group.readCount) : 0), 0);
  return (
    <nav className={styles['bottom']} aria-label={t('shell.nav')}>
      <NavLink to="/vandaag" className={styles['tab'] ?? ''}>
        <IconHome {...sign} />
        <span>{t('nav.today')}</span>
      </NavLink>
      <NavLink to="/kringen" className={styles['tab'] ?? ''}>
        <IconCircles {...sign} />
        <span>{t('nav.circles')}</span>
        <span className={styles['tabCount']}>
          <UnreadCount count={unread} />
        </span>
      </NavLink>
      <NavLink to="/concepten" className={styles['tab'] ?? ''}>
        <IconPencil {...sign} />
        <span>{t('nav.drafts')}</span>
      </NavLink>
      <NavLink to="/instellingen" className={styles['tab'] ?? ''}>
        <IconMenu2 {...sign} />
        <span>{t('nav.more')}</span>
      </NavLink>
    </nav>
  );
}
