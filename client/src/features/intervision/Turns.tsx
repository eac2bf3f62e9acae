import { useQuery } from '@apollo/client/react';
import { CircleTurnsDocument } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import lobby from './Lobby.module.css';
import styles from './Outcome.module.css';

/** How long ago each member brought something in, by name: no order, no count, only for this circle. */
export function Turns({ groupId }: { groupId: string }) {
  const t = useT();
  const formats = useFormats();
  const { data } = useQuery(CircleTurnsDocument, { variables: { groupId }, fetchPolicy: 'cache-and-network' });
  const turns = data?.circleTurns ?? [];
  if (!turns.some(({ lastAt }) => lastAt !== null)) return null;
  return (
    <section className={lobby.people}>
      <h2>{t('before.turns')}</h2>
      <p className="small second">{t('before.turnsMeaning')}</p>
      <ul className={styles.turns}>
        {turns.map(({ id, person, lastAt }) => (
          <li key={id}>
            <span>{person.name}</span>
            <span className="second">{lastAt === null ? t('before.notYetTurn') : formats.relative(lastAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
