import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ProtocolSheetDocument, type ProtocolSheetQuery } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useLocale, useT } from '../../platform/i18n/i18n.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { Segmented } from '../../ui/Segmented.js';
import { Tag } from '../../ui/Tag.js';
import { gapOf, hoursOf, momentOf, rhythmOf, sectorWord } from './protocol-words.js';
import styles from './Protocols.module.css';
import { protocolsPath } from './ProtocolsScreen.js';

type Sheet = ProtocolSheetQuery['protocol'];
type Phase = Sheet['phases'][number];
const factors = [1, 0.8, 0.6, 0.5];

/** One protocol to read: what it asks in hours, and per phase what happens, with whom and who sees it. */
export function ProtocolScreen() {
  const t = useT();
  const locale = useLocale();
  const formats = useFormats();
  const { key = '' } = useParams();
  const { data, error, refetch } = useQuery(ProtocolSheetDocument, { variables: { key }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const sheet = data?.protocol;
  const title = sheet?.card.name[locale] ?? t('protocols.title');
  return (
    <Screen title={title} crumbs={[{ label: t('protocols.title'), to: protocolsPath }, { label: title }]} phone={{ back: { to: protocolsPath, label: t('protocols.back') } }}>
      <Content reading>
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} /> : null}
        {!data && !error ? <Loading label={t('protocols.loading')} withFace={false} /> : null}
        {sheet ? (
          <div className={styles.parts}>
            <PageHeader title={title}>
              {t('protocols.version', { version: sheet.card.version })}, {formats.list(sheet.card.sectors.map((sector) => sectorWord(t, sector)))}, {t('protocols.years', { count: sheet.card.lengthYears })}
            </PageHeader>
            <Hours sheet={sheet} />
            {sheet.phases.map((phase) => (
              <PhaseOf key={phase.key} phase={phase} />
            ))}
            <section aria-label={t('protocols.completion')}>
              <h2>{t('protocols.completion')}</h2>
              <p>{sheet.completion[locale]}</p>
            </section>
          </div>
        ) : null}
      </Content>
    </Screen>
  );
}

/** What the first year asks beside what there is: the gap is said, never hidden (rule `gap` of the protocol). */
function Hours({ sheet: { card } }: { sheet: Sheet }) {
  const t = useT();
  const formats = useFormats();
  const [fte, setFte] = useState(1);
  const hours = (minutes: number): string => formats.number(hoursOf(minutes));
  const { budgetMinutes: budget, firstYearMinutes: asked } = card;
  const gap = budget === null || budget === undefined ? 0 : gapOf(asked, budget, fte);
  return (
    <section aria-label={t('protocols.hours')} className={styles.hours}>
      <h2>{t('protocols.hours')}</h2>
      <p>{t('protocols.firstYear', { hours: hours(asked) })}</p>
      {budget === null || budget === undefined ? (
        <p className="second">{t('protocols.noBudget')}</p>
      ) : (
        <>
          <Segmented label={t('protocols.fte')} showLabel options={factors.map((value) => ({ value, label: formats.number(value) }))} value={fte} onChange={setFte} />
          <p role="status">{t(gap > 0 ? 'protocols.gap' : 'protocols.enough', { budget: hours(budget * fte), gap: hours(gap) })}</p>
        </>
      )}
    </section>
  );
}

function PhaseOf({ phase }: { phase: Phase }) {
  const t = useT();
  const locale = useLocale();
  const formats = useFormats();
  const hours = (minutes: number): string => formats.number(hoursOf(minutes));
  return (
    <section aria-label={phase.name[locale]}>
      <h2>{phase.name[locale]}</h2>
      <p className="second">
        {momentOf(t, phase.from)} {t('protocols.until')} {momentOf(t, phase.to).toLowerCase()}.{' '}
        {t('protocols.phaseHours', { starter: hours(phase.starterMinutes), coach: hours(phase.coachMinutes), leader: hours(phase.leaderMinutes) })}
        {phase.optionalMinutes > 0 ? ` ${t('protocols.optionalHours', { hours: hours(phase.optionalMinutes) })}` : ''}
      </p>
      <ul className={styles.cards}>
        {phase.activities.map((activity) => (
          <li key={activity.uid} className={styles.card}>
            <div className={styles.head}>
              <h3>{activity.name[locale]}</h3>
              <Tag tone={activity.status === 'CORE' ? 'accent' : 'line'}>{t(`protocols.status.${activity.status}`)}</Tag>
            </div>
            <p>
              {momentOf(t, activity.at)}, {rhythmOf(t, activity.count, activity.every)}, {t('protocols.minutes', { count: activity.minutes })}
            </p>
            {activity.text ? <p>{activity.text[locale]}</p> : null}
            <p className="second">{t('protocols.people', { people: formats.list([activity.role, ...activity.with].map((role) => role[locale])) })}</p>
            <p className="second">{t(`protocols.space.${activity.space}`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
