import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { SessionTextFieldsFragment } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { answersOf, type Change } from './answers.js';
import { AnswersTo } from './AnswersTo.js';
import { EntryFields, EntryWords } from './EntryFields.js';
import { OwnNotes } from './OwnNotes.js';
import { Paper } from './Paper.js';
import paper from './Paper.module.css';
import { isWritten } from './PhaseWork.js';
import { PostedEntries } from './PostedEntries.js';
import { openedOf } from './RevealBoard.js';
import { refreshSession } from './session-cache.js';
import { SessionContext, useOpenSession, type Phase } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import styles from './Written.module.css';
import { usePosting } from './use-posting.js';

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
  const posted = page.texts.find((text) => text.kind === 'ANSWER' && text.aboutId === question.id && text.opened);
  if (mayAnswer && posted?.mine) return <PostedAnswer answer={posted} questionId={question.id} phase={phase} />;
  if (mayAnswer && !posted) return <MyAnswer question={question} phase={phase} />;
  return posted ? <AnswersTo id={question.id} /> : <p className="small muted">{t('written.noAnswerYet')}</p>;
}

/** The answer of whose case it is: kept while it is written, theirs alone until it is posted. */
function MyAnswer({ question, phase }: { question: SessionTextFieldsFragment; phase: Phase }) {
  const t = useT();
  const client = useApolloClient();
  const open = useOpenSession();
  const { page, clock } = open;
  const answers = answersOf(client, page.session.id, clock);
  const posting = usePosting();
  const { busy, error } = posting;
  useEffect(() => answers.took(page, phase.index), [answers, page, phase.index]);
  const mine = useOwnTextList(answers.texts).find(({ id, key }) => answers.isAbout(id, key, question.id));
  const inside = useMemo(() => ({ ...open, texts: answers.texts }), [open, answers]);
  if (!mine)
    return (
      <div>
        <Button variant="default" size="sm" onClick={() => answers.begin(question.id, phase.index)}>
          {t('written.answer')}
        </Button>
      </div>
    );
  const post = () => posting.post(mine.body, () => answers.post(mine.key));
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

/** What everyone reads changes when it is saved on purpose, not while it is typed. */
function PostedAnswer({ answer, questionId, phase }: { answer: SessionTextFieldsFragment; questionId: string; phase: Phase }) {
  const t = useT();
  const client = useApolloClient();
  const { page, clock } = useOpenSession();
  const answers = answersOf(client, page.session.id, clock);
  const [change, setChange] = useState(() => answers.changeOf(questionId));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<KringError>();
  const keep = (next: Change | null) => {
    answers.keepChange(questionId, next);
    setChange(next);
  };
  if (!change)
    return (
      <>
        <AnswersTo id={questionId} />
        <div>
          <Button variant="subtle" size="sm" className={styles.flush!} onClick={() => keep({ body: answer.body, version: answer.version })}>
            {t('written.change')}
          </Button>
        </div>
      </>
    );
  const save = async () => {
    if (busy || change.body.trim() === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await answers.saveChange(answer, change);
      setChange(null);
      refreshSession(client, page.session.id);
    } catch (failure) {
      const refused = asKringError(failure);
      setError(refused);
      if (refused.code === 'CONFLICT') refreshSession(client, page.session.id);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <AnswersTo id={questionId} />
      <section className={paper.paper} aria-label={t('written.changeAnswer')}>
        <div className={paper.head}>
          <Visibility reach="me">{t('written.changeReach')}</Visibility>
        </div>
        <EntryFields phase={{ ...phase, input: 'statement' }} label={t('written.changeAnswer')} value={change.body} onChange={(body) => keep({ ...change, body })} />
        {answer.version > change.version && (
          <div className={paper.two} role="alert">
            <p>{t('written.changedElsewhere')}</p>
            <div>
              <Button size="sm" variant="default" onClick={() => keep({ ...change, version: answer.version })}>
                {t('intervision.takeMine')}
              </Button>
            </div>
          </div>
        )}
        <div className={paper.foot}>
          <Button variant="subtle" onClick={() => keep(null)}>
            {t('written.leaveAsItWas')}
          </Button>
          <span className="grow" />
          <Button variant="default" loading={busy} onClick={() => void save()}>
            {t('written.saveChange')}
          </Button>
        </div>
      </section>
      {error && (
        <p role="alert" className="small">
          {t('written.changeFailed')} {errorSentence(t, error)}
        </p>
      )}
    </>
  );
}
