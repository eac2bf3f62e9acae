import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { RequestPasswordResetDocument } from '../../generated/graphql.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/TextField.js';
import { Door } from './Door.js';

/** Asks for a mail with a link. Says the same whether the address is known or not. */
export function ForgotPasswordScreen() {
  const t = useT();
  const [email, setEmail] = useState('');
  const [empty, setEmpty] = useState(false);
  const [ask, { loading, error, data }] = useMutation(RequestPasswordResetDocument);
  const failure = error && asKringError(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(email.trim() === '');
    if (email.trim() !== '') ask({ variables: { input: { email: email.trim() } } }).catch(() => undefined);
  };
  return (
    <Door title={t('forgot.title')}>
      {data ? (
        <p role="status">{t('forgot.sent', { email: email.trim() })}</p>
      ) : (
        <>
          <p className="second">{t('forgot.text')}</p>
          <form onSubmit={submit} noValidate>
            <TextField
              name="email"
              kind="email"
              label={t('signIn.email')}
              autoComplete="username"
              value={email}
              onChange={setEmail}
              problem={empty ? t('signIn.emailMissing') : problemText(t, failure, 'email')}
            />
            {failure && failure.fields.length === 0 ? <ErrorNote error={failure} /> : null}
            <Button type="submit" loading={loading}>
              {t('forgot.submit')}
            </Button>
          </form>
        </>
      )}
      <p className="small">
        <Link to="/inloggen">{t('forgot.back')}</Link>
      </p>
    </Door>
  );
}
