import { IconTrash } from '@tabler/icons-react';
import type { SessionRowFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Outcome.module.css';

type Kept = Pick<SessionRowFragment, 'erasesAt' | 'erasedAt' | 'textsErased' | 'outcomeErasesAt' | 'outcomeErasedAt'>;

/** When the words of a session go, or went; and until when its actions stay. */
export function KeptLine({ session }: { session: Kept }) {
  const t = useT();
  const formats = useFormats();
  const { erasesAt, erasedAt, textsErased, outcomeErasesAt, outcomeErasedAt } = session;
  return (
    <p className={styles.kept}>
      <IconTrash size={18} stroke={1.75} aria-hidden />
      <span>
        {erasedAt !== null && t('before.erasedOn', { date: formats.date(erasedAt) })}
        {erasedAt === null && erasesAt !== null && t('before.erasesOn', { date: formats.date(erasesAt) })}
        {erasedAt !== null && textsErased !== null && textsErased > 0 && ` ${t('before.textsErased', { count: textsErased })}`}{' '}
        {outcomeErasedAt !== null && t('before.outcomeErasedOn', { date: formats.date(outcomeErasedAt) })}
        {outcomeErasedAt === null && outcomeErasesAt !== null && t('before.outcomeErasesOn', { date: formats.date(outcomeErasesAt) })}
      </span>
    </p>
  );
}
