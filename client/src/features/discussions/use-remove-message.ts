import { useCallback, useEffect } from 'react';
import type { MessageFieldsFragment } from '../../generated/graphql.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useUndoToast } from '../../ui/UndoToasts.js';
import { useDiscussionServices } from './discussion-services.js';

/** Removes a reply with a way back. The server hears of it when the way back is gone. */
export function useRemoveMessage(): (message: Pick<MessageFieldsFragment, 'id' | 'kind'>) => void {
  const t = useT();
  const toast = useUndoToast();
  const { removals, onRemovalFailed } = useDiscussionServices();
  useEffect(() => {
    onRemovalFailed.current = (error) => toast(`${t('discussions.removeFailed')} ${errorSentence(t, asKringError(error))}`);
  }, [onRemovalFailed, toast, t]);
  return useCallback(
    ({ id, kind }) => {
      removals.remove(id);
      toast(t(kind === 'DECISION' ? 'discussions.decisionRemoved' : 'discussions.removed'), {
        undo: () => removals.undo(id),
        gone: () => void removals.send(id),
      });
    },
    [removals, toast, t],
  );
}
