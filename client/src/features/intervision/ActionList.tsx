import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { MarkActionDocument, SessionOutcomeDocument, type ActionState, type OutcomeActionFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Tag } from '../../ui/Tag.js';
import { TextField } from '../../ui/TextField.js';
import styles from './Outcome.module.css';

type Action = OutcomeActionFieldsFragment;

/** Actions of a session: what, who, when; one's own can be ticked, put off, or said not to be needed. */
export function ActionList({ actions, withDay = false, label }: { actions: readonly Action[]; withDay?: boolean; label: string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {actions.map((action) => (
        <li key={action.id} className={styles.item} data-over={action.state === 'OPEN' ? undefined : true}>
          <ActionItem action={action} withDay={withDay} />
        </li>
      ))}
    </ul>
  );
}

function ActionItem({ action, withDay }: { action: Action; withDay: boolean }) {
  const t = useT();
  const formats = useFormats();
  const [later, setLater] = useState<string | null>(null);
  const [mark, { loading, error }] = useMutation(MarkActionDocument, { refetchQueries: [SessionOutcomeDocument] });
  const put = (state: ActionState, dueOn: string | null) => {
    void mark({ variables: { input: { mutationId: newId(), sessionId: action.sessionId, id: action.id, state, dueOn, ifVersion: action.version } } })
      .then(() => setLater(null))
      .catch(() => undefined);
  };
  const owner = action.owner?.name ?? action.ownerWords;
  const due = action.dueOn ? formats.day(`${action.dueOn}T12:00:00`) : action.dueWords;
  return (
    <>
      <p className="voice">{action.what}</p>
      <div className={styles.meta}>
        {owner && <span>{action.mine ? t('before.action.yours') : owner}</span>}
        {due && <span>{t('before.action.due', { date: due })}</span>}
        {withDay && <span>{t('before.action.of', { date: formats.day(action.sessionAt) })}</span>}
        {action.state !== 'OPEN' && <Tag>{t(`before.action.state.${action.state}`)}</Tag>}
      </div>
      {action.mine && later === null && (
        <div className="row-wrap">
          {action.state === 'OPEN' ? (
            <>
              <Button size="sm" variant="default" loading={loading} onClick={() => put('DONE', action.dueOn)}>
                {t('before.action.done')}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => setLater(action.dueOn ?? '')}>
                {t('before.action.later')}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => put('NOT_NEEDED', action.dueOn)}>
                {t('before.action.notNeeded')}
              </Button>
            </>
          ) : (
            <Button size="sm" variant="subtle" loading={loading} onClick={() => put('OPEN', action.dueOn)}>
              {t('before.action.again')}
            </Button>
          )}
        </div>
      )}
      {later !== null && (
        <form
          className="row-wrap"
          onSubmit={(event) => {
            event.preventDefault();
            if (later !== '') put('OPEN', later);
          }}
        >
          <TextField kind="date" name="dueOn" label={t('before.action.newDate')} value={later} onChange={setLater} autoFocus />
          <Button type="submit" size="sm" variant="default" loading={loading}>
            {t('action.save')}
          </Button>
          <Button size="sm" variant="subtle" onClick={() => setLater(null)}>
            {t('action.cancel')}
          </Button>
        </form>
      )}
      {error && (
        <p role="alert" className="small">
          {errorSentence(t, asKringError(error))}
        </p>
      )}
    </>
  );
}
