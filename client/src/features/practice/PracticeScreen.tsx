import { useMutation, useQuery } from '@apollo/client/react';
import { Button, NativeSelect, Radio } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { MethodsDocument, StartPracticeDocument, type PracticeRole } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useSession } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { sessionPath } from '../intervision/session-context.js';
import { useSay } from '../intervision/use-say.js';
import styles from './Practice.module.css';

const roles = ['FACILITATOR', 'PARTICIPANT', 'CONTRIBUTOR'] as const satisfies readonly PracticeRole[];
const speeds = [10, 1] as const;

/** In a demonstration: which part, which method, how fast; then straight into the lobby. Elsewhere there is no such page. */
export function PracticeScreen() {
  const t = useT();
  const session = useSession();
  return (
    <Screen title={t('practice.title')} crumbs={[{ label: t('nav.today'), to: '/vandaag' }, { label: t('practice.title') }]} phone={{ back: { to: '/vandaag', label: t('nav.today') } }}>
      <Content reading>
        {session.instance?.demo ? (
          <Choose />
        ) : (
          <>
            <h1 className="hidden-text">{t('notFound.title')}</h1>
            <NotFound />
          </>
        )}
      </Content>
    </Screen>
  );
}

function Choose() {
  const t = useT();
  const say = useSay();
  const navigate = useNavigate();
  const methods = useQuery(MethodsDocument);
  const [role, setRole] = useState<PracticeRole>('FACILITATOR');
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(10);
  const [methodKey, setMethodKey] = useState('incident');
  const [start, { loading, error }] = useMutation(StartPracticeDocument);
  // The same choice keeps its numbers, so that trying again after a lost answer makes one practice.
  const attempt = useRef({ choice: '', id: '', mutationId: '' });
  const list = methods.data?.methods;
  const minutes = list?.find(({ key }) => key === methodKey)?.minutes;

  const begin = (event: FormEvent) => {
    event.preventDefault();
    const choice = `${role} ${speed} ${methodKey}`;
    if (attempt.current.choice !== choice) attempt.current = { choice, id: newId(), mutationId: newId() };
    const { id, mutationId } = attempt.current;
    start({ variables: { input: { mutationId, id, methodKey, speed, role } } })
      .then(() => navigate(sessionPath(id)))
      .catch(() => undefined);
  };
  return (
    <form className={styles.form} onSubmit={begin}>
      <div>
        <h1 tabIndex={-1}>{t('practice.title')}</h1>
        <p className="second">{t('practice.intro')}</p>
      </div>
      <Radio.Group label={t('practice.role')} value={role} onChange={(value) => setRole(value as PracticeRole)}>
        <div className={styles.choices}>
          {roles.map((each) => (
            <Radio key={each} size="md" value={each} label={t(`practice.role.${each}`)} description={t(`practice.role.${each}.means`)} />
          ))}
        </div>
      </Radio.Group>
      {!list && methods.error && <ScreenFailed error={asKringError(methods.error)} onRetry={() => void methods.refetch().catch(() => undefined)} />}
      {!list && !methods.error && <Loading label={t('practice.loading')} withFace={false} rows={1} />}
      {list && (
        <NativeSelect
          size="md"
          label={t('practice.method')}
          value={methodKey}
          onChange={(event) => setMethodKey(event.currentTarget.value)}
          data={list.map((method) => ({ value: method.key, label: t('practice.methodOption', { name: say(method.name), count: method.minutes }) }))}
        />
      )}
      <Radio.Group label={t('practice.speed')} value={String(speed)} onChange={(value) => setSpeed(value === '1' ? 1 : 10)}>
        <div className={styles.choices}>
          {speeds.map((each) => (
            <Radio key={each} size="md" value={String(each)} label={t(`practice.speed.${each}`)} {...(minutes ? { description: t(`practice.speed.${each}.means`, { count: Math.max(1, Math.round(minutes / each)) }) } : {})} />
          ))}
        </div>
      </Radio.Group>
      {error && <ErrorNote error={asKringError(error)}>{t('practice.failed')}</ErrorNote>}
      <Button type="submit" size="md" loading={loading}>
        {t('practice.begin')}
      </Button>
    </form>
  );
}
