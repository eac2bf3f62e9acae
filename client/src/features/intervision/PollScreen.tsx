import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { groupStream } from '../../../../schema/realtime/streams.js';
import { ChoosePollMomentDocument, GroupDetailsDocument, SessionPollDocument, type SessionPollFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useStream } from '../../platform/realtime/use-stream.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { phoneScreen } from '../../ui/screen-sizes.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Visibility } from '../../ui/Visibility.js';
import { PollMatrix } from '../agenda/PollMatrix.js';
import { PollSheets } from '../agenda/PollSheets.js';
import { PollTotals } from '../agenda/PollTotals.js';
import { SuggestMoment } from '../agenda/SuggestMoment.js';
import { usePollActs } from '../agenda/use-poll-acts.js';
import styles from '../agenda/Poll.module.css';
import { agendaPath } from '../groups/circle-context.js';
import { sessionPath } from './session-context.js';
import { useSay } from './use-say.js';

/** When can you? A poll of a circle at its own address, short enough for a hallway. */
export function PollScreen() {
  const t = useT();
  const { pollId = '' } = useParams();
  const { data, error, refetch } = useQuery(SessionPollDocument, { variables: { id: pollId } });
  const found = data?.sessionPoll;
  const group = useQuery(GroupDetailsDocument, { variables: { id: found?.poll.groupId ?? '' }, skip: !found, fetchPolicy: 'cache-first' }).data?.group;
  // The circle's stream says when somebody answers; the poll is asked again.
  useStream(group ? groupStream(group.id) : null, group?.asOf);
  const failure = error && asKringError(error);
  const missing = failure?.code === 'NOT_FOUND' || failure?.code === 'INVALID_INPUT';
  return (
    <Screen
      title={null}
      crumbs={[...(group ? [{ label: group.name, to: agendaPath(group.id) }] : []), { label: t('agenda.whenCanYou') }]}
      phone={{ title: t('agenda.whenCanYou'), ...(group ? { back: { to: agendaPath(group.id), label: t('groups.tab.agenda') } } : {}) }}
    >
      <Content>
        {!found && missing && (
          <>
            <h1 className="hidden-text">{t('notFound.title')}</h1>
            <NotFound />
          </>
        )}
        {!found && failure && !missing && <ScreenFailed error={failure} onRetry={() => void refetch().catch(() => undefined)} />}
        {!found && !failure && <Loading label={t('agenda.pollLoading')} />}
        {found && <PollOnPage found={found} />}
      </Content>
    </Screen>
  );
}

function PollOnPage({ found }: { found: SessionPollFieldsFragment }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const viewer = useViewer();
  const phone = useMediaQuery(phoneScreen, false, { getInitialValueInEffect: false });
  const { poll } = found;
  const acts = usePollActs(poll.id);
  const where = poll.place !== '' ? poll.place : poll.videoLink !== '' ? t('intervision.online') : '';
  const failure = acts.failure('answer') ?? acts.failure('remind') ?? acts.failure('close');
  return (
    <div className={styles['page']}>
      <h1>{t('agenda.whenCanYou')}</h1>
      <p>
        {t('agenda.lookingFor', { name: poll.createdBy.name, count: poll.minutes, method: say(found.methodName) })}
        {where !== '' && ` ${t('agenda.whereIs', { place: where })}`}
        {poll.answerBy !== null && ` ${t('agenda.answerBy', { day: formats.day(`${poll.answerBy}T12:00`) })}`}
      </p>
      {poll.status === 'CHOSEN' && poll.appointmentId !== null && (
        <p role="status">
          {t('agenda.chosen')} <Link to={sessionPath(poll.appointmentId)}>{t('agenda.toSession')}</Link>
        </p>
      )}
      {poll.status === 'CLOSED' && <p role="status">{t('agenda.pollClosed')}</p>}
      {phone && poll.mayAnswer && <PollSheets poll={poll} viewerId={viewer.id} busy={acts.busy.answer} onSend={acts.answer} />}
      {phone && !poll.mayAnswer && <PollTotals poll={poll} />}
      {!phone && <PollMatrix poll={poll} viewerId={viewer.id} onAnswer={(momentId, answer) => void acts.answer([{ momentId, answer }])} />}
      {poll.mayAnswer && <SuggestMoment busy={acts.busy.suggest} failure={acts.failure('suggest')} onSuggest={acts.suggest} />}
      {failure && <ErrorNote error={failure}>{t('agenda.actFailed')}</ErrorNote>}
      <Visibility reach="circle">{t('agenda.answersReach')}</Visibility>
      {poll.mayDecide && <Decide found={found} acts={acts} />}
    </div>
  );
}

function Decide({ found, acts }: { found: SessionPollFieldsFragment; acts: ReturnType<typeof usePollActs> }) {
  const t = useT();
  const formats = useFormats();
  const navigate = useNavigate();
  const { poll } = found;
  const [choose, { loading, error }] = useMutation(ChoosePollMomentDocument, { refetchQueries: ['Agenda'] });
  const session = useRef({ momentId: '', sessionId: '', mutationId: '' });
  const name = (startsAt: string): string => `${formats.shortDay(startsAt)}, ${formats.time(startsAt)}`;
  const nameOf = (id: string): string => poll.people.find((person) => person.id === id)?.name ?? '';
  const take = (momentId: string): void => {
    // Pressing again after a lost answer plans the same session.
    if (session.current.momentId !== momentId) session.current = { momentId, sessionId: newId(), mutationId: newId() };
    const { sessionId, mutationId } = session.current;
    choose({ variables: { input: { mutationId, pollId: poll.id, momentId, sessionId } } })
      .then(() => void navigate(sessionPath(sessionId)))
      .catch(() => undefined);
  };
  const best = poll.moments.filter((moment) => moment.best);
  const waiting = poll.unanswered.map(nameOf).filter(Boolean);
  return (
    <section className={styles['decide']} aria-label={t('agenda.choose')}>
      <h2>{t('agenda.choose')}</h2>
      <p role="status">
        {poll.verdict === 'TIE' ? t('agenda.verdict.TIE', { moments: formats.list(best.map(({ startsAt }) => name(startsAt))) }) : t(`agenda.verdict.${poll.verdict}`, { moment: best[0] ? name(best[0].startsAt) : '' })}
      </p>
      <ul>
        {poll.moments.map((moment) => (
          <li key={moment.id}>
            <span>
              {name(moment.startsAt)}
              {moment.cannot.length > 0 && <span className="small second">{` ${t('agenda.neededCannot', { names: formats.list(moment.cannot.map(nameOf)) })}`}</span>}
              {moment.past && <span className="small second">{` ${t('agenda.past')}`}</span>}
            </span>
            {moment.cannot.length === 0 && !moment.past && (
              <Button variant={moment.id === best[0]?.id ? 'filled' : 'default'} loading={loading} onClick={() => take(moment.id)}>
                {t('agenda.chooseMoment', { moment: name(moment.startsAt) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {error && <ErrorNote error={asKringError(error)}>{t('agenda.actFailed')}</ErrorNote>}
      <p className="small second">
        <IconCalendarEvent size={18} stroke={1.75} aria-hidden /> {t('agenda.afterChoice')}
      </p>
      <div className="row-wrap">
        {waiting.length > 0 && (
          <Button variant="default" loading={acts.busy.remind} onClick={() => void acts.remind()}>
            {waiting.length === 1 ? t('agenda.remindOne', { name: waiting[0]! }) : t('agenda.remind', { count: waiting.length })}
          </Button>
        )}
        <ConfirmInline label={t('agenda.closePoll')} question={t('agenda.closeQuestion')} confirm={t('agenda.closePoll')} busy={acts.busy.close} onConfirm={() => void acts.close()} />
      </div>
      {poll.remindedAt !== null && <p className="small second">{t('agenda.remindedAt', { when: formats.stamp(poll.remindedAt) })}</p>}
    </section>
  );
}
