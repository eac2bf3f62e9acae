/** Stream names are built only here. */
export type StreamKind = 'group' | 'person' | 'session' | 'facilitator' | 'beamer';

export const groupStream = (groupId: string): string => `group:${groupId}`;
export const personStream = (personId: string): string => `person:${personId}`;
export const sessionStream = (sessionId: string): string => `session:${sessionId}`;
/** What only whoever facilitates hears. */
export const facilitatorStream = (sessionId: string): string => `session:${sessionId}:facilitator`;

/** What a screen in the room hears: that it should look again. */
export const beamerStream = (sessionId: string): string => `session:${sessionId}:beamer`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads a stream name back; `null` for anything that is not one. */
export function parseStream(stream: unknown): { kind: StreamKind; id: string } | null {
  if (typeof stream !== 'string' || stream.length > 64) return null;
  const [kind, id, of, ...rest] = stream.split(':');
  if (rest.length > 0 || !id || !uuid.test(id)) return null;
  if (of !== undefined) return kind === 'session' && (of === 'facilitator' || of === 'beamer') ? { kind: of, id } : null;
  return kind === 'group' || kind === 'person' || kind === 'session' ? { kind, id } : null;
}
