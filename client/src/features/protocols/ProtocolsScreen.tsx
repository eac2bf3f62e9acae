import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { ProtocolsDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useLocale, useT } from '../../platform/i18n/i18n.js';
import { Loading } from '../../ui/Loading.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { hoursOf, sectorWord } from './protocol-words.js';
import styles from './Protocols.module.css';

export const protocolsPath = '/protocollen';

/** The protocols there are, for teachers and for others who start. */
export function ProtocolsScreen() {
  const t = useT();
  const locale = useLocale();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(ProtocolsDocument, { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  return (
    <Screen title={t('protocols.title')} crumbs={[{ label: t('protocols.title') }]}>
      <Content reading>
        <PageHeader title={t('protocols.title')}>{t('protocols.lead')}</PageHeader>
        {error && !data ? <ScreenFailed error={error} onRetry={() => void refetch().catch(() => undefined)} /> : null}
        {!data && !error ? <Loading label={t('protocols.loading')} withFace={false} /> : null}
        <ul className={styles.cards}>
          {(data?.protocols ?? []).map((protocol) => (
            <li key={protocol.key} className={styles.card}>
              <h2>
                <Link to={`${protocolsPath}/${protocol.key}`}>{protocol.name[locale]}</Link>
              </h2>
              <p className="second">
                {t('protocols.version', { version: protocol.version })}, {formats.list(protocol.sectors.map((sector) => sectorWord(t, sector)))}, {t('protocols.years', { count: protocol.lengthYears })}
              </p>
              <p>{t('protocols.firstYear', { hours: formats.number(hoursOf(protocol.firstYearMinutes)) })}</p>
            </li>
          ))}
        </ul>
      </Content>
    </Screen>
  );
}
