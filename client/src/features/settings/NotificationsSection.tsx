import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { SavedState } from '../../ui/SavedState.js';
import { Choice } from './Choice.js';
import { useSetting } from './use-setting.js';

/** How Kring may reach somebody by mail. */
export function NotificationsSection() {
  const t = useT();
  const me = useViewer();
  const { change, state, failure } = useSetting();
  return (
    <>
      <PageHeader title={t('settings.notifications')}>{t('mail.lead')}</PageHeader>
      <Choice
        name="mailLevel"
        label={t('mail.label')}
        value={me.mailLevel}
        onChange={(mailLevel) => change({ mailLevel })}
        options={[
          { value: 'ALL', label: t('mail.all'), hint: t('mail.allHint') },
          { value: 'IMPORTANT', label: t('mail.important'), hint: t('mail.importantHint') },
          { value: 'NOTHING', label: t('mail.nothing'), hint: t('mail.nothingHint') },
        ]}
      />
      <SavedState state={state} />
      {failure ? <ErrorNote error={failure}>{t('settings.failed')}</ErrorNote> : null}
    </>
  );
}
