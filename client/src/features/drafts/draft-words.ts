import { parsePlace } from '../../platform/drafts/places.js';
import type { Translate } from '../../platform/i18n/i18n.js';

interface PlacedDraft {
  place: string;
  groupId: string | null;
  topicId: string | null;
}

/** Where a draft is written on: on its own place, with the cursor in it. */
export function draftAddress({ place, groupId, topicId }: PlacedDraft): string {
  const parsed = parsePlace(place);
  const group = groupId ?? (parsed?.kind === 'group' ? parsed.id : null);
  const topic = topicId ?? (parsed?.kind === 'topic' ? parsed.id : null);
  if (!group) return '/concepten';
  if (parsed?.kind === 'message' && topic) return `/kringen/${group}/gesprekken/${topic}#reactie-${parsed.id}`;
  return topic ? `/kringen/${group}/gesprekken/${topic}` : `/kringen/${group}/gesprekken/nieuw`;
}

/** What the draft will become. */
export function draftTitle(t: Translate, { place, topicTitle, groupName }: { place: string; topicTitle: string | null; groupName: string | null }): string {
  const kind = parsePlace(place)?.kind;
  if (kind === 'group') return t('draft.newTopic', { circle: groupName ?? '' });
  if (kind === 'message') return topicTitle ? t('draft.editIn', { topic: topicTitle }) : t('draft.edit', { circle: groupName ?? '' });
  return topicTitle ? t('draft.replyIn', { topic: topicTitle }) : t('draft.reply', { circle: groupName ?? '' });
}
