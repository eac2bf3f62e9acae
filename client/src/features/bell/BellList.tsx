import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { BellItemFieldsFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Avatar } from '../../ui/Avatar.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import styles from './Bell.module.css';
import { useBell } from './use-bell.js';

function addressOf(item: BellItemFieldsFragment): string {
  if (item.kind === 'INVITATION') return `/uitnodiging/${item.invitationId ?? ''}`;
  return `/kringen/${item.groupId}/gesprekken/${item.topicId ?? ''}${item.messageId ? `#reactie-${item.messageId}` : ''}`;
}

/** Mentions and invitations, newest first. Looking at it is having seen it; what was new stays marked while it is open. */
export function BellList({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const bell = useBell();
  const { data, error, refetch, fetchMore, nodes, unseen, see } = bell;
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const telling = useRef(false);
  useEffect(() => {
    const unseenIds = nodes.filter((item) => !item.seen).map((item) => item.id);
    if (unseenIds.some((id) => !fresh.has(id))) setFresh((before) => new Set([...before, ...unseenIds]));
    if (unseen === 0 || telling.current) return;
    telling.current = true;
    see()
      .catch(() => undefined)
      .finally(() => {
        telling.current = false;
      });
  }, [nodes, unseen, see, fresh]);

  if (error && !data) return <ScreenFailed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('bell.title')} />;
  if (nodes.length === 0) return <EmptyState>{t('bell.empty')}</EmptyState>;
  const more = data.bell.pageInfo;
  return (
    <>
      <ul className={styles['list']}>
        {nodes.map((item) => (
          <BellRow key={item.id} item={item} fresh={fresh.has(item.id)} {...(onGo ? { onGo } : {})} />
        ))}
      </ul>
      {more.hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchMore({ variables: { after: more.endCursor } })}>
          {t('action.more')}
        </Button>
      ) : null}
    </>
  );
}

function BellRow({ item, fresh, onGo }: { item: BellItemFieldsFragment; fresh: boolean; onGo?: () => void }) {
  const t = useT();
  const formats = useFormats();
  const person = item.person.name;
  const sentence =
    item.kind === 'INVITATION'
      ? t('bell.invited', { person, circle: item.groupName })
      : item.topicTitle
        ? t('bell.mentionedIn', { person, topic: item.topicTitle })
        : t('bell.mentioned', { person, circle: item.groupName });
  return (
    <li>
      <Link to={addressOf(item)} className={styles['item'] ?? ''} onClick={onGo}>
        <Avatar id={item.person.id} name={person} decorative />
        <span className="grow">
          <span className={styles['sentence']}>{sentence}</span>
          <span className={styles['meta']}>
            {item.kind === 'MENTION' && item.topicTitle ? `${item.groupName}, ` : null}
            {formats.relative(item.at)}
            {fresh ? <b>{t('bell.new')}</b> : null}
          </span>
        </span>
      </Link>
    </li>
  );
}
