import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { errorSentence } from '../platform/errors/error-sentence.js';
import type { KringError } from '../platform/errors/kring-error.js';
import { useT } from '../platform/i18n/i18n.js';
import styles from './ErrorNote.module.css';

interface Props {
  error: KringError;
  /** what did not work and what is safe: "Plaatsen lukte niet. Je tekst staat er nog." Without it the error speaks for itself */
  children?: string;
  onRetry?: () => void;
}

/** What went wrong, in place: a sentence, one action, and the code behind "Details". */
export function ErrorNote({ error, children, onRetry }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const id = useId();
  const why = errorSentence(t, error);
  return (
    <div className={styles['note']} role="alert">
      <p className={styles['sentence']}>
        <IconAlertTriangle size={19} stroke={1.75} aria-hidden="true" />
        <span>{children ? (error.code === 'INTERNAL' ? children : `${children} ${why}`) : why}</span>
      </p>
      <div className="row-wrap">
        {onRetry ? (
          <Button size="sm" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        ) : null}
        <Button size="sm" variant="subtle" onClick={() => setOpen(!open)} aria-expanded={open} aria-controls={id}>
          {t('action.details')}
        </Button>
      </div>
      <p id={id} hidden={!open} className={styles['details']}>
        {[error.code, error.reason, ...error.fields.map((field) => `${field.path}: ${field.code}`), error.traceId].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
