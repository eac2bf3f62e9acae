import { Button } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { useId, useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { PutCaseForwardDocument, WithdrawCaseDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { SavedState } from '../../ui/SavedState.js';
import { LongTextField, TextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import lobby from './Lobby.module.css';
import { namesSomebody } from './name-hint.js';
import styles from './Outcome.module.css';
import paper from './Paper.module.css';
import { useOpenSession } from './session-context.js';
import type { Cases } from './use-cases.js';
import { useSay } from './use-say.js';

const question = 'question_in_i_form';

/** A case in five short fields: one's own until it is put forward, and then title and question only. */
export function CasePreparation({ cases, keeper, own }: Cases) {
  const t = useT();
  const say = useSay();
  const id = useId();
  const { page } = useOpenSession();
  const sessionId = page.session.id;
  const [open, setOpen] = useState(false);
  const [missing, setMissing] = useState(false);
  const [put, putting] = useMutation(PutCaseForwardDocument);
  const [withdraw, withdrawing] = useMutation(WithdrawCaseDocument);
  if (!cases) return null;
  const title = own.words['title'] ?? '';
  const forward = cases.cases.find((each) => each.mine);
  const stale = forward !== undefined && (forward.title !== title.trim() || forward.question !== (own.words[question] ?? '').trim());
  const closed = cases.stage === 'CLOSED';
  const begun = own.version > 0 || Object.values(own.words).some((words) => words !== '');
  const failure = putting.error ?? withdrawing.error;
  const names = page.people.map(({ person }) => person.name);
  const bring = async () => {
    setMissing(title.trim() === '');
    if (title.trim() === '') return;
    await keeper.flush();
    await put({ variables: { input: { mutationId: newId(), sessionId, caseId: keeper.read().id } } }).catch(() => undefined);
  };
  if (!open)
    return (
      <section className={lobby.block}>
        <h2>{t('before.case.title')}</h2>
        <p className="second">{t(begun ? 'before.case.yours' : 'before.case.mayNot')}</p>
        {begun && title !== '' && <p className="voice">{title}</p>}
        <Button variant="default" onClick={() => setOpen(true)}>
          {t(begun ? 'before.case.goOn' : 'before.case.prepare')}
        </Button>
      </section>
    );
  return (
    <section className={lobby.block} aria-label={t('before.case.title')}>
      <h2>{t('before.case.title')}</h2>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void bring();
        }}
      >
        <div className={paper.head}>
          <Visibility reach="me">{t('intervision.onlyYou')}</Visibility>
          <SavedState id={id} state={own.state} />
        </div>
        {cases.labels.map(({ key, words }) => {
          const value = own.words[key] ?? '';
          const common = { name: key, label: say(words), value, maxLength: limits.caseField, onChange: (next: string) => keeper.write(key, next) };
          return (
            <div key={key} className={styles.field}>
              {key === 'title' ? (
                <TextField {...common} hint={t('before.case.titleHint')} problem={missing && title.trim() === '' ? t('before.case.titleNeeded') : undefined} />
              ) : (
                <LongTextField {...common} rows={2} voice />
              )}
              {namesSomebody(value, names) && <p className={paper.hint}>{t('intervision.nameHint')}</p>}
            </div>
          );
        })}
        {own.theirs && (
          <div role="alert" className={styles.item}>
            <p>{t('intervision.otherDevice')}</p>
            {cases.labels.map(({ key, words }) => (
              <p key={key} className="voice">
                {own.theirs?.words[key] && `${say(words)}: ${own.theirs.words[key]}`}
              </p>
            ))}
            <div className="row-wrap">
              <Button size="sm" variant="default" onClick={() => keeper.resolve('mine')}>
                {t('intervision.takeMine')}
              </Button>
              <Button size="sm" variant="default" onClick={() => keeper.resolve('theirs')}>
                {t('intervision.takeTheirs')}
              </Button>
            </div>
          </div>
        )}
        {!closed && <p className="small second">{t(forward ? 'before.case.shown' : 'before.case.whatShows', { count: cases.people })}</p>}
        <div className="row-wrap">
          {!closed && (forward === undefined || stale) && (
            <Button type="submit" loading={putting.loading}>
              {t(forward ? 'before.case.update' : 'before.case.put')}
            </Button>
          )}
          {!closed && forward && (
            <Button variant="default" loading={withdrawing.loading} onClick={() => void withdraw({ variables: { input: { mutationId: newId(), sessionId, caseId: forward.id } } }).catch(() => undefined)}>
              {t('before.case.withdraw')}
            </Button>
          )}
          <Button
            variant="subtle"
            onClick={() => {
              void keeper.flush();
              setOpen(false);
            }}
          >
            {t('before.case.laterOn')}
          </Button>
        </div>
        {failure && (
          <p role="alert" className="small">
            {errorSentence(t, asKringError(failure))}
          </p>
        )}
      </form>
      {begun && (
        <ConfirmInline
          label={t('before.case.discard')}
          question={t('before.case.discardQuestion')}
          confirm={t('before.case.discard')}
          onConfirm={() => void keeper.discard().then(() => setOpen(false)).catch(() => undefined)}
        />
      )}
    </section>
  );
}
