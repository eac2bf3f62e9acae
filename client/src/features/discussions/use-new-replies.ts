import { useEffect, useRef } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import { useAnnounce } from '../../ui/LiveRegions.js';
import type { Conversation } from './use-conversation.js';

/** At most one announcement per this many milliseconds. */
const announceEvery = 10_000;

/**
 * Tells who does not see the screen that others replied, sparingly, and draws the line "new since" before what comes while
 * this person does not look.
 */
export function useNewReplies(conversation: Conversation, atEnd: boolean, viewerId: string): void {
  const t = useT();
  const announce = useAnnounce();
  const { messages, drawLine } = conversation;
  const lastN = useRef<number | null>(null);
  const waiting = useRef(0);
  const saidAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const end = messages.at(-1)?.n ?? 0;
    const before = lastN.current;
    lastN.current = Math.max(before ?? 0, end);
    if (before === null || end <= before) return;
    const fresh = messages.filter((message) => message.n > before && message.author.id !== viewerId);
    const first = fresh[0];
    if (!first) return;
    const away = document.visibilityState !== 'visible' || !atEnd;
    if (away) drawLine(first.n, new Date(first.createdAt));
    waiting.current += fresh.length;
    const say = (): void => {
      timer.current = undefined;
      saidAt.current = Date.now();
      announce(t('discussions.newReplies', { count: waiting.current }));
      waiting.current = 0;
    };
    if (timer.current === undefined) timer.current = setTimeout(say, Math.max(0, saidAt.current + announceEvery - Date.now()));
  }, [messages, atEnd, viewerId, announce, drawLine, t]);

  useEffect(() => () => clearTimeout(timer.current), []);
}
