import { useMutation, useQuery } from '@apollo/client/react';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { CasePeriodDocument, ShortenCasePeriodDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useCircle } from './circle-context.js';
import { refreshGroup } from './groups.realtime.js';
import styles from './SettingsTab.module.css';

/** Periods that a circle can choose, in days; the schedule's is longer than all of them. */
const choices = [60, 30, 14, 7] as const;

/** How long a closed circle keeps the words of its sessions: shorter is possible, longer is not. */
export function CasePeriodPart() {
  const t = useT();
  const formats = useFormats();
  const { group } = useCircle();
  const { data, client } = useQuery(CasePeriodDocument, { variables: { groupId: group.id }, skip: !group.closed });
  const [picked, setPicked] = useState<string | null>(null);
  const [shorten, { loading, error }] = useMutation(ShortenCasePeriodDocument);
  const period = data?.casePeriod;
  if (!period) return null;
  const shorter = choices.filter((days) => days < period.days && days >= period.leastDays);
  const days = Number(picked ?? shorter[0]);
  const waits = period.waitsForMembers && period.chosenAt !== null;
  return (
    <section className="stack">
      <h2>{t('before.period.title')}</h2>
      <p>{t('before.period.now', { count: period.days })}</p>
      {waits && <p className="second">{t('before.period.waits', { date: formats.date(period.chosenAt ?? '') })}</p>}
      {period.mayShorten && shorter.length > 0 && (
        <>
          <NativeSelect
            label={t('before.period.shorter')}
            description={t('before.period.rule')}
            value={String(days)}
            data={shorter.map((each) => ({ value: String(each), label: t('before.period.days', { count: each }) }))}
            onChange={(event) => setPicked(event.currentTarget.value)}
          />
          <div className={styles.act}>
            <ConfirmInline
              label={t('before.period.choose', { count: days })}
              question={t('before.period.question', { count: days })}
              confirm={t('before.period.yes')}
              busy={loading}
              onConfirm={() =>
                void shorten({ variables: { input: { mutationId: newId(), groupId: group.id, days } } })
                  .then(() => {
                    setPicked(null);
                    refreshGroup(client, group.id);
                  })
                  .catch(() => undefined)
              }
            />
          </div>
        </>
      )}
      {error && <ErrorNote error={asKringError(error)} />}
    </section>
  );
}
