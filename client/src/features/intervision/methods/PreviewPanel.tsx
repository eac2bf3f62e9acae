import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n/i18n.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Segmented } from '../../../ui/Segmented.js';
import { Visibility } from '../../../ui/Visibility.js';
import { useSay } from '../use-say.js';
import type { Composition } from './composition.js';
import styles from './Methods.module.css';
import { previewOf, previewRoles, type PreviewRole } from './phase-preview.js';

/** One phase as it looks on a phone, for somebody in a role. Nothing in it can be pressed: it is a picture in words. */
export function PreviewPanel({ method }: { method: Composition }) {
  const t = useT();
  const say = useSay();
  const [role, setRole] = useState<PreviewRole>('participant');
  const [key, setKey] = useState(method.blocks[0]?.key ?? '');
  const at = Math.max(0, method.blocks.findIndex((block) => block.key === key));
  const block = method.blocks[at];
  if (!block) return <EmptyState>{t('methods.preview.empty')}</EmptyState>;
  const { task, seenBy, maxEach, sharings, opens } = previewOf(block, role, method.facilitatorRequired);
  const name = say(block.name) || block.name.nl || t('methods.nameless');
  const instruction = say(block.instruction) || block.instruction.nl;
  const writes = seenBy !== null;
  return (
    <div className={styles.part}>
      <Segmented label={t('methods.preview.role')} showLabel options={previewRoles.map((value) => ({ value, label: t(`methods.role.${value}`) }))} value={role} onChange={setRole} />
      <NativeSelect
        label={t('methods.preview.phase')}
        value={block.key}
        onChange={(event) => setKey(event.currentTarget.value)}
        data={method.blocks.map((each, number) => ({ value: each.key, label: t('methods.phaseNumber', { number: number + 1, name: say(each.name) || each.name.nl || t('methods.nameless') }) }))}
      />
      <section className={styles.phone} aria-label={t('methods.preview.phone', { role: t(`methods.role.${role}`), number: at + 1 })}>
        <p className={styles.phoneBar}>
          <span>{name}</span>
          <b>{t('intervision.min', { count: block.minutes })}</b>
        </p>
        <div className={styles.phoneBody}>
          <h3>{writes && instruction !== '' ? instruction : name}</h3>
          {!writes && instruction !== '' && <p className="second">{instruction}</p>}
          <div className={styles.task} data-paper={seenBy === 'nobodyYet' || seenBy === 'onlyMe' || undefined}>
            {seenBy && <Visibility reach={seenBy === 'everyone' ? 'circle' : 'me'}>{t(`methods.seen.${seenBy}`)}</Visibility>}
            <p>
              {t(`methods.task.${task}`)} {maxEach !== null && t('methods.taskMost', { count: maxEach })}
            </p>
            {sharings.length > 0 && <p className="small">{sharings.map((sharing) => t(`intervision.sharing.${sharing}`)).join(' / ')}</p>}
          </div>
          {opens && <p className="small">{t(`methods.opens.${opens}`)}</p>}
          {role === 'contributor' && <p className="small second">{t(`intervision.you.${block.contrib as 'speaks'}`)}</p>}
        </div>
      </section>
    </div>
  );
}
