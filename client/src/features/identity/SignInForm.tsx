import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { SignInDocument, type MeFieldsFragment } from '../../generated/graphql.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/TextField.js';

interface Props {
  onSignedIn: (me: MeFieldsFragment) => void;
  /** filled in already: a chosen person of the demonstration, or who was signed in before */
  email?: string;
  autoFocus?: boolean;
}

/** Mail address and password. Passwords can be pasted and shown: nothing has to be remembered twice. */
export function SignInForm({ onSignedIn, email: given = '', autoFocus = false }: Props) {
  const t = useT();
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password' | null>(null);
  const [signIn, { loading, error }] = useMutation(SignInDocument);
  const failure = error && asKringError(error);
  useEffect(() => {
    if (given) setEmail(given);
  }, [given]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = email.trim() === '' ? 'email' : password === '' ? 'password' : null;
    setMissing(empty);
    if (empty) return;
    signIn({ variables: { input: { email: email.trim(), password } } })
      .then(({ data }) => data && onSignedIn(data.signIn.me))
      .catch(() => undefined);
  };
  const wrong = failure?.reason === 'WRONG_CREDENTIALS' || failure?.code === 'UNAUTHENTICATED';
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        name="email"
        kind="email"
        label={t('signIn.email')}
        autoComplete="username"
        value={email}
        onChange={setEmail}
        autoFocus={autoFocus && given === ''}
        problem={missing === 'email' ? t('signIn.emailMissing') : problemText(t, failure, 'email')}
      />
      <TextField
        name="password"
        kind="password"
        label={t('signIn.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        autoFocus={autoFocus && given !== ''}
        problem={missing === 'password' ? t('signIn.passwordMissing') : wrong ? t('signIn.wrong') : problemText(t, failure, 'password')}
      />
      {failure && !wrong && failure.fields.length === 0 ? <ErrorNote error={failure}>{t('signIn.failed')}</ErrorNote> : null}
      <Button type="submit" loading={loading} fullWidth>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
