import { useApolloClient, useQuery } from '@apollo/client/react';
import { useMemo, useSyncExternalStore } from 'react';
import { Outlet, useParams } from 'react-router';
import { groupStream } from '../../../../schema/realtime/streams.js';
import { GroupPageDocument, MembersDocument, PersonNameFragmentDoc } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { usePresence } from '../../platform/realtime/use-presence.js';
import { useStream } from '../../platform/realtime/use-stream.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { CircleContext, type Circle } from './circle-context.js';
import { goneGroups } from './gone-groups.js';
import { membersPage } from './members-page.js';
import { topicsPage } from './topics-page.js';

/** Everything inside one circle: asks it once, follows its stream and says that this person is here. */
export function CirclePage() {
  const { groupId = '' } = useParams();
  const gone = useSyncExternalStore(goneGroups.subscribe, goneGroups.read).has(groupId);
  return gone ? <NoSuchCircle /> : <OpenCircle key={groupId} groupId={groupId} />;
}

function OpenCircle({ groupId }: { groupId: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(GroupPageDocument, { variables: { id: groupId, first: topicsPage } });
  const group = data?.groupPage.group;
  useStream(group ? groupStream(groupId) : null, group?.asOf);

  if (group) return <InsideCircle group={group} />;
  if (error) {
    if (asKringError(error).code === 'NOT_FOUND' || asKringError(error).code === 'INVALID_INPUT') return <NoSuchCircle />;
    return (
      <Screen title={t('screen.failedTitle')} crumbs={[{ label: t('groups.circles'), to: '/kringen' }]}>
        <Content>
          <h1 className="hidden-text">{t('screen.failedTitle')}</h1>
          <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />
        </Content>
      </Screen>
    );
  }
  return (
    <Screen title={null} crumbs={[{ label: t('groups.circles'), to: '/kringen' }]}>
      <Content>
        <Loading label={t('groups.loading')} />
      </Content>
    </Screen>
  );
}

function InsideCircle({ group }: { group: Circle['group'] }) {
  const client = useApolloClient();
  const viewer = useViewer();
  const presence = usePresence(groupStream(group.id), true);
  const members = useQuery(MembersDocument, { variables: { groupId: group.id, first: membersPage } });
  const names = useMemo(() => {
    const byId = new Map([[viewer.id, viewer.name]]);
    for (const member of members.data?.members.nodes ?? []) byId.set(member.person.id, member.person.name);
    return byId;
  }, [members.data, viewer.id, viewer.name]);
  const circle = useMemo<Circle>(
    () => ({
      group,
      presence,
      // In a large circle not everybody is on the first page; who wrote something is known by that.
      nameOf: (id) => names.get(id) ?? client.readFragment({ id: `Person:${id}`, fragment: PersonNameFragmentDoc })?.name,
      may: (action) => group.viewerActions.includes(action),
    }),
    [client, group, presence, names],
  );
  return (
    <CircleContext.Provider value={circle}>
      <Outlet />
    </CircleContext.Provider>
  );
}

/** The same page for "does not exist", "not yours" and "no longer yours". */
export function NoSuchCircle() {
  const t = useT();
  return (
    <Screen title={t('notFound.title')} crumbs={[{ label: t('groups.circles'), to: '/kringen' }]} phone={{ back: { to: '/kringen', label: t('groups.backToCircles') } }}>
      <Content>
        <h1 className="hidden-text">{t('notFound.title')}</h1>
        <NotFound />
      </Content>
    </Screen>
  );
}
