import { Button } from '@mantine/core';
import { IconArrowRight, IconEye } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Facilitator.module.css';
import { useOpenSession } from './session-context.js';
import { usePrimary } from './use-primary.js';

/**
 * Always in the same place, and always says what will happen. What cannot be undone asks once, in the same spot. The element
 * stays the same from note to note, so that the focus stays on it.
 */
export function PrimaryButton() {
  const t = useT();
  const { acts } = useOpenSession();
  const { act, label, question, run } = usePrimary();
  // The question belongs to one label: what changes meanwhile asks again.
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const asking = question !== null && askedFor === label;
  const button = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !asking && document.activeElement === document.body) button.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (act.kind === 'none') return null;
  if (act.kind === 'closing')
    return (
      <p className={styles.waits} role="status">
        <b>{label}</b> <span className="second">{t('intervision.primary.graceRuns')}</span>
      </p>
    );
  const press = () => {
    if (question !== null && !asking) {
      setAskedFor(label);
      return;
    }
    setAskedFor(null);
    void run();
  };
  const reveals = act.kind === 'revealNext' || act.kind === 'revealAll';
  return (
    <div className={styles.primary} data-primary data-asking={asking || undefined} onKeyDown={(event) => event.key === 'Escape' && setAskedFor(null)}>
      {asking && (
        <p className={styles.question} role="status">
          {question}
        </p>
      )}
      <div className={styles.pair}>
        <Button
          ref={button}
          className={styles.press ?? ''}
          loading={acts.busy !== null && busyWith.has(acts.busy)}
          leftSection={reveals ? <IconEye size={20} stroke={1.75} aria-hidden /> : <IconArrowRight size={20} stroke={1.75} aria-hidden />}
          onClick={press}
        >
          {asking ? t('intervision.primary.yes', { what: label }) : label}
        </Button>
        {asking && (
          <Button variant="subtle" onClick={() => setAskedFor(null)}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

const busyWith = new Set(['openLobby', 'startSession', 'endTimeOut', 'showPhase', 'closeEntry', 'revealTexts', 'advancePhase', 'endSession', 'chooseCase']);
