import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { SessionPageDocument, type SessionPageFieldsFragment } from '../../generated/graphql.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Loading } from '../../ui/Loading.js';
import { NotFound } from '../../ui/NotFound.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { agendaPath } from '../groups/circle-context.js';
import styles from './After.module.css';
import { sessionPath } from './session-context.js';
import { useSay } from './use-say.js';

/** The run sheet of one session on paper: phases, minutes and what to say. Nothing that anybody brought is on it. */
export function ScriptScreen() {
  const t = useT();
  const { sessionId = '' } = useParams();
  const { data, error, refetch } = useQuery(SessionPageDocument, { variables: { id: sessionId } });
  const failure = error && asKringError(error);
  const missing = failure?.code === 'NOT_FOUND' || failure?.code === 'INVALID_INPUT';
  const page = data?.sessionPage;
  return (
    <Screen
      title={null}
      crumbs={[...(page ? [{ label: t('intervision.title'), to: sessionPath(sessionId) }] : []), { label: t('after.script.title') }]}
      phone={page ? { back: { to: agendaPath(page.session.groupId), label: t('intervision.toAgenda') } } : {}}
    >
      <Content>
        {missing && (
          <>
            <h1 className="hidden-text">{t('notFound.title')}</h1>
            <NotFound />
          </>
        )}
        {failure && !missing && !page && <ScreenFailed error={failure} onRetry={() => void refetch().catch(() => undefined)} />}
        {!page && !failure && <Loading label={t('after.script.title')} withFace={false} />}
        {page && <Sheet page={page} />}
      </Content>
    </Screen>
  );
}

function Sheet({ page }: { page: SessionPageFieldsFragment }) {
  const t = useT();
  const say = useSay();
  let minutes = 0;
  const rows = page.script.phases.map((phase) => {
    const from = minutes;
    minutes += phase.minutes;
    return { phase, from };
  });
  return (
    <article className={styles.sheet}>
      <h1 tabIndex={-1}>{t('after.script.of', { method: say(page.session.methodName), count: page.script.minutes })}</h1>
      <div data-no-print>
        <Button leftSection={<IconPrinter size={18} stroke={1.75} aria-hidden />} onClick={() => window.print()}>
          {t('after.print')}
        </Button>
      </div>
      <table className={styles.script}>
        <thead>
          <tr>
            <th scope="col">{t('after.script.from')}</th>
            <th scope="col">{t('after.script.minutes')}</th>
            <th scope="col">{t('after.script.phase')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ phase, from }) => (
            <tr key={phase.id}>
              <td>{from}</td>
              <td>{phase.minutes}</td>
              <th scope="row">
                <b>{say(phase.name)}</b>
                {say(phase.instruction)}
                {phase.sealed && <span className="small second"> {t('after.script.sealed')}</span>}
              </th>
            </tr>
          ))}
        </tbody>
      </table>
      {page.script.rules.length > 0 && (
        <ul className={styles.rules}>
          {page.script.rules.map((rule) => (
            <li key={rule.nl}>{say(rule)}</li>
          ))}
        </ul>
      )}
      <p className="small second">{t('after.script.later')}</p>
    </article>
  );
}
