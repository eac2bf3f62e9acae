import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { useT } from '../../platform/i18n/i18n.js';
import { IconButton } from '../../ui/IconButton.js';
import styles from './Live.module.css';
import { useOpenSession } from './session-context.js';
import { useUntilConnected } from './use-until-connected.js';

/** What the last command met: in place, and it can be put away. Coming in by itself is tried again without a word. */
export function SessionProblem() {
  const t = useT();
  const { acts } = useOpenSession();
  const { failure } = acts;
  useUntilConnected(failure?.error, acts.clearFailure);
  if (!failure || failure.act === 'enterSession' || failure.act === 'leaveSession') return null;
  // said at its field
  if (failure.act === 'pairBeamer' && failure.error.code === 'INVALID_INPUT') return null;
  return (
    <div className={styles.problem} role="alert">
      <IconAlertTriangle size={19} stroke={1.75} aria-hidden />
      <span className="grow">{errorSentence(t, failure.error)}</span>
      <IconButton label={t('action.close')} onClick={acts.clearFailure}>
        <IconX size={18} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
