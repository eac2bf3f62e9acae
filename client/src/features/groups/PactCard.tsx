import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { AcceptPactDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { askConversationsAgain } from '../discussions/refresh.js';
import { useCircle } from './circle-context.js';
import styles from './PactCard.module.css';

/** The agreements of this circle, on the first visit and after every change: read, agree, and it is recorded with the date. */
export function PactCard() {
  const t = useT();
  const formats = useFormats();
  const { group } = useCircle();
  // One id per version on screen (the frame keys on it): pressing again after a lost answer records nothing twice.
  const [mutationId, setMutationId] = useState(newId);
  const [accept, { loading, error, client }] = useMutation(AcceptPactDocument);
  const { pact } = group;
  if (pact === null) return null;
  const again = group.pactAcceptedVersion > 0;
  return (
    <section className={styles.card} aria-labelledby="pact-title">
      <h2 id="pact-title">{t(again ? 'groups.pact.changedTitle' : 'groups.pact.title')}</h2>
      <p className="small muted">{t('groups.pact.from', { date: formats.date(pact.createdAt) })}</p>
      <p className={`voice ${styles.text}`}>{pact.text}</p>
      {error && <ErrorNote error={asKringError(error)} />}
      <div className="row-wrap">
        <Button
          loading={loading}
          onClick={() =>
            void accept({ variables: { input: { mutationId, groupId: group.id, version: pact.version } } })
              .then(() => {
                setMutationId(newId());
                askConversationsAgain(client);
                askAgain(client, 'Home');
              })
              .catch(() => undefined)
          }
        >
          {t('groups.pact.accept')}
        </Button>
        <span className="small muted">{t('groups.pact.whatHappens')}</span>
      </div>
    </section>
  );
}
