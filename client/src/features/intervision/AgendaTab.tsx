import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AgendaDocument, type SessionRowFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import { Content } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Tag } from '../../ui/Tag.js';
import { agendaPath, planPath, useCircle } from '../groups/circle-context.js';
import { CircleFrame } from '../groups/CircleFrame.js';
import { methodsPath } from './methods/method-paths.js';
import styles from './Agenda.module.css';
import { PollRows } from './PollRows.js';
import { sessionPath } from './session-context.js';
import { Turns } from './Turns.js';
import { useSay } from './use-say.js';
import { useWrittenWords } from './written-words.js';

/** When this circle meets: what comes, and what has been. */
export function AgendaTab() {
  const t = useT();
  const { group } = useCircle();
  const { data, error, refetch } = useQuery(AgendaDocument, { variables: { groupId: group.id } });
  const agenda = data?.agenda;
  const plan = agenda?.mayPlan ? (
    <Button component={Link} to={planPath(group.id)} leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}>
      {t('intervision.plan')}
    </Button>
  ) : undefined;
  const empty = agenda && agenda.upcoming.length === 0 && agenda.polls.length === 0;
  return (
    <CircleFrame>
      <Content reading>
        <div className={styles.head}>
          <h2>{t('groups.tab.agenda')}</h2>
          <div className={styles.acts}>
            {agenda?.mayPlan && (
              <Link className="small" to={methodsPath(group.id)}>
                {t('methods.title')}
              </Link>
            )}
            {!empty && plan}
          </div>
        </div>
        {!agenda && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
        {!agenda && !error && <Loading label={t('intervision.agendaLoading')} withFace={false} />}
        {empty && <EmptyState {...(plan ? { action: plan } : {})}>{t(agenda.past.length === 0 ? 'intervision.agendaEmpty' : 'intervision.agendaNothingPlanned')}</EmptyState>}
        {agenda && <PollRows polls={agenda.polls} />}
        {agenda && agenda.upcoming.length > 0 && <Rows sessions={agenda.upcoming} label={t('intervision.upcoming')} />}
        {agenda && agenda.past.length > 0 && (
          <section className={styles.past}>
            <h3>{t('intervision.past')}</h3>
            <p className="row-wrap small">
              <Link to={`${agendaPath(group.id)}/evaluatie`}>{t('after.evaluations.title')}</Link>
              <Link to={`${agendaPath(group.id)}/oogst`}>{t('after.harvest.title')}</Link>
            </p>
            <Rows sessions={agenda.past} label={t('intervision.past')} />
          </section>
        )}
        {agenda && agenda.past.length > 0 && <Turns groupId={group.id} />}
      </Content>
    </CircleFrame>
  );
}

function Rows({ sessions, label }: { sessions: SessionRowFragment[]; label: string }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {sessions.map((session) => (
        <Row key={session.id} session={session} />
      ))}
    </ul>
  );
}

function Row({ session }: { session: SessionRowFragment }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { status, startsAt, minutes, place, facilitator, appointment } = session;
  const end = new Date(Date.parse(startsAt) + minutes * 60_000);
  const inWriting = useWrittenWords();
  const where = place !== '' ? place : session.videoLink !== '' ? t('intervision.online') : '';
  return (
    <li>
      <Link to={sessionPath(session.id)} className={styles.row ?? ''}>
        <span className={styles.date}>
          <b>{formats.shortDay(startsAt)}</b>
          {!session.written && <span>{t('intervision.fromTo', { from: formats.time(startsAt), to: formats.time(end) })}</span>}
        </span>
        <span className={styles.what}>
          <b>{say(session.methodName)}</b>
          <span className="small second">
            {[session.written ? inWriting(session.written) : where, facilitator && t('intervision.ledBy', { name: facilitator.name })].filter(Boolean).join(', ')}
          </span>
        </span>
        {appointment && !appointment.past && appointment.coming + appointment.notComing > 0 && <span className="small second">{t('agenda.comingCount', { count: appointment.coming })}</span>}
        {appointment?.seriesId && status === 'PLANNED' && <Tag>{t('agenda.series')}</Tag>}
        {appointment && appointment.sequence > 0 && status === 'PLANNED' && <Tag>{t('agenda.moved')}</Tag>}
        {status === 'LOBBY' && <Tag tone="now">{t('intervision.status.LOBBY')}</Tag>}
        {status === 'RUNNING' && <Tag tone="now">{t('intervision.status.RUNNING')}</Tag>}
        {status === 'CANCELLED' && <Tag>{t('intervision.status.CANCELLED')}</Tag>}
      </Link>
    </li>
  );
}
