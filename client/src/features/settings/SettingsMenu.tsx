import { useMediaQuery } from '@mantine/hooks';
import { IconBell, IconBook2, IconChevronRight, IconFileText, IconLogout, IconRoute } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Avatar } from '../../ui/Avatar.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { phoneScreen } from '../../ui/screen-sizes.js';
import { useSignOut } from '../identity/use-sign-out.js';
import { positionWords } from '../people/position-words.js';
import { sections } from './sections.js';
import styles from './Settings.module.css';

const sign = { size: 20, stroke: 1.75, 'aria-hidden': true as const };

function Row({ to, children, icon }: { to: string; children: ReactNode; icon?: ReactNode }) {
  return (
    <li>
      <Link to={to}>
        {icon}
        <span className="grow">{children}</span>
        <IconChevronRight {...sign} />
      </Link>
    </li>
  );
}

/** `/instellingen`: on a phone the menu; on a wider screen the menu is beside it already, so the first page opens. */
export function SettingsIndex() {
  const phone = useMediaQuery(phoneScreen, false, { getInitialValueInEffect: false });
  return phone ? <SettingsMenu /> : <Navigate to={`/instellingen/${sections[0]!.path}`} replace />;
}

/** "Meer" on a phone: who you are, everything that is not in the bottom bar, and the way out. */
function SettingsMenu() {
  const t = useT();
  const me = useViewer();
  const { leave, busy, error, question } = useSignOut();
  const first = me.positions[0];
  return (
    <>
      <h1 className="hidden-text" tabIndex={-1}>
        {t('nav.settings')}
      </h1>
      <div className={styles['who']}>
        <Avatar id={me.id} name={me.name} size={56} decorative />
        <div>
          <b>{me.name}</b>
          {first ? <p className="small muted">{positionWords(t, first)}</p> : null}
        </div>
      </div>
      <ul className={styles['menu']}>
        <Row to="/meldingen" icon={<IconBell {...sign} />}>
          {t('bell.title')}
        </Row>
        <Row to="/kennis" icon={<IconBook2 {...sign} />}>
          {t('after.knowledge.title')}
        </Row>
        <Row to="/protocollen" icon={<IconRoute {...sign} />}>
          {t('protocols.title')}
        </Row>
        <Row to="/mijn-verslagen" icon={<IconFileText {...sign} />}>
          {t('after.reports.title')}
        </Row>
        {sections.map((section) => (
          <Row key={section.path} to={`/instellingen/${section.path}`}>
            {t(section.label)}
          </Row>
        ))}
        <li>
          <button type="button" disabled={busy} onClick={leave}>
            <IconLogout {...sign} />
            <span className="grow">{t('signOut')}</span>
          </button>
        </li>
      </ul>
      {error ? <ErrorNote error={error}>{t('signOut.failed')}</ErrorNote> : null}
      {question}
    </>
  );
}
