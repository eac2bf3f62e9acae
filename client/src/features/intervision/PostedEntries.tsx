import { Button } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import type { SessionTextFieldsFragment } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Visibility } from '../../ui/Visibility.js';
import { EntryFields, EntryWords } from './EntryFields.js';
import { FromPreparation } from './FromPreparation.js';
import { Paper } from './Paper.js';
import styles from './Paper.module.css';
import { refusalSentence, saidAbove } from './refusal-words.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import { usePosting } from './use-posting.js';

/** What everyone reads as soon as it is posted. It begins as a private note: nothing appears without a press. */
export function PostedEntries({ phase, after }: { phase: Phase; after?: (text: SessionTextFieldsFragment) => ReactNode }) {
  const t = useT();
  const { page } = useOpenSession();
  const { me } = page;
  const posted = page.texts.filter((text) => text.phase === phase.index && text.kind === 'ENTRY');
  return (
    <div className={styles.stack}>
      {me.mayWrite && <ToPost phase={phase} />}
      {/* who answers hears so above the questions */}
      {!me.mayWrite && me.refusal !== 'ENOUGH' && !page.written?.mayAnswer && !saidAbove(me.refusal) && <p className="second">{refusalSentence(t, me.refusal) ?? t('intervision.nothingToWrite')}</p>}
      <PostedList phase={phase} texts={posted} mayChange={me.mayWrite || me.refusal === 'ENOUGH'} {...(after ? { after } : {})} />
    </div>
  );
}

function ToPost({ phase }: { phase: Phase }) {
  const t = useT();
  const { page, texts } = useOpenSession();
  const draft = useOwnTextList(texts).find((text) => text.phase === phase.index && text.kind === 'NOTE');
  const posting = usePosting();
  const { busy, error } = posting;
  const none = draft === undefined;
  useEffect(() => {
    if (none) texts.layReady({ phase: phase.index, kind: 'NOTE', sharing: 'NOT_SHARED' });
  }, [none, texts, phase.index]);
  if (!draft) return null;
  const sharing = page.me.sharings.find((each) => each !== 'NOT_SHARED') ?? 'NAMED';
  const post = () => posting.post(draft.body, () => texts.post(draft.key, sharing));
  return (
    <>
      <FromPreparation phase={phase} text={draft} />
      <Paper
        text={draft}
        phase={phase}
        label={t('intervision.yourWords')}
        placeholder={t(`intervision.placeholder.${phase.input === 'questions' ? 'question' : 'words'}`)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) {
            event.preventDefault();
            void post();
          }
        }}
        action={
          <Button variant="default" loading={busy} onClick={() => void post()}>
            {t(sharing === 'NAMELESS' ? 'intervision.postNameless' : 'intervision.post')}
          </Button>
        }
      />
      {error && (
        <p role="alert" className="small">
          {t('intervision.postFailed')} {errorSentence(t, error)}
        </p>
      )}
    </>
  );
}

interface ListProps {
  phase: Phase;
  texts: SessionTextFieldsFragment[];
  mayChange: boolean;
  /** below each text: what belongs to it */
  after?: (text: SessionTextFieldsFragment) => ReactNode;
}

function PostedList({ phase, texts, mayChange, after }: ListProps) {
  const t = useT();
  const { page } = useOpenSession();
  if (texts.length === 0) return null;
  const members = page.people.length;
  return (
    <section className={styles.stack} aria-label={t('intervision.posted')}>
      <Visibility reach="circle">{t('intervision.whoReads', { count: members })}</Visibility>
      <ul className={styles.cards}>
        {texts.map((text) => (
          <li key={text.id} className={styles.card}>
            <Posted text={text} phase={phase} mayChange={mayChange && text.mine} />
            {after?.(text)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Posted({ text, phase, mayChange }: { text: SessionTextFieldsFragment; phase: Phase; mayChange: boolean }) {
  const t = useT();
  const { texts, acts, may, leads } = useOpenSession();
  const viewer = useViewer();
  const own = useOwnTextList(texts).find((each) => each.id === text.id);
  const [editing, setEditing] = useState<string | null>(null);
  const by = text.author === null ? t('intervision.sharing.NAMELESS') : text.author.id === viewer.id ? t('groups.you') : text.author.name;
  if (editing !== null)
    return (
      <>
        <EntryFields phase={phase} label={t('intervision.yourWords')} value={editing} onChange={setEditing} autoFocus />
        <div className="row-wrap">
          <Button
            size="sm"
            onClick={() => {
              if (own && editing.trim() !== '') texts.write(own.key, editing);
              setEditing(null);
            }}
          >
            {t('action.save')}
          </Button>
          <Button size="sm" variant="subtle" onClick={() => setEditing(null)}>
            {t('action.cancel')}
          </Button>
        </div>
      </>
    );
  return (
    <>
      {/* one's own is shown as it was typed last, also before the server has it */}
      <EntryWords phase={phase} body={own?.body ?? text.body} />
      <div className="row-wrap">
        <span className={styles.by}>{by}</span>
        {leads && may('MOVE_PHASE') && phase.input === 'questions' && !phase.sealed && text.opened && text.author && !text.mine && (
          <button type="button" className="text-button small" onClick={() => void acts.act('returnQuestion', { textId: text.id })}>
            {t('room.advice.return')}
          </button>
        )}
        {mayChange && own && (
          <button type="button" className="text-button small" onClick={() => setEditing(own.body)}>
            {t('intervision.change')}
          </button>
        )}
      </div>
      {text.returned && <p className={styles.hint}>{t('room.advice.hint')}</p>}
      {own?.refused && (
        <p role="alert" className="small">
          {t('intervision.notTaken')}
        </p>
      )}
    </>
  );
}
