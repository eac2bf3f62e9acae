import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { AnswerInvitationDocument, InvitationDocument, type InvitationQuery } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Closed } from '../../ui/Closed.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Tag } from '../../ui/Tag.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { circlePath } from './circle-context.js';
import { goneGroups } from './gone-groups.js';
import styles from './InvitationScreen.module.css';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The confirm screen of an invitation, by its id (from Today, the bell) or by the token of a mail. */
export function InvitationScreen() {
  const t = useT();
  const { token = '' } = useParams();
  const { data, error, refetch } = useQuery(InvitationDocument, {
    variables: uuid.test(token) ? { id: token } : { token },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Screen title={t('groups.invitationTitle')} crumbs={[{ label: t('groups.invitationTitle') }]} phone={{ back: { to: '/vandaag', label: t('notFound.toToday') } }}>
      <Content reading>
        {data && <Card invitation={data.invitation} />}
        {!data && error && (
          <>
            <h1 className="hidden-text">{t('groups.invitationTitle')}</h1>
            <NoInvitation error={error} onRetry={() => void refetch().catch(() => undefined)} />
          </>
        )}
        {!data && !error && <Loading label={t('groups.invitationTitle')} withFace={false} />}
      </Content>
    </Screen>
  );
}

function NoInvitation({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const failure = asKringError(error);
  if (failure.reason === 'EXPIRED' || failure.reason === 'ALREADY_ANSWERED') {
    return (
      <EmptyState
        action={
          <Button component={Link} to="/kringen" variant="default">
            {t('groups.toMyCircles')}
          </Button>
        }
      >
        {t(failure.reason === 'EXPIRED' ? 'groups.invitationExpired' : 'groups.invitationAnswered')}
      </EmptyState>
    );
  }
  return <ScreenFailed error={error} onRetry={onRetry} />;
}

function Card({ invitation }: { invitation: InvitationQuery['invitation'] }) {
  const t = useT();
  const formats = useFormats();
  const navigate = useNavigate();
  const { group } = invitation;
  const [answer, { loading, error, client }] = useMutation(AnswerInvitationDocument);
  const sent = useRef<Record<'ACCEPT' | 'DECLINE', string>>({ ACCEPT: newId(), DECLINE: newId() });
  const hidden = group.memberCount - group.memberNames.length;

  const send = (choice: 'ACCEPT' | 'DECLINE'): void => {
    answer({
      variables: {
        input: {
          mutationId: sent.current[choice],
          invitationId: invitation.id,
          answer: choice,
          ...(choice === 'ACCEPT' && group.pact ? { pactVersion: group.pact.version } : {}),
        },
      },
    })
      .then(() => {
        if (choice === 'ACCEPT') goneGroups.remove(group.id);
        askAgain(client, 'Home', 'MyGroups', 'Bell');
        void navigate(choice === 'ACCEPT' ? circlePath(group.id) : '/vandaag', { replace: true });
      })
      .catch(() => undefined);
  };

  return (
    <>
      <PageHeader
        title={group.name}
        beside={
          <>
            <Tag>{t(`kind.${group.kind}`)}</Tag>
            {group.closed && <Closed />}
          </>
        }
      >
        {t('groups.invitedBy', { name: invitation.invitedBy.name, role: t(`groups.roleIn.${invitation.role}`) })}
      </PageHeader>
      <div className={styles.parts}>
        {group.purpose !== '' && (
          <section>
            <h2>{t('groups.purposeTitle')}</h2>
            <p className={styles.pre}>{group.purpose}</p>
          </section>
        )}
        <section>
          <h2>{t('groups.whoIsIn')}</h2>
          <p>
            {formats.list(hidden > 0 ? [...group.memberNames, t('groups.andMore', { count: hidden })] : group.memberNames)}
          </p>
        </section>
        {group.closed && (
          <section>
            <h2>{t('groups.whatStaysInside')}</h2>
            <p>{t('groups.closedMeans')}</p>
          </section>
        )}
        {group.pact && (
          <section>
            <h2>{t('groups.pact.title')}</h2>
            <p className={`voice ${styles.pact}`}>{group.pact.text}</p>
            <p className="small muted">{t('groups.pact.byJoining')}</p>
          </section>
        )}
        {error && <ErrorNote error={asKringError(error)} />}
        <div className="row-wrap">
          <Button loading={loading} onClick={() => send('ACCEPT')}>
            {t('groups.join')}
          </Button>
          <Button variant="default" component={Link} to="/vandaag">
            {t('groups.notNow')}
          </Button>
          <Button variant="subtle" onClick={() => send('DECLINE')}>
            {t('groups.notForMe')}
          </Button>
        </div>
        <p className="small muted">{t('groups.answerExplained', { until: formats.date(invitation.expiresAt) })}</p>
      </div>
    </>
  );
}
