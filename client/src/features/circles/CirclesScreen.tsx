import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconArchive, IconMailOpened, IconPlus } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { HomeDocument, MyGroupsDocument, type GroupCardFragment, type TaskFieldsFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Closed } from '../../ui/Closed.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Tag } from '../../ui/Tag.js';
import { UnreadCount } from '../../ui/UnreadCount.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './Circles.module.css';
import { reachOf, reachWords } from './reach-of.js';

/** All circles of this person; invitations on top. */
export function CirclesScreen() {
  const t = useT();
  const me = useViewer();
  const [params, setParams] = useSearchParams();
  const archived = params.get('archief') === '1';
  const { data, error, refetch } = useQuery(MyGroupsDocument, { variables: { archived }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const home = useQuery(HomeDocument, { fetchPolicy: 'cache-first' });
  const invitations = (home.data?.home.tasks ?? []).filter((task) => task.kind === 'ANSWER_INVITATION');
  const groups = (data?.groups ?? []).filter((group) => (group.archivedAt !== null) === archived);
  const mayCreate = me.mayCreate.length > 0;
  return (
    <Screen title={t('nav.circles')} crumbs={[{ label: t('nav.circles') }]} phone={{ title: t(archived ? 'circles.archivedTitle' : 'nav.circles') }}>
      <Content>
        <PageHeader
          title={archived ? t('circles.archivedTitle') : t('nav.circles')}
          action={
            mayCreate && !archived ? (
              <Button component={Link} to="/kringen/nieuw" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}>
                {t('circles.new')}
              </Button>
            ) : null
          }
        />
        {invitations.length > 0 && !archived ? <Invitations tasks={invitations} /> : null}
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading label={t('nav.circles')} rows={4} /> : null}
        {data && groups.length === 0 ? <EmptyState>{t(archived ? 'circles.noneArchived' : mayCreate ? 'circles.noneMayCreate' : 'circles.none')}</EmptyState> : null}
        <ul className={styles['list']}>
          {groups.map((group) => (
            <CircleRow key={group.id} group={group} />
          ))}
        </ul>
        {data ? (
          <Button
            variant="subtle"
            leftSection={<IconArchive size={18} stroke={1.75} aria-hidden="true" />}
            onClick={() => setParams(archived ? {} : { archief: '1' })}
          >
            {t(archived ? 'circles.showActive' : 'circles.showArchived')}
          </Button>
        ) : null}
      </Content>
    </Screen>
  );
}

function Invitations({ tasks }: { tasks: TaskFieldsFragment[] }) {
  const t = useT();
  return (
    <section className={styles['invitations']} aria-labelledby="invitations">
      <h2 id="invitations">{t('circles.invitations')}</h2>
      <ul>
        {tasks.map((task, place) => (
          <li key={task.id}>
            <IconMailOpened size={20} stroke={1.75} aria-hidden="true" />
            <span className="grow">
              <b>{task.groupName}</b>
              <span className="small muted">{t('task.from', { person: task.personName ?? '' })}</span>
            </span>
            <Button component={Link} to={`/uitnodiging/${task.invitationId ?? ''}`} variant={place === 0 ? 'filled' : 'default'} aria-label={`${t('task.verb.ANSWER_INVITATION')}: ${task.groupName ?? ''}`}>
              {t('task.verb.ANSWER_INVITATION')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CircleRow({ group }: { group: GroupCardFragment }) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className={styles['circle']}>
      <div className="grow">
        <div className={styles['first']}>
          <Link to={`/kringen/${group.id}`}>{group.name}</Link>
          <UnreadCount count={group.lastSeq - group.readCount} />
        </div>
        {group.purpose ? <p className={styles['purpose']}>{group.purpose}</p> : null}
        <p className={styles['meta']}>
          <Tag>{t(`kind.${group.kind}`)}</Tag>
          {group.closed ? <Closed quiet /> : null}
          <Visibility reach={reachOf(group)}>{reachWords(t, group)}</Visibility>
          <span>{group.archivedAt ? t('circles.archivedOn', { date: formats.date(group.archivedAt) }) : t('today.lastActivity', { when: formats.relative(group.lastActivityAt) })}</span>
        </p>
      </div>
    </li>
  );
}
