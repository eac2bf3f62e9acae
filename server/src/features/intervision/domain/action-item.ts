import type { Script, ScriptPhase } from './script.js';

/** States in which an action can be put by its owner. */
export const actionStates = ['open', 'done', 'not_needed'] as const;
export type ActionState = (typeof actionStates)[number];

/** An action, or another outcome, as it is kept after the session. */
export interface OutcomeItem {
  readonly kind: 'action' | 'note';
  readonly ownerId: string | null;
  /** `YYYY-MM-DD` */
  readonly dueOn: string | null;
  readonly body: OutcomeBody;
}

/** The words of it. What was typed as owner or date and is none stays as words. */
export interface OutcomeBody {
  readonly what: string;
  readonly owner?: string;
  readonly due?: string;
}

/** Phases whose texts are the outcome: actions, and what the note taker wrote for all. */
export const isOutcomePhase = ({ input, writer }: Pick<ScriptPhase, 'input' | 'writer'>): boolean => input === 'actions' || writer === 'notetaker';
export const outcomePhases = (script: Script): readonly ScriptPhase[] => script.phases.filter(isOutcomePhase);

const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const found = day.exec(text);
  if (!found) return false;
  const [year, month, date] = found.slice(1).map(Number) as [number, number, number];
  const parsed = new Date(Date.UTC(year, month - 1, date));
  return year > 1970 && parsed.getUTCFullYear() === year && parsed.getUTCMonth() === month - 1 && parsed.getUTCDate() === date;
}

/**
 * What a text of an outcome phase comes to. The owner is whom the text names, else who wrote it, else whose case it was.
 * @param people ids of who is in the session
 */
export function itemFrom(phase: Pick<ScriptPhase, 'input'>, text: string, at: { authorId: string | null; contributorId: string | null; people: ReadonlySet<string> }): OutcomeItem {
  if (phase.input !== 'actions') return { kind: 'note', ownerId: null, dueOn: null, body: { what: text } };
  const { what = '', owner = '', due = '' } = fieldsOf(text);
  const named = at.people.has(owner);
  const fallback = [at.authorId, at.contributorId].find((id) => id !== null && at.people.has(id)) ?? null;
  return {
    kind: 'action',
    ownerId: named ? owner : owner === '' ? fallback : null,
    dueOn: isDay(due) ? due : null,
    body: { what, ...(owner === '' || named ? {} : { owner }), ...(due === '' || isDay(due) ? {} : { due }) },
  };
}

function fieldsOf(text: string): Partial<Record<'what' | 'owner' | 'due', string>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : { what: text };
  } catch {
    return { what: text };
  }
}
