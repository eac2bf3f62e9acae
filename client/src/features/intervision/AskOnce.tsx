import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';

interface Props {
  label: string;
  question: string;
  busy?: boolean;
  onYes: () => void;
}

/** A second act beside the first one, that asks once in its own spot. */
export function AskOnce({ label, question, busy = false, onYes }: Props) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button variant="default" loading={busy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    <span className="row-wrap" role="group" aria-label={question} onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}>
      <span className="small" role="status">
        {question}
      </span>
      <Button
        autoFocus
        variant="default"
        onClick={() => {
          setAsking(false);
          onYes();
        }}
      >
        {label}
      </Button>
      <Button variant="subtle" onClick={() => setAsking(false)}>
        {t('action.cancel')}
      </Button>
    </span>
  );
}
