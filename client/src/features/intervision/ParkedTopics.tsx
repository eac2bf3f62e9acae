import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { newId } from '../../platform/apollo/new-id.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import { TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './Paper.module.css';
import { useOpenSession } from './session-context.js';

/** Lines for later: whoever leads parks them, and in the closing everyone reads them. */
export function ParkedTopics() {
  const t = useT();
  const { page, phase, may, acts, leads } = useOpenSession();
  const [line, setLine] = useState('');
  const parked = page.texts.filter(({ kind }) => kind === 'PARKED');
  const closing = phase?.section === 'close';
  const parks = leads && may('MOVE_PHASE');
  if (!phase || (!parks && (!closing || parked.length === 0))) return null;
  const park = async (event: FormEvent) => {
    event.preventDefault();
    if (line.trim() !== '' && (await acts.act('parkTopic', { id: newId(), body: line }))) setLine('');
  };
  const list = parked.length > 0 && (
    <ul className={styles.cards}>
      {parked.map((text) => (
        <li key={text.id} className={`${styles.card} ${styles.parked}`}>
          <span>{text.body}</span>
          {text.mine && parks && (
            <IconButton label={t('room.park.remove', { line: text.body })} onClick={() => void acts.act('unparkTopic', { id: text.id })}>
              <IconX size={18} stroke={1.75} aria-hidden />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
  if (!parks)
    return (
      <section className={styles.stack}>
        <h2 className={styles.part}>{t('room.park.parked')}</h2>
        {list}
      </section>
    );
  return (
    <details className={styles.stack} open={closing && parked.length > 0 ? true : undefined}>
      <summary>{t('room.park.title', { count: parked.length })}</summary>
      <form className={styles.stack} onSubmit={(event) => void park(event)}>
        <TextField name="park" label={t('room.park.line')} value={line} onChange={setLine} maxLength={140} autoComplete="off" />
        <Visibility reach="circle">{t('room.park.reach')}</Visibility>
        <Button type="submit" variant="default" loading={acts.busy === 'parkTopic'}>
          {t('room.park.do')}
        </Button>
      </form>
      {list}
    </details>
  );
}
