import type { Phase } from './session-context.js';

/** What an action says: the fields of every `actions` phase, in their order on screen. */
export const actionFields = ['what', 'owner', 'due'] as const;

/** A body of named fields is JSON of field → text; anything else is no such body. */
export function fieldsOf(body: string): Record<string, string> | null {
  if (!body.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object') return null;
    const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(entries);
  } catch {
    return null;
  }
}

/** The other way round; nothing filled in is an empty body, so that it counts as not written. */
export function bodyOf(fields: Record<string, string>): string {
  const filled = Object.entries(fields).filter(([, text]) => text.trim() !== '');
  return filled.length === 0 ? '' : JSON.stringify(Object.fromEntries(filled));
}

export const hasFields = (phase: Pick<Phase, 'input'>): boolean => phase.input === 'grid' || phase.input === 'actions';
