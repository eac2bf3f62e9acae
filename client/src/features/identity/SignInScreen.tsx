import { useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import type { MeFieldsFragment } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useSession } from '../../platform/session/SessionProvider.js';
import { leaveThisDevice } from '../../platform/session/sign-out.js';
import { StatusBar } from '../../ui/StatusBar.js';
import { DemoPeople } from './DemoPeople.js';
import { Door } from './Door.js';
import { safeReturn } from './safe-return.js';
import { SignInForm } from './SignInForm.js';

/** The way in. Comes back to where somebody wanted to go. */
export function SignInScreen() {
  const t = useT();
  const session = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [email, setEmail] = useState('');
  const wanted = safeReturn(params.get('naar'));

  if (session.me && session.state === 'fine') return <Navigate to={wanted} replace />;
  const signedIn = (who: MeFieldsFragment) => {
    // This page was somebody else's before: nothing of theirs goes on.
    if (!session.store.isOf(who.id)) return leaveThisDevice(wanted);
    session.store.set('fine');
    return void session.again().then(() => navigate(wanted, { replace: true }));
  };
  const demo = session.instance?.demo ?? false;
  return (
    <>
      {session.instance?.insecureLan ? <StatusBar tone="now">{t('bar.insecureLan')}</StatusBar> : null}
      <Door title={t('signIn.title')} {...(demo ? { beside: <DemoPeople onSignedIn={signedIn} onNeedsPassword={setEmail} /> } : {})}>
        {params.get('naar') ? <p className="second">{t('signIn.first')}</p> : null}
        {email ? (
          <p className="second" role="status">
            {t('demo.needsPassword')}
          </p>
        ) : null}
        <SignInForm key={email} email={email} onSignedIn={signedIn} autoFocus={email !== ''} />
        <p className="small">
          <Link to="/wachtwoord">{t('signIn.forgot')}</Link>
        </p>
        <p className="small muted">{t('signIn.noAccount')}</p>
      </Door>
    </>
  );
}
