import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { EvaluationsDocument, type EvaluationsQuery } from '../../generated/graphql.js';
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
import { AnswersTable } from './AnswersTable.js';
import { findingOf } from './evaluation-finding.js';
import forms from './Forms.module.css';
import { useSay } from './use-say.js';

type Evaluation = EvaluationsQuery['evaluations'][number];
const steps = ['1', '2', '3', '4', '5'] as const;

/** How this group found its sessions, one question at a time: for who is in it, as numbers of four answers or more. */
export function EvaluationsScreen() {
  const t = useT();
  const { group } = useCircle();
  const { data, error, refetch } = useQuery(EvaluationsDocument, { variables: { groupId: group.id }, fetchPolicy: 'cache-and-network' });
  const [table, setTable] = useState(false);
  const evaluations = data?.evaluations;
  return (
    <CircleFrame>
      <Content reading>
        <div className={agendaStyles.head}>
          <h2>{t('after.evaluations.title')}</h2>
        </div>
        {!data && error && <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} />}
        {!data && !error && <Loading label={t('after.evaluations.title')} withFace={false} />}
        {evaluations?.length === 0 && <EmptyState>{t('after.evaluations.empty')}</EmptyState>}
        {evaluations && evaluations.length > 0 && (
          <div className={styles.findings}>
            <div className={styles.block}>
              <Visibility reach="circle">{t('after.evaluations.reach')}</Visibility>
              <ul className={forms.legend} aria-hidden="true">
                {steps.map((step) => (
                  <li key={step}>
                    <i data-step={step} /> {t(`intervision.agree.${step}`)}
                  </li>
                ))}
              </ul>
              <button type="button" className="text-button small" aria-pressed={table} onClick={() => setTable(!table)}>
                {t(table ? 'intervision.survey.asPicture' : 'intervision.survey.asTable')}
              </button>
            </div>
            {evaluations.map((evaluation) => (
              <Question key={evaluation.item} evaluation={evaluation} table={table} />
            ))}
          </div>
        )}
      </Content>
    </CircleFrame>
  );
}

function Question({ evaluation, table }: { evaluation: Evaluation; table: boolean }) {
  const t = useT();
  const say = useSay();
  const { finding, count, total } = findingOf(evaluation.points);
  return (
    <section className={styles.finding}>
      <h3>{t(`after.evaluations.finding.${finding}`, { question: say(evaluation.question), count, total })}</h3>
      {table ? <AsTable evaluation={evaluation} /> : <AsBars evaluation={evaluation} />}
    </section>
  );
}

function AsBars({ evaluation }: { evaluation: Evaluation }) {
  const t = useT();
  const formats = useFormats();
  return (
    <ul className={styles.rows}>
      {evaluation.points.map(({ sessionId, heldAt, distribution }) => {
        const total = distribution.reduce((sum, each) => sum + each, 0);
        const spoken = distribution.map((each, at) => `${t(`intervision.agree.${steps[at]!}`)}: ${each}`).join(', ');
        return (
          <li key={sessionId} className={styles.row}>
            <span>{formats.shortDay(heldAt)}</span>
            <div className={forms.steps} role="img" aria-label={spoken}>
              {distribution.map((each, at) =>
                each === 0 ? null : (
                  <i key={steps[at]} data-step={steps[at]} style={{ flexGrow: each }}>
                    {each}
                  </i>
                ),
              )}
            </div>
            <span>{t('after.evaluations.n', { count: total })}</span>
          </li>
        );
      })}
    </ul>
  );
}

function AsTable({ evaluation }: { evaluation: Evaluation }) {
  const t = useT();
  const say = useSay();
  const formats = useFormats();
  return (
    <AnswersTable
      heading={t('after.evaluations.session')}
      region={say(evaluation.question)}
      rows={evaluation.points.map(({ sessionId, heldAt, methodName, distribution }) => ({ key: sessionId, name: `${formats.shortDay(heldAt)}, ${say(methodName)}`, distribution }))}
    />
  );
}
