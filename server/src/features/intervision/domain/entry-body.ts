import { hasResult } from './session.js';
import type { ScriptPhase } from './script.js';

/** What an action says, where a phase asks for actions. */
const actionFields = ['what', 'owner', 'due'] as const;

/**
 * Whether a body is what the phase asks for: plain text, or with named fields (grid, actions) a JSON object of field → text
 * with no other field than those.
 */
export function bodyFits(phase: Pick<ScriptPhase, 'input' | 'fields'>, body: string): boolean {
  if (phase.input !== 'grid' && phase.input !== 'actions') return true;
  const known = new Set<string>([...phase.fields.map(({ key }) => key), ...(phase.input === 'actions' ? actionFields : [])]);
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return entries.length > 0 && entries.every(([key, text]) => known.has(key) && typeof text === 'string');
  } catch {
    return false;
  }
}

/** Whether the outcome of a session can be typed in at this phase afterwards: one of the closing that takes words. */
export const holdsOutcome = (phase: Pick<ScriptPhase, 'section' | 'input'>): boolean => phase.section === 'close' && phase.input !== 'none' && !hasResult(phase.input);
