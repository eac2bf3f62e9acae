import { useMutation, useQuery } from '@apollo/client/react';
import { Button, TextInput } from '@mantine/core';
import { CalendarFeedDocument, RenewCalendarFeedDocument, RevokeCalendarFeedDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import styles from './Settings.module.css';

/** The secret address at which one's own calendar reads along: made, made anew, ended. */
export function CalendarSection() {
  const t = useT();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(CalendarFeedDocument);
  const [renew, renewing] = useMutation(RenewCalendarFeedDocument, { fetchPolicy: 'no-cache', refetchQueries: ['CalendarFeed'] });
  const [revoke, revoking] = useMutation(RevokeCalendarFeedDocument, { refetchQueries: ['CalendarFeed'] });
  const make = (): void => void renew({ variables: { input: { mutationId: newId(), id: newId() } } }).catch(() => undefined);
  const end = (): void => {
    renewing.reset();
    revoke({ variables: { input: { mutationId: newId() } } }).catch(() => undefined);
  };
  const address = renewing.data?.renewCalendarFeed.address;
  const since = data?.calendarFeed.createdAt;
  const failure = renewing.error ?? revoking.error;
  return (
    <>
      <PageHeader title={t('settings.calendar')}>{t('calendar.lead')}</PageHeader>
      {!data && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
      {!data && !error && <Loading label={t('settings.calendar')} withFace={false} />}
      <div className={styles.form}>
        {data && <p role="status">{since ? t('calendar.since', { date: formats.date(since) }) : t('calendar.none')}</p>}
        {address && <TextInput label={t('calendar.address')} description={t('calendar.once')} readOnly value={address} onFocus={(event) => event.currentTarget.select()} />}
        {data && (
          <div className="row-wrap">
            {since ? (
              <>
                <ConfirmInline label={t('calendar.renew')} question={t('calendar.renewQuestion')} confirm={t('calendar.renew')} busy={renewing.loading} onConfirm={make} />
                <ConfirmInline label={t('calendar.revoke')} question={t('calendar.revokeQuestion')} confirm={t('calendar.revoke')} busy={revoking.loading} onConfirm={end} />
              </>
            ) : (
              <Button loading={renewing.loading} onClick={make}>
                {t('calendar.make')}
              </Button>
            )}
          </div>
        )}
        <p className="small second">{t('calendar.what')}</p>
      </div>
      {failure && <ErrorNote error={asKringError(failure)}>{t('settings.failed')}</ErrorNote>}
    </>
  );
}
