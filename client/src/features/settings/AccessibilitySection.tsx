import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { PageHeader } from '../../ui/PageHeader.js';
import { SavedState } from '../../ui/SavedState.js';
import { Choice, OnOff } from './Choice.js';
import styles from './Settings.module.css';
import { useSetting } from './use-setting.js';

/** Light or dark is of this device; the rest goes with the person. */
export function AccessibilitySection() {
  const t = useT();
  const me = useViewer();
  const { change, state, failure } = useSetting();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <PageHeader title={t('settings.accessibility')} />
      <div className={styles['form']}>
        <Choice<MantineColorScheme>
          name="scheme"
          label={t('scheme.label')}
          hint={t('scheme.hint')}
          value={colorScheme}
          onChange={setColorScheme}
          options={[
            { value: 'auto', label: t('scheme.auto') },
            { value: 'light', label: t('scheme.light') },
            { value: 'dark', label: t('scheme.dark') },
          ]}
        />
        <OnOff label={t('access.plainReading')} hint={t('access.plainReadingHint')} value={me.plainReading} onChange={(plainReading) => change({ plainReading })} />
        <p className={`voice ${styles['sample']}`}>{t('access.sample')}</p>
        <OnOff label={t('access.calmMotion')} hint={t('access.calmMotionHint')} value={me.calmMotion} onChange={(calmMotion) => change({ calmMotion })} />
        <OnOff label={t('access.singleKeys')} hint={t('access.singleKeysHint')} value={me.singleKeys} onChange={(singleKeys) => change({ singleKeys })} />
      </div>
      <SavedState state={state} />
      {failure ? <ErrorNote error={failure}>{t('settings.failed')}</ErrorNote> : null}
    </>
  );
}
