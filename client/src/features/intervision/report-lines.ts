import type { Page } from './session-context.js';

export interface Reportable {
  textId: string;
  /** index of the phase; -1 for a line whose text the session no longer has */
  phase: number;
  phaseName: { nl: string; en: string };
  body: string;
  /** what the contributor made of it */
  marked: { nl: string; en: string } | null;
  /** chosen unless somebody chooses otherwise */
  preset: boolean;
}

/** The inputs in which a case is told, and those that have no words: none of them belongs in a report. The server holds to the same. */
const never = new Set(['statement', 'grid', 'scale', 'vote', 'survey']);

/** What somebody could keep: their own texts, never the story of a case. Notes for oneself wait for a choice, unless they helped. */
export function reportable({ texts, script, ratings }: Pick<Page, 'texts' | 'script' | 'ratings'>): Reportable[] {
  return texts.flatMap((text): Reportable[] => {
    const phase = script.phases[text.phase];
    if (!text.mine || !phase || text.kind === 'OUTCOME' || (text.kind !== 'NOTE' && never.has(phase.input))) return [];
    const value = ratings.find(({ textId }) => textId === text.id)?.value;
    const marked = script.phases.flatMap(({ ratingScale }) => ratingScale).find(({ key }) => key === value)?.words ?? null;
    return [{ textId: text.id, phase: text.phase, phaseName: phase.name, body: text.body, marked, preset: text.kind !== 'NOTE' || marked !== null }];
  });
}
