import { Button, NativeSelect } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { newId } from '../../platform/apollo/new-id.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import { Visibility } from '../../ui/Visibility.js';
import { EntryFields } from './EntryFields.js';
import styles from './Paper.module.css';
import { isWritten } from './PhaseWork.js';
import { useOpenSession } from './session-context.js';

/**
 * One room, a few phones: whoever leads or takes notes types the card of somebody without one. Posted it is sealed like the
 * others, and whoever typed it does not get it back.
 */
export function CardForSomeone() {
  const t = useT();
  const announce = useAnnounce();
  const { page, phase, may, acts } = useOpenSession();
  const [who, setWho] = useState('');
  const [body, setBody] = useState('');
  const [posted, setPosted] = useState(0);
  if (!phase || !may('ENTER_FOR_OTHERS') || !isWritten(phase) || page.state.entry === 'CLOSED') return null;
  const nameless = phase.names === 'nameless' || (phase.names === 'author_choice' && page.state.namelessOffered);
  const named = phase.names !== 'nameless';
  const absent = page.people.filter(({ here, observer }) => !here && !observer);
  if (!nameless && absent.length === 0) return null;
  const choices = [
    ...(nameless ? [{ value: '', label: t('room.card.someone') }] : [{ value: '', label: t('intervision.chooseSomebody') }]),
    ...(named ? absent.map(({ person }) => ({ value: person.id, label: person.name })) : []),
  ];
  const post = async (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() === '' || (who === '' && !nameless)) return;
    const done = await acts.act('writeForSomeone', { id: newId(), phase: phase.index, forId: who === '' ? null : who, sharing: who === '' ? 'NAMELESS' : 'NAMED', body });
    if (!done) return;
    setBody('');
    setPosted(posted + 1);
    announce(t('room.card.posted'));
  };
  return (
    <details className={styles.stack}>
      <summary>{t('room.card.title')}</summary>
      <form className={`${styles.paper} ${styles.stack}`} onSubmit={(event) => void post(event)}>
        <NativeSelect label={t('room.card.whose')} value={who} onChange={(event) => setWho(event.currentTarget.value)} data={choices} />
        <EntryFields phase={phase} label={t('room.card.words')} value={body} onChange={setBody} placeholder={t('intervision.placeholder.words')} />
        <Visibility reach={phase.sealed ? 'me' : 'circle'}>{t(phase.sealed ? 'room.card.sealed' : 'room.card.open')}</Visibility>
        <Button type="submit" variant="default" loading={acts.busy === 'writeForSomeone'}>
          {t('room.card.post')}
        </Button>
        {posted > 0 && <p className="small second">{t('room.card.count', { count: posted })}</p>}
      </form>
    </details>
  );
}
