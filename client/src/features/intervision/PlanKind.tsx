import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { Segmented } from '../../ui/Segmented.js';
import styles from './Written.module.css';
import { WrittenPlan } from './WrittenPlan.js';

type Kind = 'live' | 'written';

/** Together at one moment, or each at their own over days: the first choice of planning. */
export function PlanKind({ live }: { live: ReactNode }) {
  const t = useT();
  const [params] = useSearchParams();
  const [kind, setKind] = useState<Kind>(params.get('hoe') === 'schriftelijk' ? 'written' : 'live');
  return (
    <>
      <div className={styles.kind}>
        <Segmented<Kind>
          label={t('written.how')}
          showLabel
          value={kind}
          onChange={setKind}
          options={[
            { value: 'live', label: t('written.live') },
            { value: 'written', label: t('written.inWriting') },
          ]}
        />
        {kind === 'written' && <p className="second">{t('written.means')}</p>}
      </div>
      {kind === 'live' ? live : <WrittenPlan />}
    </>
  );
}
