import { Tooltip } from '@mantine/core';
import { IconBook2, IconCircles, IconHome, IconLock, IconPencil, IconPlus, IconRoute } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import type { GroupCardFragment } from '../generated/graphql.js';
import { useT } from '../platform/i18n/i18n.js';
import { useViewer } from '../platform/session/SessionProvider.js';
import { reachOf } from '../features/circles/reach-of.js';
import { Mark } from '../ui/Mark.js';
import { UnreadCount } from '../ui/UnreadCount.js';
import { VisibilityGlyph } from '../ui/VisibilityGlyph.js';
import { PersonMenu } from './PersonMenu.js';
import styles from './Shell.module.css';

/** The side bar has room for this many circles; the rest is behind "Alle kringen". */
const room = 6;
const sign = { size: 20, stroke: 1.75, 'aria-hidden': true as const };

function Item({ to, label, icon, end = false, children }: { to: string; label: string; icon: ReactNode; end?: boolean; children?: ReactNode }) {
  return (
    <li>
      <Tooltip label={label} position="right" openDelay={300} classNames={{ tooltip: 'only-wide' }}>
        <NavLink to={to} end={end} className={styles['link'] ?? ''}>
          {icon}
          <span className={styles['label']}>{label}</span>
          {children}
        </NavLink>
      </Tooltip>
    </li>
  );
}

/** Fixed on the desktop, a rail of signs on a tablet, absent on a phone. */
export function SideBar({ groups }: { groups: GroupCardFragment[] }) {
  const t = useT();
  const me = useViewer();
  const active = groups.filter((group) => group.archivedAt === null);
  const shown = active.slice(0, room);
  return (
    <nav className={styles['side']} aria-label={t('shell.nav')}>
      <Link to="/vandaag" className={styles['brand'] ?? ''} aria-label={t('shell.home')}>
        <Mark />
        <span>Kring</span>
      </Link>
      <ul>
        <Item to="/vandaag" label={t('nav.today')} icon={<IconHome {...sign} />} />
        <Item to="/concepten" label={t('nav.drafts')} icon={<IconPencil {...sign} />} />
        <Item to="/kennis" label={t('after.knowledge.title')} icon={<IconBook2 {...sign} />} />
        <Item to="/protocollen" label={t('protocols.title')} icon={<IconRoute {...sign} />} />
      </ul>
      <h2 className={styles['heading']}>
        <span>{t('nav.circles')}</span>
        {me.mayCreate.length > 0 ? (
          <Tooltip label={t('circles.new')} openDelay={300}>
            <Link to="/kringen/nieuw" className={styles['plus'] ?? ''} aria-label={t('circles.new')}>
              <IconPlus size={16} stroke={1.75} aria-hidden="true" />
            </Link>
          </Tooltip>
        ) : null}
      </h2>
      <ul>
        {shown.map((group) => (
          <Item
            key={group.id}
            to={`/kringen/${group.id}`}
            label={group.name}
            icon={
              <span className={styles['glyph']}>
                <VisibilityGlyph reach={reachOf(group)} />
                {group.closed ? <IconLock className={styles['lock']} size={12} stroke={2} aria-hidden="true" /> : null}
              </span>
            }
          >
            <UnreadCount count={group.lastSeq - group.readCount} />
          </Item>
        ))}
        <Item to="/kringen" end label={t('nav.allCircles')} icon={<IconCircles {...sign} />} />
      </ul>
      <div className={styles['foot']}>
        <PersonMenu />
      </div>
    </nav>
  );
}
