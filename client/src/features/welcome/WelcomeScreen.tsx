import { useMutation } from '@apollo/client/react';
import { Button, Radio } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { limits } from '../../../../schema/limits.js';
import { IntroduceDocument, type Language, type MailLevel } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { problemText } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useKeptForm } from '../../platform/forms/use-kept-form.js';
import { setLocale, useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Mark } from '../../ui/Mark.js';
import { TextField } from '../../ui/TextField.js';
import { Closed } from '../../ui/Closed.js';
import { Visibility } from '../../ui/Visibility.js';
import { safeReturn } from '../identity/safe-return.js';
import styles from './Welcome.module.css';

/** First sign-in in two short screens: who you are, and who sees what. Then Today. */
export function WelcomeScreen() {
  const t = useT();
  const me = useViewer();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [step, setStep] = useState<'who' | 'reach'>('who');
  // Asked once: saving the first step makes it true while the second still has to be read.
  const [introducedBefore] = useState(() => me.introducedAt !== null);
  const after = safeReturn(params.get('naar'));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t('welcome.title')} · Kring`;
  }, [t]);
  useEffect(() => {
    heading.current?.focus();
  }, [step]);
  if (introducedBefore) return <Navigate to={after} replace />;
  return (
    <main id="main" className={styles['welcome']}>
      <Mark size={40} />
      {step === 'who' ? <WhoYouAre heading={heading} onDone={() => setStep('reach')} /> : <WhoSeesWhat heading={heading} onDone={() => void navigate(after, { replace: true })} />}
    </main>
  );
}

interface StepProps {
  heading: React.RefObject<HTMLHeadingElement | null>;
  onDone: () => void;
}

function WhoYouAre({ heading, onDone }: StepProps) {
  const t = useT();
  const me = useViewer();
  const [form, change, clear] = useKeptForm('welcome', { givenName: me.givenName, familyName: me.familyName, language: me.language, mailLevel: me.mailLevel });
  const [introduce, { loading, error }] = useMutation(IntroduceDocument);
  const failure = error && asKringError(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    introduce({ variables: { input: { mutationId: newId(), ...form, givenName: form.givenName.trim(), familyName: form.familyName.trim() } } })
      .then(() => {
        clear();
        onDone();
      })
      .catch(() => undefined);
  };
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t('welcome.title')}
      </h1>
      <p className="second">{t('welcome.text')}</p>
      <form onSubmit={submit} className={styles['form']} noValidate>
        <TextField name="givenName" label={t('profile.givenName')} autoComplete="given-name" maxLength={limits.name} value={form.givenName} onChange={(givenName) => change({ givenName })} problem={problemText(t, failure, 'givenName')} />
        <TextField name="familyName" label={t('profile.familyName')} autoComplete="family-name" maxLength={limits.name} value={form.familyName} onChange={(familyName) => change({ familyName })} problem={problemText(t, failure, 'familyName')} />
        <Radio.Group
          name="language"
          label={t('language.label')}
          value={form.language}
          onChange={(value) => {
            change({ language: value as Language });
            setLocale(value === 'EN' ? 'en' : 'nl');
          }}
        >
          <div className={styles['options']}>
            <Radio value="NL" label={<span lang="nl">{t('language.NL')}</span>} size="md" />
            <Radio value="EN" label={<span lang="en">{t('language.EN')}</span>} size="md" />
          </div>
        </Radio.Group>
        <Radio.Group name="mailLevel" label={t('welcome.reachYou')} value={form.mailLevel} onChange={(value) => change({ mailLevel: value as MailLevel })}>
          <div className={styles['options']}>
            <Radio value="ALL" label={t('mail.all')} size="md" />
            <Radio value="IMPORTANT" label={t('mail.important')} size="md" />
            <Radio value="NOTHING" label={t('mail.nothing')} size="md" />
          </div>
        </Radio.Group>
        {failure && failure.fields.length === 0 ? <ErrorNote error={failure}>{t('settings.failed')}</ErrorNote> : null}
        <Button type="submit" loading={loading}>
          {t('welcome.next')}
        </Button>
      </form>
    </>
  );
}

function WhoSeesWhat({ heading, onDone }: StepProps) {
  const t = useT();
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t('welcome.reachTitle')}
      </h1>
      <p className="second">{t('welcome.reachText')}</p>
      <ul className={styles['examples']}>
        <li>
          <p>{t('welcome.exampleDraft')}</p>
          <Visibility reach="me">{t('reach.me')}</Visibility>
        </li>
        <li>
          <p>{t('welcome.exampleClosed')}</p>
          <span className="row-wrap">
            <Visibility reach="circle">{t('reach.circle', { count: 8 })}</Visibility>
            <Closed />
          </span>
        </li>
        <li>
          <p>{t('welcome.exampleOpen')}</p>
          <Visibility reach="region">{t('reach.members.region', { count: 31 })}</Visibility>
        </li>
      </ul>
      <Button onClick={onDone}>{t('welcome.understood')}</Button>
    </>
  );
}
