import { Button } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import styles from './Live.module.css';
import { useOpenSession } from './session-context.js';
import { useSay } from './use-say.js';

/** For who comes in while it runs: whose case, which phase, what to do now. It goes when it is put away. */
export function LateCard() {
  const t = useT();
  const say = useSay();
  const viewer = useViewer();
  const { page, phase, firstNameOf } = useOpenSession();
  // Known at the first drawing: who was not here came in only now; who went for a moment knows where it was.
  const [late, setLate] = useState(() => page.state.phase > 0 && !page.people.some(({ person, here, left }) => person.id === viewer.id && (here || left)));
  if (!late || !phase) return null;
  const name = firstNameOf(page.state.contributorId);
  return (
    <section className={styles.lateCard} aria-label={t('room.late.title')}>
      <IconDoorEnter size={20} stroke={1.75} aria-hidden />
      <div className="grow">
        <h2>{t('room.late.title')}</h2>
        {name && page.me.roles.includes('contributor') ? <p>{t('room.late.yourCase')}</p> : name && <p>{t('room.late.case', { name })}</p>}
        <p>{t('intervision.phaseOf', { number: phase.index + 1, count: page.script.phases.length, name: say(phase.name) })}</p>
        <p>{t('room.late.now', { what: say(phase.instruction) })}</p>
      </div>
      <Button size="sm" variant="default" onClick={() => setLate(false)}>
        {t('room.late.close')}
      </Button>
    </section>
  );
}
