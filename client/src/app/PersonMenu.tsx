import { Menu } from '@mantine/core';
import { IconChevronUp, IconFileText, IconKeyboard, IconLogout, IconSettings } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useT } from '../platform/i18n/i18n.js';
import { useViewer } from '../platform/session/SessionProvider.js';
import { Avatar } from '../ui/Avatar.js';
import { useUndoToast } from '../ui/UndoToasts.js';
import { useSignOut } from '../features/identity/use-sign-out.js';
import { positionWords } from '../features/people/position-words.js';
import styles from './Shell.module.css';
import { openShortcutHelp } from './ShortcutHelp.js';

const sign = { size: 18, stroke: 1.75, 'aria-hidden': true as const };

/** The person at the foot of the side bar: settings, shortcuts, sign out. */
export function PersonMenu() {
  const t = useT();
  const me = useViewer();
  const toast = useUndoToast();
  const { leave, busy, error, question } = useSignOut();
  useEffect(() => {
    if (error) toast(t('signOut.failed'));
  }, [error, toast, t]);
  const first = me.positions[0];
  return (
    <>
      <Menu position="top-start" width={236} shadow="lg" withInitialFocusPlaceholder={false} withinPortal={false} floatingStrategy="fixed">
        <Menu.Target>
          <button type="button" className={styles['person']} aria-label={t('shell.person', { name: me.name })}>
            <Avatar id={me.id} name={me.name} decorative />
            <span className={styles['personText']}>
              <b>{me.name}</b>
              {first ? <small>{positionWords(t, first)}</small> : null}
            </span>
            <IconChevronUp size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/instellingen/profiel" leftSection={<IconSettings {...sign} />}>
            {t('nav.settings')}
          </Menu.Item>
          <Menu.Item component={Link} to="/mijn-verslagen" leftSection={<IconFileText {...sign} />}>
            {t('after.reports.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard {...sign} />} onClick={openShortcutHelp}>
            {t('shortcuts.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout {...sign} />} disabled={busy} onClick={leave}>
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {question}
    </>
  );
}
