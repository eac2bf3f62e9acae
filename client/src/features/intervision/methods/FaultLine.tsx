import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n/i18n.js';
import styles from './Methods.module.css';
import type { Check } from './use-check.js';

/** Whether the method can be used as it is, and the way to what cannot. */
export function FaultLine({ check, onGo, urgent }: { check: Check; onGo: () => void; urgent: boolean }) {
  const t = useT();
  const { faults, state } = check;
  const words = state === 'unknown' ? t('methods.faultsUnknown') : state === 'waiting' && faults.length === 0 ? t('methods.checking') : faults.length === 0 ? t('methods.faultsNone') : t('methods.faultsCount', { count: faults.length });
  const wrong = faults.length > 0;
  return (
    <div className={styles.check} data-wrong={wrong || undefined} role={wrong && urgent ? 'alert' : 'status'}>
      {wrong ? <IconAlertTriangle size={19} stroke={1.75} aria-hidden /> : <IconCheck size={19} stroke={1.75} aria-hidden />}
      <span>{words}</span>
      {wrong && (
        <Button size="sm" variant="default" onClick={onGo}>
          {t('methods.toFault')}
        </Button>
      )}
    </div>
  );
}
