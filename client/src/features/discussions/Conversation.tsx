import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { useSingleKeys } from '../../platform/keys/use-single-keys.js';
import { Closed } from '../../ui/Closed.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Loading } from '../../ui/Loading.js';
import type { RichTextHandle } from '../../ui/rich-text/RichTextEditor.js';
import { ScreenFailed } from '../../ui/ScreenFailed.js';
import { useCircle } from '../groups/circle-context.js';
import { Composer } from './Composer.js';
import styles from './Conversation.module.css';
import { ConversationMenu } from './ConversationMenu.js';
import { useDiscussionServices } from './discussion-services.js';
import { MessageLog } from './MessageLog.js';
import { useConversation } from './use-conversation.js';
import { useWantedMessage } from './use-wanted-message.js';

/** Less high beside a title than in a form; on touch it grows back (the module says). */
const smallButton = { root: { minHeight: 'var(--button-least)' } };

interface Props {
  topicId: string;
  /** the text field records a decision instead of a reply */
  deciding: boolean;
  onDeciding: (on: boolean) => void;
}

/** One conversation: its title, what was said, who is writing, and the text field. */
export function Conversation({ topicId, deciding, onDeciding }: Props) {
  const t = useT();
  const { hash } = useLocation();
  const { group, may } = useCircle();
  const { removals } = useDiscussionServices();
  const wanted = useWantedMessage(hash);
  const conversation = useConversation(topicId, wanted?.n ?? null, wanted?.asking ?? false);
  const composer = useRef<RichTextHandle>(null);
  const toEnd = useRef<() => void>(() => undefined);
  const { topic, error } = conversation;
  useSingleKeys({ r: () => composer.current?.focus() });
  // Leaving the conversation ends the time in which a removal can be undone.
  useEffect(() => () => void removals.flush(false), [removals]);
  useEffect(() => {
    if (!deciding) return undefined;
    // The menu that asked for it gives its focus back first.
    const timer = setTimeout(() => composer.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, [deciding]);

  if (!topic) {
    return (
      <section className={styles.conversation} aria-label={t('discussions.conversation')}>
        <div className={styles.aside}>
          {error ? <ScreenFailed error={error} onRetry={conversation.again} /> : <Loading label={t('discussions.loading')} />}
        </div>
      </section>
    );
  }
  return (
    <section className={styles.conversation} aria-label={t('discussions.conversation')}>
      <header className={styles.head}>
        <h2>{topic.title}</h2>
        {group.closed && (
          <span className="only-phone">
            <Closed />
          </span>
        )}
        <span className={`row only-wide ${styles.actions}`}>
          {may('RECORD_DECISION') && (
            <Button
              variant="default"
              className={styles.decide ?? ''}
              styles={smallButton}
              aria-pressed={deciding}
              leftSection={<IconGavel size={17} stroke={1.75} aria-hidden />}
              onClick={() => onDeciding(!deciding)}
            >
              {t('discussions.recordDecision')}
            </Button>
          )}
          <ConversationMenu topic={topic} />
        </span>
      </header>
      {wanted?.missing && (
        <div className={styles.note}>
          <EmptyState>{t('discussions.messageNotHere')}</EmptyState>
        </div>
      )}
      <MessageLog
        conversation={conversation}
        topic={topic}
        wantedId={wanted?.id ?? null}
        toEnd={toEnd}
        onLeaveLog={() => composer.current?.focus()}
      />
      <Composer
        ref={composer}
        topic={topic}
        deciding={deciding}
        onDeciding={onDeciding}
        onPosted={() => toEnd.current()}
      />
    </section>
  );
}
