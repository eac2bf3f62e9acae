import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useT } from '../platform/i18n/i18n.js';
import styles from './ConfirmInline.module.css';

interface Props {
  /** the button that asks */
  label: string;
  /** what happens, in a sentence */
  question: string;
  /** the button that does it */
  confirm: string;
  onConfirm: () => void;
  busy?: boolean;
  icon?: ReactNode;
}

/** For what cannot be undone: the question appears in place of the button, not in a dialog. */
export function ConfirmInline({ label, question, confirm, onConfirm, busy = false, icon }: Props) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (asking) yes.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (!asking)
    return (
      <Button ref={opener} variant="default" leftSection={icon} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    <div className={styles['confirm']} role="group" aria-label={question} onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}>
      <p>{question}</p>
      <div className="row-wrap">
        <Button ref={yes} color="red" loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button variant="subtle" onClick={() => setAsking(false)}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
