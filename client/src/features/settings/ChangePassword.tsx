import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { limits } from '../../../../schema/limits.js';
import { ChangePasswordDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { SavedState, type SaveState } from '../../ui/SavedState.js';
import { TextField } from '../../ui/TextField.js';
import styles from './Settings.module.css';

/** A new password, with the present one. Ends the sign-ins on other devices: the server does that. */
export function ChangePassword() {
  const t = useT();
  const me = useViewer();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const [saved, setSaved] = useState<SaveState>({ kind: 'none' });
  const [change, { loading, error }] = useMutation(ChangePasswordDocument);
  const failure = error && asKringError(error);
  const wrong = failure?.reason === 'WRONG_CREDENTIALS';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = [...password].length < limits.passwordMin;
    setShort(tooShort);
    if (tooShort) return;
    change({ variables: { input: { mutationId: newId(), current, password } } })
      .then(() => {
        setCurrent('');
        setPassword('');
        setSaved({ kind: 'saved', at: new Date() });
      })
      .catch(() => setSaved({ kind: 'none' }));
  };
  return (
    <section className={styles['apart']} aria-labelledby="change-password">
      <h2 id="change-password">{t('password.change')}</h2>
      <form onSubmit={submit} className={styles['form']} noValidate>
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        <TextField name="current" kind="password" label={t('password.current')} autoComplete="current-password" value={current} onChange={setCurrent} problem={wrong ? t('password.wrong') : problemText(t, failure, 'current')} />
        <TextField
          name="password"
          kind="password"
          label={t('password.new')}
          hint={t('password.hint', { count: limits.passwordMin })}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          problem={short ? t('password.hint', { count: limits.passwordMin }) : problemText(t, failure, 'password')}
        />
        {failure && !wrong && failure.fields.length === 0 ? <ErrorNote error={failure}>{t('settings.failed')}</ErrorNote> : null}
        <div className="row-wrap">
          <Button type="submit" variant="default" loading={loading}>
            {t('password.submit')}
          </Button>
          <SavedState state={saved} />
        </div>
      </form>
    </section>
  );
}
