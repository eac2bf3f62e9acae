import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { AnswerFollowUpDocument, type FollowUpFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { LongTextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import styles from './Outcome.module.css';

/** "How is your intention going": for oneself, unless somebody presses share. */
export function FollowUpForm({ sessionId, mine }: { sessionId: string; mine: FollowUpFieldsFragment | undefined }) {
  const t = useT();
  const [words, setWords] = useState(mine?.words ?? '');
  const [kept, setKept] = useState<'me' | 'circle' | null>(null);
  const [missing, setMissing] = useState(false);
  const [answer, { loading, error, client }] = useMutation(AnswerFollowUpDocument);
  const send = (share: boolean) => {
    setMissing(share && words.trim() === '');
    if (share && words.trim() === '') return;
    void answer({ variables: { input: { mutationId: newId(), sessionId, words: words.trim(), share } } })
      .then(() => {
        setKept(share ? 'circle' : 'me');
        askAgain(client, 'Home');
      })
      .catch(() => undefined);
  };
  const shared = kept === null ? (mine?.shared ?? false) : kept === 'circle';
  return (
    <form
      id="voornemen"
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <LongTextField
        name="words"
        label={t('before.followUp.title')}
        hint={t('before.followUp.hint')}
        voice
        rows={2}
        maxLength={limits.purpose}
        value={words}
        onChange={(next) => {
          setKept(null);
          setWords(next);
        }}
        problem={missing && words.trim() === '' ? t('errors.field.REQUIRED') : undefined}
      />
      <Visibility reach={shared ? 'circle' : 'me'}>{t(shared ? 'before.followUp.sharedWith' : 'reach.me')}</Visibility>
      <div className="row-wrap">
        <Button type="submit" variant="default" loading={loading}>
          {t('before.followUp.keep')}
        </Button>
        <Button variant="default" onClick={() => send(true)}>
          {t('before.followUp.share')}
        </Button>
        {kept && (
          <span role="status" className="small second">
            {t(kept === 'circle' ? 'before.followUp.wasShared' : 'before.followUp.wasKept')}
          </span>
        )}
      </div>
      {error && (
        <p role="alert" className="small">
          {errorSentence(t, asKringError(error))}
        </p>
      )}
    </form>
  );
}
