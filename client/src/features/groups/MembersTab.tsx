import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { MembersDocument } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { useCircle } from './circle-context.js';
import { CircleFrame } from './CircleFrame.js';
import { InviteDialog } from './InviteDialog.js';
import { MemberItem } from './MemberItem.js';
import { membersPage } from './members-page.js';
import styles from './MembersTab.module.css';
import { SentInvitations } from './SentInvitations.js';

/** Who is in this circle, with what role and from where; leads invite, give roles and end memberships. */
export function MembersTab() {
  const t = useT();
  const { group, may } = useCircle();
  const [inviting, setInviting] = useState(false);
  const { data, error, refetch, fetchMore } = useQuery(MembersDocument, { variables: { groupId: group.id, first: membersPage } });
  const [loading, setLoading] = useState(false);
  const [moreError, setMoreError] = useState<KringError>();
  const list = data?.members;
  const more = (): void => {
    setLoading(true);
    fetchMore({ variables: { groupId: group.id, first: membersPage, after: list?.pageInfo.endCursor } })
      .then(() => setMoreError(undefined))
      .catch((failure: unknown) => setMoreError(asKringError(failure)))
      .finally(() => setLoading(false));
  };
  return (
    <CircleFrame subject={t('groups.tab.members')}>
      <Content reading>
        <div className={styles.head}>
          <h2>{t('groups.members', { count: group.memberCount })}</h2>
          {may('INVITE') && (
            <Button leftSection={<IconUserPlus size={18} stroke={1.75} aria-hidden />} onClick={() => setInviting(true)}>
              {t('groups.invite')}
            </Button>
          )}
        </div>
        {!list && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
        {!list && !error && <Loading label={t('groups.membersLoading')} rows={5} />}
        <ul className={styles.list}>
          {(list?.nodes ?? []).map((member) => (
            <MemberItem key={member.id} member={member} />
          ))}
        </ul>
        {moreError && <ErrorNote error={moreError} onRetry={more} />}
        {list?.pageInfo.hasNextPage && !moreError && (
          <Button variant="subtle" loading={loading} onClick={more}>
            {t('groups.moreMembers')}
          </Button>
        )}
        {may('INVITE') && <SentInvitations />}
      </Content>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </CircleFrame>
  );
}
