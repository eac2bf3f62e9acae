import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import styles from './After.module.css';
import { Paper } from './Paper.js';
import { useOpenSession } from './session-context.js';
import { useOwnTextList } from './use-own-texts.js';
import { useSay } from './use-say.js';

/** After a session on paper: who keeps the outcome types in what was learned and who does what, for a week. Never the story. It joins the outcome that everyone reads. */
export function LaterOutcome() {
  const t = useT();
  const say = useSay();
  const { page, texts, may } = useOpenSession();
  const written = useOwnTextList(texts).filter(({ kind }) => kind === 'OUTCOME');
  if (!may('WRITE_OUTCOME_LATER') || page.session.erasedAt !== null) return null;
  const phases = page.script.phases.filter(({ section, input }) => section === 'close' && !['none', 'vote', 'survey'].includes(input));
  return (
    <details className={styles.block} {...(written.length > 0 ? { open: true } : {})}>
      <summary>{t('after.later.title')}</summary>
      <div className={styles.block}>
        <p className="second">{t('after.later.lead')}</p>
        <Visibility reach="circle">{t('intervision.whoReads', { count: page.people.length })}</Visibility>
        {phases.map((phase) => (
          <section key={phase.id} className={`${styles.block} ${styles.wide}`}>
            <h3>{say(phase.name)}</h3>
            {written
              .filter((text) => text.phase === phase.index)
              .map((text) => (
                <Paper key={text.key} text={text} phase={phase.input === 'actions' ? phase : { ...phase, input: 'free' }} label={say(phase.name)} shared />
              ))}
            <Button variant="default" size="sm" leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => texts.start({ phase: phase.index, kind: 'OUTCOME', sharing: 'NAMED' })}>
              {t('after.later.add', { phase: say(phase.name) })}
            </Button>
          </section>
        ))}
      </div>
    </details>
  );
}
