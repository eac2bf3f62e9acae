/** Where a draft belongs. The keys are built only here, in the shapes the server knows; a draft is found again by its place, on every device. */
export const replyPlace = (topicId: string): string => `topic:${topicId}`;
export const decisionPlace = (topicId: string): string => `decision:${topicId}`;
export const newTopicPlace = (groupId: string): string => `newTopic:${groupId}`;
export const editPlace = (messageId: string): string => `edit:${messageId}`;

const kinds = ['topic', 'decision', 'newTopic', 'edit', 'pact', 'group'] as const;
type PlaceKind = (typeof kinds)[number];

/** What a place is about: a conversation (`topic`, `decision`), a circle (`newTopic`, `pact`, `group`) or a reply (`edit`). */
export interface Place {
  kind: PlaceKind;
  id: string;
}

export function parsePlace(place: string): Place | null {
  const [kind, id] = place.split(':');
  const known = kinds.find((one) => one === kind);
  return known && id ? { kind: known, id } : null;
}
