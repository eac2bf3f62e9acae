import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import type { MeFieldsFragment } from '../../generated/graphql.js';
import { askAnew, everything } from '../../platform/apollo/ask-anew.js';
import { openDrafts } from '../../platform/drafts/DraftsProvider.js';
import { useT } from '../../platform/i18n/i18n.js';
import { leaveThisDevice } from '../../platform/session/sign-out.js';
import { useSession, useViewer } from '../../platform/session/SessionProvider.js';
import { Door } from './Door.js';
import { SignInForm } from './SignInForm.js';

/**
 * The sign-in ended while a screen was open: after a while, or from another device. The screen waits behind this form with
 * what was typed. Somebody else signs in on a fresh page: nothing of the first person is left.
 */
export function SignInAgain() {
  const t = useT();
  const me = useViewer();
  const session = useSession();
  const client = useApolloClient();
  useEffect(() => {
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  const signedIn = (who: MeFieldsFragment) => {
    if (!session.store.isOf(who.id)) {
      leaveThisDevice('/vandaag');
      return;
    }
    session.store.set('fine');
    openDrafts.current?.all().forEach((keeper) => keeper.retry());
    // Anything may have happened meanwhile, a restored backup among it.
    void askAnew(client, everything).catch(() => undefined);
  };
  return (
    <Door title={t('again.title')}>
      <p className="second">{t('again.text')}</p>
      <SignInForm email={me.email} onSignedIn={signedIn} autoFocus />
      <p className="small">
        <button type="button" className="text-button" onClick={() => leaveThisDevice()}>
          {t('again.other')}
        </button>
      </p>
    </Door>
  );
}
