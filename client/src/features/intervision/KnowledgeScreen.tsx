import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { LessonsDocument, WithdrawLessonDocument, type LessonsQuery } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { LessonWords } from './LessonWords.js';

export const knowledgePath = '/kennis';
const page = 20;

/** What circles of the region learned and chose to share: without names, without where it was. */
export function KnowledgeScreen() {
  const t = useT();
  const { data, error, refetch, fetchMore, loading } = useQuery(LessonsDocument, { variables: { first: page }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const lessons = data?.lessons;
  return (
    <Screen title={t('after.knowledge.title')} crumbs={[{ label: t('after.knowledge.title') }]}>
      <Content reading>
        <PageHeader title={t('after.knowledge.title')} beside={<Visibility reach="region">{t('after.knowledge.reach')}</Visibility>}>
          {t('after.knowledge.lead')}
        </PageHeader>
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading label={t('after.knowledge.title')} withFace={false} /> : null}
        {lessons?.nodes.length === 0 ? <EmptyState>{t('after.knowledge.empty')}</EmptyState> : null}
        <ul className={styles.cards}>
          {(lessons?.nodes ?? []).map((lesson) => (
            <LessonCard key={lesson.id} lesson={lesson} />
          ))}
        </ul>
        {lessons?.pageInfo.hasNextPage ? (
          <Button variant="default" loading={loading} onClick={() => void fetchMore({ variables: { after: lessons.pageInfo.endCursor } })}>
            {t('action.more')}
          </Button>
        ) : null}
      </Content>
    </Screen>
  );
}

function LessonCard({ lesson }: { lesson: LessonsQuery['lessons']['nodes'][number] }) {
  const t = useT();
  const formats = useFormats();
  const [withdraw, { loading, error }] = useMutation(WithdrawLessonDocument, { refetchQueries: ['Lessons', 'CircleLessons', 'Harvest'] });
  return (
    <li className={styles.card}>
      <h2>{lesson.title}</h2>
      <LessonWords lesson={lesson} />
      <div className={styles.foot}>
        <span>{t('after.harvest.since', { day: formats.date(lesson.publishedOn) })}</span>
        {lesson.mayWithdraw && (
          <ConfirmInline
            label={t('after.harvest.withdraw')}
            question={t('after.harvest.withdrawQuestion')}
            confirm={t('after.harvest.withdrawConfirm')}
            busy={loading}
            onConfirm={() => void withdraw({ variables: { input: { mutationId: newId(), lessonId: lesson.id } } }).catch(() => undefined)}
          />
        )}
      </div>
      {error && <ErrorNote error={asKringError(error)} />}
    </li>
  );
}
