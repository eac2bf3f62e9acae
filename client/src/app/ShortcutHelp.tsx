import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useSingleKeys } from '../platform/keys/use-single-keys.js';
import type { MessageKey } from '../platform/i18n/catalogue.js';
import { useT } from '../platform/i18n/i18n.js';
import { useViewer } from '../platform/session/SessionProvider.js';
import styles from './ShortcutHelp.module.css';

const opened = new EventTarget();
/** Opens the list of shortcuts from anywhere. */
export const openShortcutHelp = (): void => void opened.dispatchEvent(new Event('open'));

const groups: { title: MessageKey; keys: [string, MessageKey][] }[] = [
  { title: 'shortcuts.everywhere', keys: [['/', 'shortcuts.search'], ['?', 'shortcuts.help']] },
  { title: 'shortcuts.today', keys: [['1 2 3', 'shortcuts.minutes'], ['j k', 'shortcuts.nextTask'], ['Enter', 'shortcuts.openTask']] },
  {
    title: 'shortcuts.circle',
    keys: [['j k', 'shortcuts.nextTopic'], ['r', 'shortcuts.reply'], ['Ctrl Enter', 'shortcuts.post'], ['Esc', 'shortcuts.leaveComposer'], ['↑ ↓', 'shortcuts.perReply']],
  },
];

/** What can be done with single keys. They work outside text fields only, and can be turned off. */
export function ShortcutHelp() {
  const t = useT();
  const me = useViewer();
  const [open, setOpen] = useState(false);
  useSingleKeys({ '?': () => setOpen(true) });
  useEffect(() => {
    const show = () => setOpen(true);
    opened.addEventListener('open', show);
    return () => opened.removeEventListener('open', show);
  }, []);
  return (
    <Modal opened={open} onClose={() => setOpen(false)} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {me.singleKeys ? null : <p className={styles['off']}>{t('shortcuts.off')}</p>}
      {groups.map((group) => (
        <section key={group.title} className={styles['group']}>
          <h3>{t(group.title)}</h3>
          <dl>
            {group.keys.map(([keys, what]) => (
              <div key={what}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(what)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="small">
        <Link to="/instellingen/toegankelijkheid" onClick={() => setOpen(false)}>
          {t('shortcuts.settings')}
        </Link>
      </p>
    </Modal>
  );
}
