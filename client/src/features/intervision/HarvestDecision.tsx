import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../../schema/limits.js';
import { ApproveHarvestDocument, ObjectHarvestDocument, type HarvestFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { LongTextField } from '../../ui/TextField.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { HarvestPeople, WithdrawHarvest } from './HarvestPeople.js';
import { LessonWords } from './LessonWords.js';
import type { Page } from './session-context.js';
import { Traces, useKnown } from './Traces.js';

/** The words stand: they are approved, read by the circle, or shared. */
export function HarvestDecision({ page, harvest }: { page: Page; harvest: HarvestFieldsFragment }) {
  const t = useT();
  const formats = useFormats();
  const { id: sessionId } = page.session;
  const may = (action: HarvestFieldsFragment['viewerActions'][number]): boolean => harvest.viewerActions.includes(action);
  const [approve, approving] = useMutation(ApproveHarvestDocument);
  const region = harvest.reach === 'REGION';
  const status = harvest.status === 'EDITING' ? 'APPROVING' : harvest.status;
  const known = useKnown(page);
  const readers = t(`after.harvest.reads.${harvest.reach}`);
  return (
    <div className={styles.two}>
      <article className={styles.card}>
        <Visibility reach={region ? 'region' : 'circle'}>{t(`after.harvest.for.${harvest.reach}`)}</Visibility>
        <h2>{harvest.title}</h2>
        <LessonWords lesson={harvest} />
        {harvest.status !== 'PUBLISHED' && (['title', 'situation', 'helped', 'tryNext'] as const).map((part) => <Traces key={part} text={harvest[part]} known={known} />)}
      </article>
      <div className={styles.work}>
        <h2>{t(`after.harvest.status.${status}`)}</h2>
        {harvest.status !== 'PUBLISHED' && <p>{t('after.harvest.recognise', { readers })}</p>}
        {harvest.status === 'OBJECTING' && harvest.objectionEndsAt && <p className="second">{t('after.harvest.until', { day: formats.day(harvest.objectionEndsAt) })}</p>}
        {harvest.status === 'PUBLISHED' && harvest.publishedOn && <p className="second">{t('after.harvest.since', { day: formats.date(harvest.publishedOn) })}</p>}
        <HarvestPeople harvest={harvest} />
        {approving.error && <ErrorNote error={asKringError(approving.error)} />}
        <div className="row-wrap">
          {may('APPROVE') && (
            <Button loading={approving.loading} onClick={() => void approve({ variables: { input: { mutationId: newId(), sessionId, ifVersion: harvest.version } } }).catch(() => undefined)}>
              {t('after.harvest.approve')}
            </Button>
          )}
          {may('WITHDRAW') && <WithdrawHarvest sessionId={sessionId} />}
        </div>
        {may('OBJECT') && <Objection sessionId={sessionId} version={harvest.version} people={page.people.length} />}
      </div>
    </div>
  );
}

/** Anyone of the circle puts it back on the table, with a reason or without one; who it was is written nowhere. */
function Objection({ sessionId, version, people }: { sessionId: string; version: number; people: number }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [object, { loading, error }] = useMutation(ObjectHarvestDocument);
  return (
    <form
      className={`${styles.work} ${styles.wide}`}
      onSubmit={(event) => {
        event.preventDefault();
        void object({ variables: { input: { mutationId: newId(), sessionId, ifVersion: version, reason: reason.trim() } } }).catch(() => undefined);
      }}
    >
      <div className={styles.field}>
        <LongTextField name="reason" rows={2} label={t('after.harvest.reason')} hint={t('after.harvest.reasonHint')} maxLength={limits.lessonPart} value={reason} onChange={setReason} />
        <Visibility reach="circle">{t('intervision.whoReads', { count: people })}</Visibility>
      </div>
      {error && <ErrorNote error={asKringError(error)} />}
      <Button type="submit" variant="default" loading={loading}>
        {t('after.harvest.object')}
      </Button>
    </form>
  );
}
