import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { limits } from '../../../../schema/limits.js';
import { UpdateProfileDocument } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { SavedState, type SaveState } from '../../ui/SavedState.js';
import { TextField } from '../../ui/TextField.js';
import { positionWords } from '../people/position-words.js';
import styles from './Settings.module.css';

/** Own name; positions are read from the organisations and are not changed here. */
export function ProfileSection() {
  const t = useT();
  const me = useViewer();
  const [givenName, setGivenName] = useState(me.givenName);
  const [familyName, setFamilyName] = useState(me.familyName);
  const [saved, setSaved] = useState<SaveState>({ kind: 'none' });
  const [update, { loading, error }] = useMutation(UpdateProfileDocument);
  const failure = error && asKringError(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved({ kind: 'saving' });
    update({ variables: { input: { mutationId: newId(), givenName: givenName.trim(), familyName: familyName.trim(), ifVersion: me.version } } })
      .then(() => setSaved({ kind: 'saved', at: new Date() }))
      .catch(() => setSaved({ kind: 'none' }));
  };
  return (
    <>
      <PageHeader title={t('settings.profile')}>{t('profile.lead')}</PageHeader>
      <form onSubmit={submit} className={styles['form']} noValidate>
        <TextField name="givenName" label={t('profile.givenName')} autoComplete="given-name" maxLength={limits.name} value={givenName} onChange={setGivenName} problem={problemText(t, failure, 'givenName')} />
        <TextField name="familyName" label={t('profile.familyName')} autoComplete="family-name" maxLength={limits.name} value={familyName} onChange={setFamilyName} problem={problemText(t, failure, 'familyName')} />
        {failure && failure.fields.length === 0 ? (
          <ErrorNote error={failure}>{failure.code === 'CONFLICT' ? t('profile.conflict') : t('settings.failed')}</ErrorNote>
        ) : null}
        <div className="row-wrap">
          <Button type="submit" loading={loading}>
            {t('action.save')}
          </Button>
          <SavedState state={saved} />
        </div>
      </form>
      <dl className={styles['facts']}>
        <div>
          <dt>{t('signIn.email')}</dt>
          <dd>{me.email}</dd>
        </div>
        {me.positions.length > 0 ? (
          <div>
            <dt>{t('profile.positions')}</dt>
            {me.positions.map((position) => (
              <dd key={position.id}>{positionWords(t, position)}</dd>
            ))}
          </div>
        ) : null}
      </dl>
      <p className="small muted">{t('profile.elsewhere')}</p>
    </>
  );
}
