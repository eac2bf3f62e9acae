import { useT } from '../platform/i18n/i18n.js';
import { NotFound } from '../ui/NotFound.js';
import { Content, Screen } from '../ui/Screen.js';

export function NotFoundScreen() {
  const t = useT();
  return (
    <Screen title={t('notFound.title')} crumbs={[{ label: t('notFound.title') }]}>
      <Content>
        <h1 className="hidden-text">{t('notFound.title')}</h1>
        <NotFound />
      </Content>
    </Screen>
  );
}
