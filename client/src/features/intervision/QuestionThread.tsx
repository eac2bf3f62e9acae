import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { SessionTextFieldsFragment } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { answersOf } from './answers.js';
import { AnswersTo } from './AnswersTo.js';
import { EntryWords } from './EntryFields.js';
import { OwnNotes } from './OwnNotes.js';
import { Paper } from './Paper.js';
import { isWritten } from './PhaseWork.js';
import { PostedEntries } from './PostedEntries.js';
import { openedOf } from './RevealBoard.js';
import { refreshSession } from './session-cache.js';
import { SessionContext, useOpenSession, type Phase } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import styles from './Written.module.css';

/** Questions, and below each the answer of whose case it is. The questions of an earlier phase too, where the phase shows them. */
export function QuestionThread({ phase }: { phase: Phase }) {
  const t = useT();
  const { page } = useOpenSession();
  const earlier = phase.shows === null ? [] : openedOf(page.texts, phase.shows);
  const below = (text: SessionTextFieldsFragment) => <Below question={text} phase={phase} />;
  return (
    <>
      {earlier.length > 0 && (
        <section className={styles.block}>
          <h2 className={styles.part}>{t('written.questions')}</h2>
          <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
          <ul className={styles.texts}>
            {earlier.map((text) => (
              <li key={text.id}>
                <EntryWords phase={page.script.phases[text.phase]} body={text.body} />
                <span className="small muted">{text.author?.name ?? t('intervision.sharing.NAMELESS')}</span>
                {below(text)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {isWritten(phase) && <PostedEntries phase={phase} after={below} />}
      {phase.shows !== null && earlier.length === 0 && <p className="second">{t('written.noQuestions')}</p>}
      {!page.me.mayWrite && <OwnNotes phase={phase} />}
    </>
  );
}

function Below({ question, phase }: { question: SessionTextFieldsFragment; phase: Phase }) {
  const t = useT();
  const { page } = useOpenSession();
  const mayAnswer = page.written?.mayAnswer === true && !question.mine;
  const posted = page.texts.some((text) => text.kind === 'ANSWER' && text.aboutId === question.id && text.opened);
  if (mayAnswer) return <MyAnswer question={question} phase={phase} posted={posted} />;
  return posted ? <AnswersTo id={question.id} /> : <p className="small muted">{t('written.noAnswerYet')}</p>;
}

/** The answer of whose case it is: kept while it is written, theirs alone until it is posted. */
function MyAnswer({ question, phase, posted }: { question: SessionTextFieldsFragment; phase: Phase; posted: boolean }) {
  const t = useT();
  const client = useApolloClient();
  const open = useOpenSession();
  const { page, clock } = open;
  const answers = answersOf(client, page.session.id, clock);
  const [writing, setWriting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<KringError>();
  useEffect(() => answers.took(page, phase.index), [answers, page, phase.index]);
  const mine = useOwnTextList(answers.texts).find(({ id, key }) => answers.isAbout(id, key, question.id));
  const inside = useMemo(() => ({ ...open, texts: answers.texts }), [open, answers]);
  const begin = () => {
    if (!mine) answers.begin(question.id, phase.index);
    setWriting(true);
  };
  if (!writing && (posted || !mine))
    return (
      <>
        <AnswersTo id={question.id} />
        <div>
          <Button variant={posted ? 'subtle' : 'default'} size="sm" onClick={begin}>
            {t(posted ? 'written.change' : 'written.answer')}
          </Button>
        </div>
      </>
    );
  if (!mine) return null;
  const post = async () => {
    if (busy || mine.body.trim() === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await answers.post(mine.key);
      setWriting(false);
      refreshSession(client, page.session.id);
    } catch (failure) {
      setError(asKringError(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <SessionContext.Provider value={inside}>
      <Paper
        text={mine}
        phase={{ ...phase, input: 'statement' }}
        label={t('written.answerTo')}
        placeholder={t('written.answerHint')}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) {
            event.preventDefault();
            void post();
          }
        }}
        action={
          <Button variant="default" loading={busy} onClick={() => void post()}>
            {t('written.postAnswer')}
          </Button>
        }
      />
      {error && (
        <p role="alert" className="small">
          {t('written.postFailed')} {errorSentence(t, error)}
        </p>
      )}
    </SessionContext.Provider>
  );
}
