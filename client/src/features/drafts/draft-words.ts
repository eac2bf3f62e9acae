import type { RichText } from '../../../../schema/rich-text.js';
import { parsePlace } from '../../platform/drafts/places.js';
import type { Translate } from '../../platform/i18n/i18n.js';
import { plainText } from '../../ui/rich-text/rich-text-document.js';
import { keptIn } from '../intervision/methods/composition.js';
import { titleAndBody } from '../discussions/new-topic-draft.js';

interface PlacedDraft {
  place: string;
  groupId: string | null;
  topicId: string | null;
}

/** Where a draft is written on: on its own place, with the cursor in it. Nowhere else to go: the list of drafts. */
export function draftAddress({ place, groupId, topicId }: PlacedDraft): string {
  const parsed = parsePlace(place);
  const kind = parsed?.kind;
  if (kind === 'report') return `/sessies/${parsed?.id ?? ''}/afronding`;
  const circle = groupId ?? (kind === 'newTopic' || kind === 'group' || kind === 'pact' || kind === 'method' ? parsed?.id : null);
  if (!circle) return '/concepten';
  const topic = topicId ?? (kind === 'topic' || kind === 'decision' ? parsed?.id : null);
  if (kind === 'edit' && topic) return `/kringen/${circle}/gesprekken/${topic}#reactie-${parsed?.id ?? ''}`;
  if (kind === 'newTopic') return `/kringen/${circle}/gesprekken/nieuw`;
  if (kind === 'group' || kind === 'pact') return `/kringen/${circle}/instellingen`;
  if (kind === 'method') return `/kringen/${circle}/methoden/${parsed?.of ?? 'nieuw'}`;
  return topic ? `/kringen/${circle}/gesprekken/${topic}` : '/concepten';
}

/** What the draft will become. */
export function draftTitle(t: Translate, { place, topicTitle, groupName }: { place: string; topicTitle: string | null; groupName: string | null }): string {
  const circle = groupName ?? '';
  switch (parsePlace(place)?.kind) {
    case 'newTopic':
      return circle ? t('draft.newTopicIn', { circle }) : t('draft.newTopic');
    case 'report':
      return t('draft.report');
    case 'decision':
      return topicTitle ? t('draft.decisionIn', { topic: topicTitle }) : t('draft.decision');
    case 'edit':
      return topicTitle ? t('draft.editIn', { topic: topicTitle }) : t('draft.edit');
    case 'group':
    case 'pact':
      return circle ? t('draft.circleIn', { circle }) : t('draft.circle');
    case 'method':
      return circle ? t('draft.methodIn', { circle }) : t('draft.method');
    default:
      return topicTitle ? t('draft.replyIn', { topic: topicTitle }) : circle ? t('draft.reply', { circle }) : t('draft.text');
  }
}

/** What was written, in one line; of a new conversation the title stands apart from the text. */
export function draftText({ place, text, body }: { place: string; text: string; body: RichText }): string {
  const kind = parsePlace(place)?.kind;
  // a method is kept as a whole; what it is called says which one it is
  if (kind === 'method') return keptIn(body)?.method.name.nl ?? '';
  if (kind !== 'newTopic') return text;
  const parts = titleAndBody(body);
  return [parts.title.trim(), plainText(parts.body).trim()].filter((part) => part !== '').join(': ');
}
