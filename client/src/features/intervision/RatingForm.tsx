import { useApolloClient } from '@apollo/client/react';
import { useT } from '../../platform/i18n/i18n.js';
import { Segmented } from '../../ui/Segmented.js';
import { EntryWords } from './EntryFields.js';
import styles from './Paper.module.css';
import { changeSession } from './session-cache.js';
import { useOpenSession, type Phase } from './session-context.js';
import { useSay } from './use-say.js';

/** The contributor weighs what the others wrote; nobody has to say why. */
export function RatingForm({ phase }: { phase: Phase }) {
  const t = useT();
  const say = useSay();
  const client = useApolloClient();
  const { page, acts } = useOpenSession();
  const shown = page.texts.filter((text) => text.phase === phase.shows && text.kind === 'ENTRY' && text.opened);
  const valueOf = (textId: string): string => page.ratings.find((rating) => rating.textId === textId)?.value ?? '';
  const rate = async (textId: string, value: string) => {
    const put = (given: string) =>
      changeSession(client.cache, page.session.id, ({ ratings }) => ({
        ratings: [...ratings.filter((rating) => rating.textId !== textId), ...(given === '' ? [] : [{ __typename: 'Rating' as const, textId, value: given }])],
      }));
    const before = valueOf(textId);
    put(value);
    if (!(await acts.act('rateText', { phase: phase.index, textId, value }))) put(before);
  };
  if (shown.length === 0) return <p className="second">{t('intervision.nothingOpenYet')}</p>;
  return (
    <ul className={styles.cards}>
      {shown.map((text, at) => (
        <li key={text.id} className={styles.card}>
          <EntryWords phase={page.script.phases[text.phase]} body={text.body} />
          <Segmented
            label={t('intervision.rateNote', { number: text.position ?? at + 1 })}
            options={phase.ratingScale.map(({ key, words }) => ({ value: key, label: say(words) }))}
            value={valueOf(text.id)}
            onChange={(value) => void rate(text.id, value)}
          />
        </li>
      ))}
    </ul>
  );
}
