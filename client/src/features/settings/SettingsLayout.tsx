import { NavLink, Outlet, useLocation } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { Screen } from '../../ui/Screen.js';
import { sections } from './sections.js';
import styles from './Settings.module.css';

/** Settings: sections beside each other on a wide screen, after each other on a phone. */
export function SettingsLayout() {
  const t = useT();
  const { pathname } = useLocation();
  const present = sections.find((section) => pathname === `/instellingen/${section.path}`);
  const title = present ? t(present.label) : t('nav.settings');
  return (
    <Screen
      title={title}
      crumbs={present ? [{ label: t('nav.settings'), to: '/instellingen' }, { label: title }] : [{ label: t('nav.settings') }]}
      phone={present ? { title, back: { to: '/instellingen', label: t('settings.back') } } : { title: t('nav.more') }}
    >
      <div className={styles['wrap']}>
        <nav className={styles['nav']} aria-label={t('nav.settings')}>
          <ul>
            {sections.map((section) => (
              <li key={section.path}>
                <NavLink to={`/instellingen/${section.path}`}>{t(section.label)}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles['section']}>
          <Outlet />
        </div>
      </div>
    </Screen>
  );
}
