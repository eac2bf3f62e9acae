import { useEffect } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { EntryWords } from './EntryFields.js';
import { Paper } from './Paper.js';
import styles from './Paper.module.css';
import { useOpenSession, type Phase } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import { useSay } from './use-say.js';

/** Notes for oneself: nobody ever gets them. Whoever listens writes here what touches. */
export function OwnNotes({ phase }: { phase: Phase }) {
  const t = useT();
  const { page, texts } = useOpenSession();
  const listens = page.me.roles.includes('contributor') && ['listens', 'away'].includes(phase.contrib);
  const open = listens || phase.input === 'notes';
  const note = useOwnTextList(texts).find((text) => text.phase === phase.index && text.kind === 'NOTE');
  const none = note === undefined;
  useEffect(() => {
    if (none) texts.layReady({ phase: phase.index, kind: 'NOTE', sharing: 'NOT_SHARED' });
  }, [none, texts, phase.index]);
  if (!note) return null;
  const paper = <Paper text={note} phase={{ ...phase, input: 'notes' }} label={t('intervision.ownNote')} placeholder={t(listens ? 'intervision.listening' : 'intervision.ownNoteHint')} />;
  if (open) return paper;
  return (
    <details className={styles.stack} {...(note.body !== '' ? { open: true } : {})}>
      <summary>{t('intervision.ownNote')}</summary>
      {paper}
    </details>
  );
}

/** What this person wrote for themselves in other phases, and what came too late for its phase. */
export function EarlierOwnWords({ except }: { except: number | null }) {
  const t = useT();
  const say = useSay();
  const { page, texts } = useOpenSession();
  const all = useOwnTextList(texts);
  const late = all.filter((text) => text.kind === 'ENTRY' && text.phase !== except && (text.refused !== null || text.conflict !== null));
  const notes = all.filter((text) => text.kind === 'NOTE' && text.phase !== except && text.body !== '');
  const paperOf = (text: (typeof all)[number]) => {
    const phase = page.script.phases[text.phase];
    // afterwards they can be read; nothing is written in a session that is over
    if (phase && page.state.status !== 'RUNNING' && text.state.kind !== 'local')
      return (
        <section key={text.key} className={styles.paper} aria-label={say(phase.name)}>
          <div className={styles.head}>
            <Visibility reach="me">{t('intervision.onlyYou')}</Visibility>
            <span>{say(phase.name)}</span>
          </div>
          <EntryWords phase={phase} body={text.body} />
        </section>
      );
    return phase && <Paper key={text.key} text={text} phase={text.kind === 'NOTE' && !text.body.startsWith('{') ? { ...phase, input: 'notes' } : phase} label={say(phase.name)} />;
  };
  return (
    <>
      {late.length > 0 && (
        <section className={styles.stack}>
          <h2 className={styles.part}>{t('intervision.tooLate')}</h2>
          {late.map(paperOf)}
        </section>
      )}
      {notes.length > 0 && (
        <details className={styles.stack}>
          <summary>{t('intervision.earlierNotes', { count: notes.length })}</summary>
          <div className={styles.stack}>{notes.map(paperOf)}</div>
        </details>
      )}
    </>
  );
}
