import { useT } from '../../platform/i18n/i18n.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { Content, Screen } from '../../ui/Screen.js';
import { BellList } from './BellList.js';

export function BellScreen() {
  const t = useT();
  return (
    <Screen title={t('bell.title')} crumbs={[{ label: t('bell.title') }]}>
      <Content reading>
        <PageHeader title={t('bell.title')}>{t('bell.lead')}</PageHeader>
        <BellList />
      </Content>
    </Screen>
  );
}
