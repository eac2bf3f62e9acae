import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Poll.module.css';
import type { Poll } from './poll-answers.js';

/** On a phone, once nobody answers any more: how many could come when. A table of everyone would not fit. */
export function PollTotals({ poll }: { poll: Poll }) {
  const t = useT();
  const formats = useFormats();
  return (
    <ul className={styles['sheets']}>
      {poll.moments.map((moment) => (
        <li key={moment.id} className={styles['sheet']}>
          <b>{`${formats.shortDay(moment.startsAt)}, ${formats.time(moment.startsAt)}`}</b>
          <span>
            {t('agenda.surely')}: {t('agenda.surelyOf', { count: moment.yes, people: poll.people.length })}
            {moment.ratherNot > 0 && ` ${t('agenda.andRatherNot', { count: moment.ratherNot })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
