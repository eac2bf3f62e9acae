import { useMutation } from '@apollo/client/react';
import { IconCheck, IconClock } from '@tabler/icons-react';
import { HarvestDocument, WithdrawHarvestDocument, type HarvestFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Tag } from '../../ui/Tag.js';
import styles from './After.module.css';

const sign = { size: 14, stroke: 2, 'aria-hidden': true as const };

/** Who has to approve, and who did. */
export function HarvestPeople({ harvest }: { harvest: HarvestFieldsFragment }) {
  const t = useT();
  const asked = harvest.status !== 'EDITING';
  return (
    <section className={styles.wide}>
      <h3 className="small">{t('after.harvest.whose')}</h3>
      <ul className={styles.approvals}>
        {harvest.approvals.map(({ person, contributor, approved }) => (
          <li key={person.id}>
            <span>{t(contributor ? 'after.harvest.isContributor' : 'after.harvest.isQuoted', { name: person.name })}</span>
            {asked && (
              <Tag tone={approved ? 'ok' : 'plain'} icon={approved ? <IconCheck {...sign} /> : <IconClock {...sign} />}>
                {t(approved ? 'after.harvest.approved' : 'after.harvest.waits')}
              </Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Takes the lesson back, with its words and its key: no copy of it can be read any more. */
export function WithdrawHarvest({ sessionId }: { sessionId: string }) {
  const t = useT();
  const [withdraw, { loading, error }] = useMutation(WithdrawHarvestDocument, {
    update: (cache) => cache.writeQuery({ query: HarvestDocument, variables: { sessionId }, data: { __typename: 'Query', harvest: null } }),
    refetchQueries: ['Lessons', 'CircleLessons'],
  });
  return (
    <>
      <ConfirmInline
        label={t('after.harvest.withdraw')}
        question={t('after.harvest.withdrawQuestion')}
        confirm={t('after.harvest.withdrawConfirm')}
        busy={loading}
        onConfirm={() => void withdraw({ variables: { input: { mutationId: newId(), sessionId } } }).catch(() => undefined)}
      />
      {error && <ErrorNote error={asKringError(error)} />}
    </>
  );
}
