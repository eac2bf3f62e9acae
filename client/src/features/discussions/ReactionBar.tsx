import { useApolloClient } from '@apollo/client/react';
import { IconBulb, IconEar, type Icon } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { ReactDocument, type MessageFieldsFragment, type ReactionKind } from '../../generated/graphql.js';
import { newId } from '../../platform/apollo/new-id.js';
import { errorSentence } from '../../platform/errors/error-sentence.js';
import { asKringError } from '../../platform/errors/kring-error.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { useUndoToast } from '../../ui/UndoToasts.js';
import { reactionsHeard, takeReaction } from './conversation-cache.js';
import styles from './ReactionBar.module.css';

const signs: Record<ReactionKind, Icon> = { RECOGNISE: IconEar, HELPFUL: IconBulb };

/** Two reactions and no more (decisions 34). They show at once; the server's count follows. */
export function ReactionBar({ message }: { message: MessageFieldsFragment }) {
  const t = useT();
  const react = useReact(message.id);
  const viewer = useViewer();
  // Nobody says "recognisable" to their own words; what others said is shown.
  const mayReact = message.viewerActions.includes('REACT') && message.author.id !== viewer.id;
  const counts: [ReactionKind, number][] = [
    ['RECOGNISE', message.reactions.recognise],
    ['HELPFUL', message.reactions.helpful],
  ];
  const shown = mayReact ? counts : counts.filter(([, count]) => count > 0);
  if (shown.length === 0) return null;
  return (
    <div className={styles.bar}>
      {shown.map(([kind, count]) => {
        const Sign = signs[kind];
        const mine = message.reactions.mine.includes(kind);
        const words = (
          <>
            <Sign size={16} stroke={1.75} aria-hidden />
            {t(`discussions.reaction.${kind}`)}
            {count > 0 && <span>{count}</span>}
          </>
        );
        return mayReact ? (
          <button key={kind} type="button" className={styles.reaction} aria-pressed={mine} onClick={() => react(kind, !mine)}>
            {words}
          </button>
        ) : (
          <span key={kind} className={styles.reaction}>
            {words}
          </span>
        );
      })}
    </div>
  );
}

/** Sets or takes back a reaction: on screen first, put back when the server refuses. Presses are told in their order. */
function useReact(messageId: string): (kind: ReactionKind, on: boolean) => void {
  const t = useT();
  const client = useApolloClient();
  const toast = useUndoToast();
  const queue = useRef(Promise.resolve());
  return useCallback(
    (kind, on) => {
      const { cache } = client;
      takeReaction(cache, { messageId, kind, on, own: true });
      const tell = async (): Promise<void> => {
        const heardBefore = reactionsHeard(messageId, kind);
        try {
          const { data } = await client.mutate({
            mutation: ReactDocument,
            variables: { input: { mutationId: newId(), messageId, kind, on } },
            fetchPolicy: 'no-cache',
          });
          // An event that came meanwhile knows the newest count.
          if (!data || reactionsHeard(messageId, kind) !== heardBefore) return;
          const { recognise, helpful, mine } = data.react.reactions;
          takeReaction(cache, { messageId, kind, on: mine.includes(kind), own: true, count: kind === 'RECOGNISE' ? recognise : helpful });
        } catch (failure) {
          takeReaction(cache, { messageId, kind, on: !on, own: true });
          toast(`${t('discussions.reactionFailed')} ${errorSentence(t, asKringError(failure))}`);
        }
      };
      queue.current = queue.current.then(tell);
    },
    [client, messageId, t, toast],
  );
}
