import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { SavedState } from '../../ui/SavedState.js';
import { Choice } from './Choice.js';
import { useSetting } from './use-setting.js';

export function LanguageSection() {
  const t = useT();
  const me = useViewer();
  const { change, state, failure } = useSetting();
  return (
    <>
      <PageHeader title={t('settings.language')}>{t('language.lead')}</PageHeader>
      <Choice
        name="language"
        label={t('language.label')}
        value={me.language}
        onChange={(language) => change({ language })}
        options={[
          { value: 'NL', label: t('language.NL'), lang: 'nl' },
          { value: 'EN', label: t('language.EN'), lang: 'en' },
        ]}
      />
      <SavedState state={state} />
      {failure ? <ErrorNote error={failure}>{t('settings.failed')}</ErrorNote> : null}
    </>
  );
}
