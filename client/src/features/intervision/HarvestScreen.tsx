import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { sessionStream } from '../../../../schema/realtime/streams.js';
import { HarvestDocument, SessionPageDocument } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useStream } from '../../platform/realtime/use-stream.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { agendaPath } from '../groups/circle-context.js';
import { HarvestEditor } from './HarvestEditor.js';
import { HarvestDecision } from './HarvestDecision.js';
import { sessionPath } from './session-context.js';

/** The lesson of a session: written together at the left of what was learned, then approved, then read by the circle, then shared. */
export function HarvestScreen() {
  const t = useT();
  const { sessionId = '' } = useParams();
  const session = useQuery(SessionPageDocument, { variables: { id: sessionId } });
  const lesson = useQuery(HarvestDocument, { variables: { sessionId }, fetchPolicy: 'cache-and-network' });
  const page = session.data?.sessionPage;
  useStream(page ? sessionStream(sessionId) : null, page?.asOf);
  const error = session.error ?? lesson.error;
  const failure = error && asKringError(error);
  const missing = failure?.code === 'NOT_FOUND' || failure?.code === 'INVALID_INPUT';
  const ready = page && lesson.data && !missing;
  const harvest = lesson.data?.harvest ?? null;
  const frozen = page ? page.session.frozenAt !== null : false;
  const erased = page ? page.session.erasedAt !== null : false;
  const canBegin = !frozen && !erased && page?.state.status === 'ENDED' && (page.state.contributorId !== null || page.script.everyoneContributes);
  return (
    <Screen
      title={null}
      crumbs={[...(page ? [{ label: t('intervision.title'), to: sessionPath(sessionId) }] : []), { label: t('after.harvest.title') }]}
      phone={page ? { back: { to: agendaPath(page.session.groupId), label: t('intervision.toAgenda') } } : {}}
    >
      <Content>
        {missing && (
          <>
            <h1 className="hidden-text">{t('notFound.title')}</h1>
            <NotFound />
          </>
        )}
        {failure && !missing && !ready && <ScreenFailed error={failure} onRetry={() => void Promise.all([session.refetch(), lesson.refetch()]).catch(() => undefined)} />}
        {!ready && !failure && <Loading label={t('after.harvest.title')} withFace={false} />}
        {ready && (
          <>
            <PageHeader title={t('after.harvest.title')}>{t('after.harvest.lead')}</PageHeader>
            {frozen && <EmptyState>{t('before.frozen.title')}</EmptyState>}
            {!harvest && !canBegin && !frozen && <EmptyState>{t(erased ? 'after.harvest.tooLate' : page.state.status === 'ENDED' ? 'after.harvest.nobodyToAsk' : 'after.harvest.notYet')}</EmptyState>}
            {(harvest ? harvest.status === 'EDITING' : canBegin) && <HarvestEditor page={page} harvest={harvest} />}
            {harvest && harvest.status !== 'EDITING' && <HarvestDecision page={page} harvest={harvest} />}
          </>
        )}
      </Content>
    </Screen>
  );
}
