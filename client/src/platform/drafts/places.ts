/** Where a draft belongs. The keys are built only here; a draft is found again by its place, on every device. */
export const replyPlace = (topicId: string): string => `topic:${topicId}`;
export const newTopicPlace = (groupId: string): string => `group:${groupId}`;
export const editPlace = (messageId: string): string => `message:${messageId}`;

export type Place = { kind: 'topic' | 'group' | 'message'; id: string };

export function parsePlace(place: string): Place | null {
  const [kind, id, ...rest] = place.split(':');
  if (!id || rest.length > 0) return null;
  return kind === 'topic' || kind === 'group' || kind === 'message' ? { kind, id } : null;
}
