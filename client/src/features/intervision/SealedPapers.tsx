import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { Sharing } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Paper } from './Paper.js';
import styles from './Paper.module.css';
import { refusalSentence, saidAbove } from './refusal-words.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';

/** What somebody chose last; the first time without a name, where that is offered. */
export function firstSharing(offered: readonly Sharing[], last: Sharing | null): Sharing {
  const wanted = last ?? 'NAMELESS';
  return offered.includes(wanted) ? wanted : (offered[0] ?? 'NOT_SHARED');
}

/** Writing while nobody reads along: notes that stay closed until they are opened, each with its own choice. */
export function SealedPapers({ phase, onReady }: { phase: Phase; onReady: () => void }) {
  const t = useT();
  const { page, texts } = useOpenSession();
  const { me } = page;
  const all = useOwnTextList(texts);
  const mine = all.filter((text) => text.phase === phase.index && text.kind === 'ENTRY');
  const last = [...all].reverse().find((text) => text.kind === 'ENTRY' && text.version > 0)?.sharing ?? null;
  const sharing = firstSharing(me.sharings, last);
  // One's own text counts as enough of them; changing it stays possible.
  const mayChange = me.mayWrite || me.refusal === 'ENOUGH';
  const mayAdd = me.mayWrite && (phase.maxEach === null || mine.length < phase.maxEach);
  const [fresh, setFresh] = useState<string | null>(null);
  const none = mine.length === 0;
  useEffect(() => {
    if (none && me.mayWrite) texts.layReady({ phase: phase.index, kind: 'ENTRY', sharing });
  }, [none, me.mayWrite, texts, phase.index, sharing]);

  const add = () => {
    if (mayAdd) setFresh(texts.start({ phase: phase.index, kind: 'ENTRY', sharing }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    if (event.shiftKey) onReady();
    else add();
  };
  return (
    <div className={styles.stack}>
      {mine.map((text, index) =>
        mayChange || text.refused || text.state.kind === 'local' ? (
          <Paper
            key={text.key}
            text={text}
            phase={phase}
            label={mine.length > 1 ? t('intervision.noteNumber', { number: index + 1 }) : t('intervision.note')}
            sharings={me.sharings.length > 0 ? me.sharings : [text.sharing]}
            placeholder={t('intervision.placeholder.words')}
            autoFocus={text.key === fresh}
            onKeyDown={onKeyDown}
          />
        ) : (
          <OwnClosed key={text.key} body={text.body} sharing={text.sharing} />
        ),
      )}
      {mayAdd && !none && (
        <Button variant="subtle" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />} onClick={add}>
          {t('intervision.anotherNote')}
        </Button>
      )}
      {!mayChange && none && !saidAbove(me.refusal) && <p className="second">{refusalSentence(t, me.refusal) ?? t('intervision.nothingToWrite')}</p>}
    </div>
  );
}

/** One's own note while nothing can be written: readable, for its author only. */
function OwnClosed({ body, sharing }: { body: string; sharing: Sharing }) {
  const t = useT();
  return (
    <section className={styles.paper} aria-label={t('intervision.note')}>
      <div className={styles.head}>
        <span>{t('intervision.onlyYou')}</span>
        <span>{t(`intervision.sharing.${sharing}`)}</span>
      </div>
      <p className={`voice ${styles.read}`}>{body}</p>
    </section>
  );
}
