import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { CircleLessonsDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Visibility } from '../../ui/Visibility.js';
import { useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import styles from './After.module.css';
import agendaStyles from './Agenda.module.css';
import { harvestPath } from './session-context.js';
import { LessonWords } from './LessonWords.js';

const page = 20;

/** What this circle learned and shared, with itself or with the region. */
export function CircleLessonsScreen() {
  const t = useT();
  const formats = useFormats();
  const { group } = useCircle();
  const { data, error, refetch, fetchMore, loading } = useQuery(CircleLessonsDocument, { variables: { groupId: group.id, first: page }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const lessons = data?.circleLessons;
  return (
    <CircleFrame>
      <Content reading>
        <div className={agendaStyles.head}>
          <h2>{t('after.harvest.title')}</h2>
        </div>
        {error && !data && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
        {!data && !error && <Loading label={t('after.harvest.title')} withFace={false} />}
        {lessons?.nodes.length === 0 && <EmptyState>{t('after.harvest.circleEmpty')}</EmptyState>}
        <ul className={styles.cards}>
          {(lessons?.nodes ?? []).map((lesson) => (
            <li key={lesson.id} className={styles.card}>
              <h3>
                <Link to={harvestPath(lesson.sessionId)}>{lesson.title}</Link>
              </h3>
              <LessonWords lesson={lesson} />
              <div className={styles.foot}>
                <Visibility reach={lesson.reach === 'REGION' ? 'region' : 'circle'}>{t(`after.harvest.for.${lesson.reach}`)}</Visibility>
                <span>{t('after.harvest.since', { day: formats.date(lesson.publishedOn) })}</span>
              </div>
            </li>
          ))}
        </ul>
        {lessons?.pageInfo.hasNextPage && (
          <Button variant="default" loading={loading} onClick={() => void fetchMore({ variables: { after: lessons.pageInfo.endCursor } })}>
            {t('action.more')}
          </Button>
        )}
      </Content>
    </CircleFrame>
  );
}
