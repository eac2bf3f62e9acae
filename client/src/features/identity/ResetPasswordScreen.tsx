import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { ResetPasswordDocument } from '../../generated/graphql.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/TextField.js';
import { Door } from './Door.js';

/** Chooses a new password with the link from the mail. */
export function ResetPasswordScreen() {
  const t = useT();
  const { token = '' } = useParams();
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const [reset, { loading, error, data }] = useMutation(ResetPasswordDocument);
  const failure = error && asKringError(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = [...password].length < limits.passwordMin;
    setShort(tooShort);
    if (!tooShort) reset({ variables: { input: { token, password } } }).catch(() => undefined);
  };
  const problem = short ? t('password.hint', { count: limits.passwordMin }) : problemText(t, failure, 'password');
  const expired = failure?.reason === 'EXPIRED' || failure?.code === 'NOT_FOUND';
  return (
    <Door title={t('reset.title')}>
      {data ? (
        <>
          <p role="status">{t('reset.done')}</p>
          <Button component={Link} to="/inloggen">
            {t('signIn.submit')}
          </Button>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          <TextField
            name="password"
            kind="password"
            label={t('password.new')}
            hint={t('password.hint', { count: limits.passwordMin })}
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            problem={problem}
          />
          {expired ? (
            <p role="alert">
              {t('reset.expired')} <Link to="/wachtwoord">{t('reset.again')}</Link>
            </p>
          ) : failure && failure.fields.length === 0 ? (
            <ErrorNote error={failure} />
          ) : null}
          <Button type="submit" loading={loading}>
            {t('reset.submit')}
          </Button>
        </form>
      )}
    </Door>
  );
}
