import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { LongTextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { agendaPath } from '../groups/circle-context.js';
import styles from './Lobby.module.css';
import { RoomBar } from './RoomBar.js';
import { SessionProblem } from './SessionProblem.js';
import { useOpenSession } from './session-context.js';

const sign = <IconLock size={18} stroke={1.75} aria-hidden />;

/** After a leak: one press, and nobody reads it any more. For whoever may; not in sight of the others. */
export function FreezeSession() {
  const t = useT();
  const { may, acts } = useOpenSession();
  if (!may('FREEZE')) return null;
  return (
    <ConfirmInline
      label={t('before.freeze')}
      question={t('before.freezeQuestion')}
      confirm={t('before.freeze')}
      busy={acts.busy === 'freezeSession'}
      icon={sign}
      onConfirm={() => void acts.act('freezeSession', {})}
    />
  );
}

/** What everybody in it sees of a frozen session: that it is locked, and nothing else. */
export function FrozenSession() {
  const t = useT();
  const formats = useFormats();
  const { page, may, acts } = useOpenSession();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { session } = page;
  const lift = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') void acts.act('liftFreeze', { reason: reason.trim() });
  };
  return (
    <>
      <RoomBar title={t('intervision.title')} />
      <main id="main" className={styles.lobby} tabIndex={-1}>
        <div className={styles.main}>
          <h1 tabIndex={-1}>{t('before.frozen.title')}</h1>
          <p>{t('before.frozen.since', { moment: formats.stamp(session.frozenAt ?? session.startsAt) })}</p>
          <p className="second">{t('before.frozen.means')}</p>
          {may('FREEZE') && (
            <form
              className={styles.block}
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                lift();
              }}
            >
              <LongTextField
                name="reason"
                label={t('before.frozen.reason')}
                hint={t('before.frozen.reasonHint')}
                maxLength={limits.purpose}
                value={reason}
                onChange={setReason}
                problem={missing && reason.trim() === '' ? t('errors.field.REQUIRED') : undefined}
              />
              <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
              <Button type="submit" variant="default" loading={acts.busy === 'liftFreeze'}>
                {t('before.frozen.lift')}
              </Button>
            </form>
          )}
          <SessionProblem />
          <div>
            <Button component={Link} to={agendaPath(session.groupId)} variant="default">
              {t('intervision.toAgenda')}
            </Button>
          </div>
        </div>
      </main>
    </>
  );
}
