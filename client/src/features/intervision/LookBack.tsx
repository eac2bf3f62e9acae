import { useQuery } from '@apollo/client/react';
import { SessionOutcomeDocument } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { ActionList } from './ActionList.js';
import styles from './Outcome.module.css';
import { useOpenSession, type Phase } from './session-context.js';

/** At the opening: what was intended last time, what is still open, and what somebody shared since. */
export function LookBack({ phase }: { phase: Phase }) {
  const { page } = useOpenSession();
  const back = page.script.phases.find(({ key, section }) => section === 'open' && key === 'lookback') ?? page.script.phases.find(({ section }) => section === 'open');
  return back?.index === phase.index ? <Earlier sessionId={page.session.id} people={page.people.length} /> : null;
}

function Earlier({ sessionId, people }: { sessionId: string; people: number }) {
  const t = useT();
  const { data } = useQuery(SessionOutcomeDocument, { variables: { id: sessionId }, fetchPolicy: 'cache-and-network' });
  const { earlier = [], earlierFollowUps = [] } = data?.sessionOutcome ?? {};
  if (earlier.length === 0 && earlierFollowUps.length === 0) return null;
  return (
    <section className={styles.list} aria-label={t('before.lastTime')}>
      <h2 className={styles.small}>{t('before.lastTime')}</h2>
      <Visibility reach="circle">{t('intervision.whoReads', { count: people })}</Visibility>
      {earlierFollowUps.map((each) => (
        <p key={each.id} className={styles.told}>
          <span className="voice">{each.words}</span> <span className="small second">{each.person.name}</span>
        </p>
      ))}
      {earlier.length > 0 && <ActionList actions={earlier} withDay label={t('before.lastTime')} />}
    </section>
  );
}
