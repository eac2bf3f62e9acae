import { IconCheck, IconX } from '@tabler/icons-react';
import type { MomentAnswer } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import styles from './Poll.module.css';

const sign = (answer: MomentAnswer | undefined) =>
  answer === 'YES' ? <IconCheck size={18} stroke={1.75} aria-hidden /> : answer === 'NO' ? <IconX size={16} stroke={1.75} aria-hidden /> : <span aria-hidden="true">{answer === 'RATHER_NOT' ? '±' : '?'}</span>;

/** One answer, by a sign and in words. */
export function AnswerMark({ answer }: { answer: MomentAnswer | undefined }) {
  const t = useT();
  return (
    <span className={styles['mark']} data-answer={answer ?? 'NONE'}>
      {sign(answer)}
      <span className="hidden-text">{t(`agenda.answer.${answer ?? 'NONE'}`)}</span>
    </span>
  );
}

interface ButtonProps {
  answer: MomentAnswer | undefined;
  /** which moment it is about */
  moment: string;
  focusable: boolean;
  onPress: () => void;
  onFocus: () => void;
}

/** One's own answer: pressing goes round. */
export function AnswerButton({ answer, moment, focusable, onPress, onFocus }: ButtonProps) {
  const t = useT();
  return (
    <button
      type="button"
      className={styles['mark']}
      data-answer={answer ?? 'NONE'}
      tabIndex={focusable ? 0 : -1}
      aria-label={t('agenda.ownAnswer', { moment, answer: t(`agenda.answer.${answer ?? 'NONE'}`) })}
      onClick={onPress}
      onFocus={onFocus}
    >
      {sign(answer)}
    </button>
  );
}
