import { isUuid } from '../../../platform/graphql/scalars.js';

/** What a mail about a written session is about: one turn of it, and which reminder of that turn, from 1. */
export const letterAbout = (sessionId: string, turn: number, reminder = 0): string => (reminder === 0 ? `${sessionId}:${turn}` : `${sessionId}:${turn}:${reminder}`);

/** The other way round; null for anything else. */
export function readLetter(subjectId: string): { sessionId: string; turn: number } | null {
  const [sessionId, turn] = subjectId.split(':');
  return isUuid(sessionId) && /^\d+$/.test(turn ?? '') ? { sessionId, turn: Number(turn) } : null;
}
