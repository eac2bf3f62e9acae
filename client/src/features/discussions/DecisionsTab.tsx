import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { DecisionsDocument } from '../../generated/graphql.js';
import { asKringError, type KringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { RichTextView } from '../../ui/rich-text/RichTextView.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { messagePath, useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import styles from './DecisionsTab.module.css';

const page = 20;

/** What the circle agreed, newest first, each with the way to the conversation where it was decided. */
export function DecisionsTab() {
  const t = useT();
  const formats = useFormats();
  const { group, may } = useCircle();
  const { data, error, refetch, fetchMore } = useQuery(DecisionsDocument, { variables: { groupId: group.id, first: page } });
  const [loading, setLoading] = useState(false);
  const [moreError, setMoreError] = useState<KringError>();
  const list = data?.decisions;
  const decisions = (list?.nodes ?? []).filter((decision) => decision.message.removedBy === null);
  const more = (): void => {
    setLoading(true);
    fetchMore({ variables: { groupId: group.id, first: page, after: list?.pageInfo.endCursor } })
      .then(() => setMoreError(undefined))
      .catch((failure: unknown) => setMoreError(asKringError(failure)))
      .finally(() => setLoading(false));
  };
  return (
    <CircleFrame subject={t('groups.tab.decisions')}>
      <Content reading>
        <h2 className={styles.title}>{t('groups.tab.decisions')}</h2>
        {!list && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
        {!list && !error && <Loading label={t('discussions.decisionsLoading')} withFace={false} />}
        {list && decisions.length === 0 && <EmptyState>{t(may('RECORD_DECISION') ? 'discussions.noDecisionsYet' : 'discussions.noDecisions')}</EmptyState>}
        <ol className={styles.list}>
          {decisions.map(({ id, message, topicTitle }) => (
            <li key={id} className={styles.decision}>
              <IconGavel size={19} stroke={1.75} aria-hidden />
              <div className="grow">
                <p className={styles.about}>
                  {formats.stamp(message.createdAt)}, {message.author.name}
                </p>
                <RichTextView document={message.body} className={styles.words} />
                <Link className={styles.from ?? ''} to={messagePath(group.id, message.topicId, message.id)}>
                  {t('discussions.decidedIn', { title: topicTitle })}
                </Link>
              </div>
            </li>
          ))}
        </ol>
        {moreError && <ErrorNote error={moreError} onRetry={more} />}
        {list?.pageInfo.hasNextPage && !moreError && (
          <Button variant="subtle" loading={loading} onClick={more}>
            {t('discussions.moreDecisions')}
          </Button>
        )}
      </Content>
    </CircleFrame>
  );
}
