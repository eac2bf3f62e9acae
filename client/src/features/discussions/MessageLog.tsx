import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent, type RefObject } from 'react';
import type { TopicRowFragment } from '../../generated/graphql.js';
import { useFormats } from '../../platform/i18n/formats.js';
import { useT } from '../../platform/i18n/i18n.js';
import { useViewer } from '../../platform/session/SessionProvider.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { AfterAWhile } from '../../ui/Loading.js';
import { useCircle } from '../groups/circle-context.js';
import { rowsOf } from './conversation-view.js';
import { useDiscussionServices } from './discussion-services.js';
import { MessageItem } from './MessageItem.js';
import styles from './MessageLog.module.css';
import { OutgoingItem } from './OutgoingItem.js';
import { TypingLine } from './TypingLine.js';
import { useNewReplies } from './use-new-replies.js';
import { useOutgoing } from './use-outgoing.js';
import { useReadMark } from './use-read-mark.js';
import { useScrollAnchor } from './use-scroll-anchor.js';
import type { Conversation } from './use-conversation.js';

/** Nearer than this (pixels) to the edge, the next page is asked. */
const reachAhead = 600;

interface Props {
  conversation: Conversation;
  topic: TopicRowFragment;
  /** the reply that the address points at */
  wantedId: string | null;
  toEnd: RefObject<() => void>;
  /** Escape in the log goes to the text field */
  onLeaveLog: () => void;
}

/** What was said, in order, in a window that grows at both ends and never moves what is being read. */
export function MessageLog({ conversation, topic, wantedId, toEnd, onLeaveLog }: Props) {
  const t = useT();
  const formats = useFormats();
  const viewer = useViewer();
  const { group, presence } = useCircle();
  const { removals } = useDiscussionServices();
  const hidden = useSyncExternalStore(removals.subscribe, removals.read);
  const outgoing = useOutgoing(topic.id);
  const { messages, newLine, hasOlder, hasNewer, loadOlder, loadNewer, reachEnd } = conversation;
  const seen = useReadMark(topic);
  const [furthest, setFurthest] = useState(0);
  const [active, setActive] = useState<string | null>(null);

  const rows = useMemo(
    () => rowsOf(messages.filter((message) => !hidden.has(message.id)), outgoing, newLine, new Date()),
    [messages, hidden, outgoing, newLine],
  );

  // Where to begin is decided once per address; before that nothing counts as seen.
  const placed = useRef<string | null>(null);
  const onMove = useCallback(
    (box: HTMLElement) => {
      if (placed.current === null) return;
      const bottom = box.getBoundingClientRect().bottom;
      let last = 0;
      for (const row of box.querySelectorAll<HTMLElement>('[data-n]')) {
        if (row.getBoundingClientRect().top < bottom - 8) last = Math.max(last, Number(row.dataset['n']));
      }
      if (last > 0) {
        seen(last);
        setFurthest((before) => Math.max(before, last));
      }
      if (box.scrollTop < reachAhead) void loadOlder();
      if (box.scrollHeight - box.scrollTop - box.clientHeight < reachAhead) void loadNewer();
    },
    [seen, loadOlder, loadNewer],
  );
  const anchor = useScrollAnchor(rows, onMove);
  const { toRow, toEnd: scrollToEnd } = anchor;

  // The reply of the address, the first new one, the top of what was never read, or the end.
  const wantedKey = wantedId ?? 'start';
  const wantedHere = wantedId === null || messages.some((message) => message.id === wantedId);
  useLayoutEffect(() => {
    if (placed.current === wantedKey || messages.length === 0 || !wantedHere) return;
    const opening = placed.current === null;
    placed.current = wantedKey;
    if (wantedId !== null) {
      toRow(wantedId);
      setActive(wantedId);
    } else if (opening) {
      if (newLine === null || !toRow('new')) {
        if (topic.readN > 0) scrollToEnd();
        else anchor.onScroll();
      }
    }
  }, [wantedKey, wantedId, wantedHere, messages, newLine, topic.readN, toRow, scrollToEnd, anchor]);

  const goToEnd = useCallback(() => {
    void reachEnd().then(() => requestAnimationFrame(scrollToEnd));
    scrollToEnd();
  }, [reachEnd, scrollToEnd]);
  useEffect(() => {
    toEnd.current = goToEnd;
  }, [toEnd, goToEnd]);

  // Looked at again: what came meanwhile is read now.
  useEffect(() => {
    const look = (): void => anchor.onScroll();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [anchor]);

  useNewReplies(conversation, anchor.atEnd, viewer.id);
  const below = anchor.atEnd && !hasNewer ? 0 : Math.max(0, topic.messageCount - Math.max(furthest, topic.readN));

  const messageIds = rows.flatMap((row) => (row.kind === 'message' ? [row.message.id] : []));
  const tabStop = active !== null && messageIds.includes(active) ? active : (messageIds.at(-1) ?? null);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const onRow = event.target instanceof HTMLElement && event.target.matches('[data-row]');
    if (!onRow) return;
    if (event.key === 'Escape') {
      onLeaveLog();
      return;
    }
    const at = tabStop === null ? -1 : messageIds.indexOf(tabStop);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: messageIds.length - 1 };
    const target = moves[event.key];
    const next = target === undefined ? undefined : messageIds[target];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    const row = anchor.scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div className={styles.place}>
      <div
        ref={anchor.scroller}
        className={styles.log}
        onScroll={anchor.onScroll}
        onKeyDown={onKeyDown}
        role={anchor.atEnd ? 'log' : 'region'}
        aria-label={t('discussions.log')}
        aria-live="off"
        aria-busy={conversation.asking !== null}
      >
        <div className={styles.rows}>
          {conversation.asking === 'older' && (
            <AfterAWhile>
              <p className={styles.loading}>{t('discussions.loadingOlder')}</p>
            </AfterAWhile>
          )}
          {!hasOlder && messages.length === 0 && outgoing.length === 0 && <EmptyState>{t('discussions.noReplies')}</EmptyState>}
          {rows.map((row) => {
            switch (row.kind) {
              case 'day':
                return (
                  <div key={row.key} className={styles.day} data-row={row.key}>
                    <span>{formats.day(row.at)}</span>
                  </div>
                );
              case 'new':
                return (
                  <div key={row.key} className={styles.newLine} data-row="new">
                    {t('discussions.newSince', { time: formats.stamp(row.since) })}
                  </div>
                );
              case 'message':
                return (
                  <MessageItem
                    key={row.key}
                    message={row.message}
                    tabIndex={row.message.id === tabStop ? 0 : -1}
                    wanted={row.message.id === wantedId}
                    here={presence.here.includes(row.message.author.id)}
                    groupId={group.id}
                    closed={group.closed}
                    onFocus={setActive}
                  />
                );
              case 'outgoing':
                return <OutgoingItem key={row.key} outgoing={row.outgoing} />;
            }
          })}
          {!hasNewer && <TypingLine topicId={topic.id} />}
          {conversation.pageError && <ErrorNote error={conversation.pageError} onRetry={conversation.again} />}
        </div>
      </div>
      {below > 0 && (
        <Button className={styles.below ?? ''} radius="xl" size="compact-md" rightSection={<IconArrowDown size={16} stroke={1.75} aria-hidden />} onClick={goToEnd}>
          {t('discussions.newBelow', { count: below })}
        </Button>
      )}
    </div>
  );
}
