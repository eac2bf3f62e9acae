import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { CastCaseVoteDocument, CloseCaseVoteDocument, type SessionCasesFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Tag } from '../../ui/Tag.js';
import { AskOnce } from './AskOnce.js';
import styles from './Forms.module.css';
import lobby from './Lobby.module.css';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';

type Cases = SessionCasesFieldsFragment;

/** The titles that were put forward: read, preferred in secret, and settled by whoever leads. */
export function CaseChoice({ cases }: { cases: Cases }) {
  const t = useT();
  const formats = useFormats();
  if (cases.cases.length === 0) return null;
  return (
    <section className={lobby.block}>
      <h2>{t('before.choice.title')}</h2>
      {cases.stage === 'VOTING' && <Ballot cases={cases} />}
      {cases.stage !== 'VOTING' && <Titles cases={cases} />}
      {cases.stage === 'COLLECTING' && cases.cases.length > 1 && cases.opensAt !== null && (
        <p className="small second">{t('before.choice.opens', { day: formats.day(cases.opensAt) })}</p>
      )}
    </section>
  );
}

function Ballot({ cases }: { cases: Cases }) {
  const t = useT();
  const say = useSay();
  const { page, may } = useOpenSession();
  const sessionId = page.session.id;
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const [cast, casting] = useMutation(CastCaseVoteDocument);
  const [close, closing] = useMutation(CloseCaseVoteDocument);
  const chosen = (picked ?? cases.myChoice).filter((id) => cases.cases.some((each) => each.id === id));
  const voted = picked === null && cases.myChoice.length > 0;
  const toggle = (id: string) => setPicked(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const failure = casting.error ?? closing.error;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length === 0) return;
        void cast({ variables: { input: { mutationId: newId(), sessionId, caseIds: [...chosen] } } })
          .then(() => setPicked(null))
          .catch(() => undefined);
      }}
    >
      <fieldset className={styles.options}>
        <legend className="small second">{say(cases.ballot)}</legend>
        {cases.cases.map((each) => {
          const on = chosen.includes(each.id);
          return (
            <label key={each.id} className={styles.option}>
              <input type="checkbox" name="case" checked={on} disabled={!on && chosen.length >= cases.choices} onChange={() => toggle(each.id)} />
              <CaseWords title={each.title} question={each.question} mine={each.mine} />
            </label>
          );
        })}
      </fieldset>
      <p className="small second" role="status">
        {voted ? t('intervision.vote.counts') : t('before.choice.secret')} {t('before.choice.voted', { count: cases.voters, people: cases.people })}
      </p>
      <div className="row-wrap">
        <Button type="submit" size="md" variant={voted ? 'default' : 'filled'} loading={casting.loading}>
          {t(cases.myChoice.length > 0 ? 'intervision.vote.again' : 'intervision.vote.cast')}
        </Button>
        {may('CHOOSE_CASE') && (
          <AskOnce
            label={t('before.choice.close')}
            question={t('before.choice.closeQuestion')}
            busy={closing.loading}
            onYes={() => void close({ variables: { input: { mutationId: newId(), sessionId } } }).catch(() => undefined)}
          />
        )}
      </div>
      {failure && (
        <p role="alert" className="small">
          {errorSentence(t, asKringError(failure))}
        </p>
      )}
    </form>
  );
}

/** Before the vote titles and questions; afterwards how many chose each, and whose it is. A tie is for people to settle. */
function Titles({ cases }: { cases: Cases }) {
  const t = useT();
  const { page, acts, may } = useOpenSession();
  const counted = cases.cases.some(({ votes }) => votes !== null);
  const sorted = counted ? [...cases.cases].sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0)) : cases.cases;
  const tied = cases.cases.filter(({ leading }) => leading);
  const chooses = may('CHOOSE_CASE') && !page.script.everyoneContributes && cases.chosenId === null && (page.state.status === 'PLANNED' || page.state.status === 'LOBBY') && (cases.stage === 'CLOSED' || cases.cases.length === 1);
  return (
    <>
      {tied.length > 1 && cases.chosenId === null && (
        <p>{t(may('CHOOSE_CASE') ? 'before.choice.tieLead' : 'before.choice.tie', { names: tied.flatMap(({ person }) => person?.name ?? []).join(', ') })}</p>
      )}
      <ul className={styles.result}>
        {sorted.map((each) => (
          <li key={each.id}>
            <CaseWords title={each.title} question={each.question} mine={each.mine} />
            <span className="row-wrap small">
              {each.person && <span className="second">{each.person.name}</span>}
              {each.votes !== null && <span>{t('intervision.vote.votes', { count: each.votes })}</span>}
              {cases.chosenId === each.id && <Tag tone="now">{t('before.choice.chosen')}</Tag>}
              {chooses && each.person?.id !== page.state.facilitatorId && (
                <Button size="sm" variant="default" loading={acts.busy === 'chooseCase'} onClick={() => void acts.act('chooseCase', { caseId: each.id })}>
                  {t('before.choice.choose')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CaseWords({ title, question, mine }: { title: string; question: string; mine: boolean }) {
  const t = useT();
  return (
    <span className={styles.case}>
      <span className="voice">{title}</span>
      {question !== '' && <span className="small second">{question}</span>}
      {mine && <span className="tiny muted">{t('before.choice.yours')}</span>}
    </span>
  );
}
