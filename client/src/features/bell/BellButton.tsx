import { Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { phoneScreen } from '../../ui/screen-sizes.js';
import styles from './Bell.module.css';
import { BellList } from './BellList.js';
import { useBell } from './use-bell.js';

/** The bell in every header. On a wide screen it opens the list in place, on a phone its page. */
export function BellButton() {
  const t = useT();
  const navigate = useNavigate();
  const { unseen } = useBell();
  const [open, setOpen] = useState(false);
  const label = unseen > 0 ? t('bell.label', { count: Math.min(99, unseen) }) : t('bell.title');
  const press = () => {
    if (matchMedia(phoneScreen).matches) void navigate('/meldingen');
    else setOpen(!open);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} shadow="lg" trapFocus returnFocus>
      <Popover.Target>
        <IconButton label={label} onClick={press} aria-haspopup="dialog">
          <IconBell size={20} stroke={1.75} aria-hidden="true" />
          {unseen > 0 ? <i className={styles['dot']} /> : null}
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('bell.title')}>
        <div className={styles['popover']}>
          <div className={styles['head']}>
            <h2>{t('bell.title')}</h2>
            <Link to="/meldingen" className="small" onClick={() => setOpen(false)}>
              {t('bell.all')}
            </Link>
          </div>
          {open ? <BellList onGo={() => setOpen(false)} /> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
