import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useT } from '../../../platform/i18n/i18n.js';
import { useSay } from '../use-say.js';
import { minutesOf, type Composition } from './composition.js';
import styles from './Methods.module.css';

interface Side {
  label: string;
  method: Composition;
}

/** Two versions of one method beside each other, with what differs marked. Neither is lost before somebody chose. */
export function TwoMethods({ title, mine, theirs, busy = false, onMine, onTheirs }: { title: string; mine: Side; theirs: Side; busy?: boolean; onMine: () => void; onTheirs: () => void }) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.two} aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{t('methods.conflictLead')}</p>
      <div className={styles.sides}>
        <OneSide side={mine} other={theirs.method} action={<Button loading={busy} onClick={onMine}>{t('methods.keepMine')}</Button>} />
        <OneSide side={theirs} other={mine.method} action={<Button variant="default" onClick={onTheirs}>{t('methods.keepTheirs')}</Button>} />
      </div>
    </section>
  );
}

function OneSide({ side: { label, method }, other, action }: { side: Side; other: Composition; action: React.ReactNode }) {
  const t = useT();
  const say = useSay();
  return (
    <div>
      <h3>{label}</h3>
      <p>
        <b>{say(method.name) || method.name.nl}</b>, {t('intervision.minutes', { count: minutesOf(method) })}
      </p>
      <p className="small second">{say(method.purpose) || method.purpose.nl}</p>
      <ol>
        {method.blocks.map((block) => {
          const same = JSON.stringify(other.blocks.find(({ key }) => key === block.key)) === JSON.stringify(block);
          const words = `${say(block.name) || block.name.nl}, ${t('intervision.min', { count: block.minutes })}`;
          return (
            <li key={block.key}>
              {same ? words : <mark>{words}</mark>}
              <p className="tiny muted">{say(block.instruction) || block.instruction.nl}</p>
            </li>
          );
        })}
      </ol>
      {action}
    </div>
  );
}
