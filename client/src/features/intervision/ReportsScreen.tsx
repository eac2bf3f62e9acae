import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { EraseReportDocument, ReportDocument, ReportsDocument, type ReportFieldsFragment } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { ConfirmInline } from '../../ui/ConfirmInline.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { reportPath, reportsPath } from './ReportForm.js';
import { useSay } from './use-say.js';

const page = 20;

/** Everything that this person kept of sessions, newest first: theirs alone, also when the session is erased. */
export function ReportsScreen() {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const { data, error, refetch, fetchMore, loading } = useQuery(ReportsDocument, { variables: { first: page }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const reports = data?.reports;
  return (
    <Screen title={t('after.reports.title')} crumbs={[{ label: t('after.reports.title') }]}>
      <Content reading>
        <PageHeader title={t('after.reports.title')}>{t('after.reports.lead')}</PageHeader>
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading label={t('after.reports.title')} withFace={false} /> : null}
        {reports?.nodes.length === 0 ? <EmptyState>{t('after.reports.empty')}</EmptyState> : null}
        <ul className={styles.cards}>
          {(reports?.nodes ?? []).map((report) => (
            <li key={report.id} className={styles.card}>
              <h2>
                <Link to={reportPath(report.sessionId)}>{t('after.report.of', { method: say(report.methodName), day: formats.date(report.heldAt) })}</Link>
              </h2>
              <p className="small second">{t('after.report.lines', { count: report.lines.length + (report.words === '' ? 0 : 1) })}</p>
            </li>
          ))}
        </ul>
        {reports?.pageInfo.hasNextPage ? (
          <Button variant="default" loading={loading} onClick={() => void fetchMore({ variables: { after: reports.pageInfo.endCursor } })}>
            {t('action.more')}
          </Button>
        ) : null}
      </Content>
    </Screen>
  );
}

/** One report as a page: to read, to print or to keep as a file, to throw away. */
export function ReportScreen() {
  const t = useT();
  const { sessionId = '' } = useParams();
  const { data, error, refetch } = useQuery(ReportDocument, { variables: { sessionId }, fetchPolicy: 'cache-and-network' });
  const missing = data?.report === null || (error && asKringError(error).code === 'INVALID_INPUT');
  return (
    <Screen title={t('after.reports.title')} crumbs={[{ label: t('after.reports.title'), to: reportsPath }, { label: t('after.report.one') }]} phone={{ back: { to: reportsPath, label: t('after.reports.all') } }}>
      <Content reading>
        {missing ? (
          <>
            <h1 className="hidden-text">{t('notFound.title')}</h1>
            <NotFound />
          </>
        ) : null}
        {error && !data && !missing ? <ScreenFailed error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading label={t('after.report.one')} withFace={false} /> : null}
        {data?.report ? <OneReport report={data.report} /> : null}
      </Content>
    </Screen>
  );
}

function OneReport({ report }: { report: ReportFieldsFragment }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  const navigate = useNavigate();
  const [erase, { loading, error }] = useMutation(EraseReportDocument, { refetchQueries: ['Reports'] });
  return (
    <article className={styles.sheet}>
      <h1 tabIndex={-1}>{t('after.report.of', { method: say(report.methodName), day: formats.date(report.heldAt) })}</h1>
      <Visibility reach="me">{t('after.report.reach')}</Visibility>
      <dl className={styles.cards}>
        {report.lines.map((line) => (
          <div key={line.textId} className={styles.part}>
            <dt>{line.marked ? t('after.report.marked', { phase: say(line.phaseName), mark: say(line.marked) }) : say(line.phaseName)}</dt>
            <dd className="voice">{line.text}</dd>
          </div>
        ))}
        {report.words !== '' && (
          <div className={styles.part}>
            <dt>{t('after.report.words')}</dt>
            <dd className="voice">{report.words}</dd>
          </div>
        )}
      </dl>
      {error && <ErrorNote error={asKringError(error)} />}
      <div className="row-wrap" data-no-print>
        <Button leftSection={<IconPrinter size={18} stroke={1.75} aria-hidden />} onClick={() => window.print()}>
          {t('after.print')}
        </Button>
        <ConfirmInline
          label={t('after.report.erase')}
          question={t('after.report.eraseQuestion')}
          confirm={t('after.report.eraseConfirm')}
          busy={loading}
          onConfirm={() =>
            void erase({ variables: { input: { mutationId: newId(), id: report.id } } })
              .then(() => navigate(reportsPath))
              .catch(() => undefined)
          }
        />
      </div>
    </article>
  );
}
