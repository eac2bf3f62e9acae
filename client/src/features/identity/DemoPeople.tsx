import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { DemoPeopleDocument, SignInDocument, type MeFieldsFragment } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import styles from './DemoPeople.module.css';
import { kindWord } from '../people/position-words.js';
import { openDemoPassword } from './demo-password.js';

interface Props {
  onSignedIn: (me: MeFieldsFragment) => void;
  /** this demonstration has a password of its own: let it be typed */
  onNeedsPassword: (email: string) => void;
}

/** The invented people of a demonstration, each one click away. */
export function DemoPeople({ onSignedIn, onNeedsPassword }: Props) {
  const t = useT();
  const { data, loading } = useQuery(DemoPeopleDocument, { fetchPolicy: 'cache-first' });
  const [signIn] = useMutation(SignInDocument);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<KringError | null>(null);
  const people = data?.demoPeople ?? [];

  const enter = async (id: string, email: string) => {
    setBusy(id);
    setFailure(null);
    try {
      const answer = await signIn({ variables: { input: { email, password: openDemoPassword } } });
      if (answer.data) onSignedIn(answer.data.signIn.me);
    } catch (thrown) {
      const error = asKringError(thrown);
      if (error.reason === 'WRONG_CREDENTIALS' || error.code === 'UNAUTHENTICATED') onNeedsPassword(email);
      else setFailure(error);
      setBusy(null);
    }
  };

  if (!loading && people.length === 0) return null;
  return (
    <section className={styles['demo']} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('demo.title')}</h2>
      <p className="small second">{t('demo.text')}</p>
      <p className="small second">{t('practice.atDoor')}</p>
      {loading ? <Loading label={t('demo.title')} rows={4} /> : null}
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" disabled={busy !== null} aria-busy={busy === person.id} onClick={() => void enter(person.id, person.email)}>
              <Avatar id={person.id} name={person.name} size={40} decorative />
              <span>
                <b>{person.name}</b>
                <small>{[kindWord(t, person.position), person.organisation].filter(Boolean).join(' · ')}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failure ? <ErrorNote error={failure}>{t('signIn.failed')}</ErrorNote> : null}
    </section>
  );
}
