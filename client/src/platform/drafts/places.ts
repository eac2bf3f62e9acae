/** Where a draft belongs. The keys are built only here, in the shapes the server knows; a draft is found again by its place, on every device. */
export const replyPlace = (topicId: string): string => `topic:${topicId}`;
export const decisionPlace = (topicId: string): string => `decision:${topicId}`;
export const newTopicPlace = (groupId: string): string => `newTopic:${groupId}`;
export const editPlace = (messageId: string): string => `edit:${messageId}`;

/** A method that is being composed in a circle: a new one, or changes to one. */
export const methodDraftPlace = (groupId: string, methodId: string | null): string => (methodId === null ? `method:${groupId}` : `method:${groupId}:${methodId}`);

/** What somebody adds to their own report of a session. */
export const reportPlace = (sessionId: string): string => `report:${sessionId}`;

const kinds = ['topic', 'decision', 'newTopic', 'edit', 'pact', 'group', 'method', 'report'] as const;
type PlaceKind = (typeof kinds)[number];

/** What a place is about: a conversation (`topic`, `decision`), a circle (`newTopic`, `pact`, `group`, `method`), a reply (`edit`) or a session (`report`). */
export interface Place {
  kind: PlaceKind;
  id: string;
  /** which one in the circle, where there can be more */
  of: string | null;
}

export function parsePlace(place: string): Place | null {
  const [kind, id, of = null] = place.split(':');
  const known = kinds.find((one) => one === kind);
  return known && id ? { kind: known, id, of } : null;
}
