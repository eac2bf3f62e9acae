import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { EndSignInDocument, MySignInsDocument, type MySignInsQuery } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Tag } from '../../ui/Tag.js';
import { useSignOut } from '../identity/use-sign-out.js';
import { ChangePassword } from './ChangePassword.js';
import styles from './Settings.module.css';

type SignIn = MySignInsQuery['mySignIns'][number];

/** Where this person is signed in, and the way to end that; the password. */
export function SignInsSection() {
  const t = useT();
  const { data, error, refetch } = useQuery(MySignInsDocument, { fetchPolicy: 'cache-and-network' });
  const everywhere = useSignOut({ everywhere: true });
  return (
    <>
      <PageHeader title={t('settings.signIns')}>{t('signIns.lead')}</PageHeader>
      {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading label={t('settings.signIns')} withFace={false} rows={2} /> : null}
      <ul className={styles['signIns']}>
        {data?.mySignIns.map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} />
        ))}
      </ul>
      <ConfirmInline
        label={t('signIns.everywhere')}
        question={t('signIns.everywhereQuestion')}
        confirm={t('signIns.everywhere')}
        busy={everywhere.busy}
        onConfirm={everywhere.leave}
      />
      {everywhere.error ? <ErrorNote error={everywhere.error}>{t('signOut.failed')}</ErrorNote> : null}
      {everywhere.question}
      <ChangePassword />
    </>
  );
}

function SignInRow({ signIn }: { signIn: SignIn }) {
  const t = useT();
  const formats = useFormats();
  const [end, { loading, error }] = useMutation(EndSignInDocument, {
    variables: { input: { mutationId: newId(), signInId: signIn.id } },
    update: (cache, { data }) => {
      if (!data) return;
      cache.evict({ id: `SignIn:${signIn.id}` });
      cache.gc();
    },
  });
  return (
    <li>
      <div className="grow">
        <b>{signIn.device}</b> {signIn.current ? <Tag tone="ok">{t('signIns.current')}</Tag> : null}
        <p className="small muted">{t('signIns.seen', { seen: formats.stamp(signIn.lastSeenAt), since: formats.date(signIn.createdAt) })}</p>
        {error ? <ErrorNote error={asKringError(error)} /> : null}
      </div>
      {signIn.current ? null : (
        <Button variant="default" loading={loading} onClick={() => void end().catch(() => undefined)} aria-label={t('signIns.end', { device: signIn.device })}>
          {t('signOut')}
        </Button>
      )}
    </li>
  );
}
