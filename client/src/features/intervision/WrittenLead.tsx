import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { AskOnce } from './AskOnce.js';
import { useOpenSession } from './session-context.js';
import styles from './Written.module.css';

/** School days that one extension can give. */
const extra = [1, 2, 3, 5] as const;

/** What whoever leads can do in writing, and for everyone: a time-out, and taking over after days of absence. */
export function WrittenLead() {
  const t = useT();
  const formats = useFormats();
  const { page, leads, may, acts, nameOf, firstNameOf } = useOpenSession();
  const { state, script, written } = page;
  const [days, setDays] = useState(1);
  if (!written) return null;
  const { turn, clock, entry } = state;
  const moves = may('MOVE_PHASE');
  const last = state.phase === script.phases.length - 1;
  const missed = written.missed.flatMap((id) => nameOf(id) ?? []);
  return (
    <section className={styles.block}>
      {leads && <h2>{t('written.lead')}</h2>}
      {missed.length > 0 && <p className="small">{t('written.missed', { count: missed.length, names: formats.list(missed) })}</p>}
      {clock === 'RUNNING' && moves && entry !== 'CLOSING' && (
        <>
          {written.extended ? (
            <p className="small second">{t('written.extended')}</p>
          ) : (
            <div className={styles.extend}>
              <NativeSelect
                label={t('written.extend')}
                description={t('written.extendMeans')}
                value={String(days)}
                onChange={(event) => setDays(Number(event.currentTarget.value))}
                data={extra.map((count) => ({ value: String(count), label: t('written.extendBy', { count }) }))}
              />
              <Button variant="default" loading={acts.busy === 'extendDeadline'} onClick={() => void acts.act('extendDeadline', { turn, days })}>
                {t('written.extendDo')}
              </Button>
            </div>
          )}
          <AskOnce
            label={t(last ? 'written.end' : 'written.closeNow')}
            question={t(last ? 'written.endQuestion' : 'written.closeQuestion')}
            busy={acts.busy === 'advancePhase' || acts.busy === 'endSession'}
            onYes={() => void (last ? acts.act('endSession', { turn }) : acts.act('advancePhase', { turn }))}
          />
        </>
      )}
      {clock !== 'TIME_OUT' && may('EXTEND_PAUSE') && entry !== 'CLOSING' && (
        <Button variant="default" loading={acts.busy === 'pausePhase' || acts.busy === 'resumePhase'} onClick={() => void acts.act(clock === 'PAUSED' ? 'resumePhase' : 'pausePhase', { turn })}>
          {t(clock === 'PAUSED' ? 'written.resume' : 'written.pause')}
        </Button>
      )}
      {may('END_TIME_OUT') && (
        <Button loading={acts.busy === 'endTimeOut'} onClick={() => void acts.act('endTimeOut', {})}>
          {t('written.endTimeOut')}
        </Button>
      )}
      {may('TIME_OUT') && (
        <Button variant="subtle" className={styles.flush!} loading={acts.busy === 'callTimeOut'} onClick={() => void acts.act('callTimeOut', {})}>
          {t('written.callTimeOut')}
        </Button>
      )}
      {may('TAKE_OVER') && (
        <>
          <p className="small">{state.facilitatorId === null ? t('intervision.nobodyLeads') : t('written.leadAway', { name: firstNameOf(state.facilitatorId) ?? t('intervision.theFacilitator') })}</p>
          <Button variant="default" loading={acts.busy === 'takeOver'} onClick={() => void acts.act('takeOver', {})}>
            {t('written.takeOver')}
          </Button>
        </>
      )}
    </section>
  );
}
