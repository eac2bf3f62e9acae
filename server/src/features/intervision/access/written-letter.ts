import { isUuid } from '../../../platform/graphql/scalars.js';

/** What a mail about a written session is about: one turn of it. */
export const letterAbout = (sessionId: string, turn: number): string => `${sessionId}:${turn}`;

/** The other way round; null for anything else. */
export function readLetter(subjectId: string): { sessionId: string; turn: number } | null {
  const [sessionId, turn] = subjectId.split(':');
  return isUuid(sessionId) && /^\d+$/.test(turn ?? '') ? { sessionId, turn: Number(turn) } : null;
}
