import { Button } from '@mantine/core';
import { IconGavel, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import type { TopicRowFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useSingleKeys } from '../../platform/keys/use-single-keys.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { newTopicPath, topicPath, useCircle } from '../groups/circle-context.js';
import styles from './TopicList.module.css';
import type { Topics } from './use-topics.js';

/** The conversations of a circle, with what is new in them. `j` and `k` go from one to the next. */
export function TopicList({ list, openId }: { list: Topics; openId: string | undefined }) {
  const t = useT();
  const navigate = useNavigate();
  const { group, may } = useCircle();
  const { topics } = list;

  const step = (by: number): void => {
    const at = topics.findIndex((topic) => topic.id === openId);
    const next = topics[at < 0 ? 0 : at + by];
    if (next) void navigate(topicPath(group.id, next.id));
  };
  useSingleKeys({ j: () => step(1), k: () => step(-1) });

  const start = may('POST') ? (
    <Button component={Link} to={newTopicPath(group.id)} variant="default" className={styles.start ?? ''} styles={{ root: { minHeight: 'var(--button-least)' } }} leftSection={<IconPlus size={17} stroke={1.75} aria-hidden />}>
      {t('discussions.newTopic')}
    </Button>
  ) : null;

  return (
    <section className={styles.list} aria-label={t('groups.tab.topics')}>
      <div className={styles.head}>
        <h2>{t('groups.tab.topics')}</h2>
        {start}
      </div>
      {topics.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState>{t(may('POST') ? 'discussions.noTopics' : 'discussions.noTopicsToRead')}</EmptyState>
        </div>
      ) : (
        <ul>
          {topics.map((topic) => (
            <li key={topic.id}>
              <TopicItem topic={topic} open={topic.id === openId} to={topicPath(group.id, topic.id)} />
            </li>
          ))}
        </ul>
      )}
      {list.moreError && <ErrorNote error={list.moreError} onRetry={list.more} />}
      {list.hasMore && !list.moreError && (
        <div className={styles.more}>
          <Button variant="subtle" loading={list.loadingMore} onClick={list.more}>
            {t('discussions.moreTopics')}
          </Button>
        </div>
      )}
    </section>
  );
}

function TopicItem({ topic, open, to }: { topic: TopicRowFragment; open: boolean; to: string }) {
  const t = useT();
  const formats = useFormats();
  // The message that opened the conversation is no reply.
  const replies = Math.max(0, topic.messageCount - 1);
  const fresh = Math.max(0, topic.messageCount - topic.readN);
  return (
    <Link className={styles.topic ?? ''} to={to} aria-current={open || undefined}>
      <b>{topic.title}</b>
      <span className={styles.about}>
        {topic.decisionCount > 0 && <IconGavel size={14} stroke={1.75} role="img" aria-label={t('discussions.hasDecision')} />}
        <span>
          {replies === 0 ? t('discussions.noneYet') : t('discussions.replies', { count: replies })}, {formats.relative(topic.lastMessageAt)}
        </span>
        {fresh > 0 && <span className={styles.fresh}>{t('discussions.newCount', { count: fresh })}</span>}
      </span>
    </Link>
  );
}
