import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { problemText } from '../../platform/errors/error-sentence.js';
import type { KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { TextField } from '../../ui/TextField.js';
import styles from './Poll.module.css';
import { minuteOf } from './wall-time.js';

interface Props {
  busy: boolean;
  failure: KringError | undefined;
  onSuggest: (day: string, minute: number) => Promise<boolean>;
}

/** None of these? One more moment, for everyone to answer. */
export function SuggestMoment({ busy, failure, onSuggest }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const minute = minuteOf(time);
  if (!open)
    return (
      <div>
        <Button variant="subtle" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />} onClick={() => setOpen(true)}>
          {t('agenda.suggest')}
        </Button>
      </div>
    );
  const submit = (): void => {
    if (date === '' || minute === null) return document.querySelector<HTMLElement>(`input[name="${date === '' ? 'suggestDate' : 'suggestTime'}"]`)?.focus();
    void onSuggest(date, minute).then((done) => {
      if (!done) return;
      setOpen(false);
      setDate('');
      setTime('');
    });
  };
  return (
    <div className={styles['pair']}>
      <TextField kind="date" name="suggestDate" label={t('intervision.date')} value={date} onChange={setDate} problem={problemText(t, failure, 'day')} autoFocus />
      <TextField kind="time" name="suggestTime" label={t('intervision.time')} value={time} onChange={setTime} problem={problemText(t, failure, 'minute')} />
      <Button variant="default" loading={busy} onClick={submit}>
        {t('agenda.suggestDo')}
      </Button>
    </div>
  );
}
