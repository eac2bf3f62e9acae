import type { CommandRefusal } from '../../../../../schema/errors.js';
import type { Fact, FactBody } from './session-command.js';
import type { SessionState } from './session.js';

/** What a command comes to: the next state with what happened, or why not. */
export type Outcome =
  | { readonly ok: true; readonly next: SessionState; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: CommandRefusal };

/** Nothing to do: someone was faster, or it is so already. */
export const same = (state: SessionState): Outcome => ({ ok: true, next: state, facts: [] });
export const refuse = (refusal: CommandRefusal): Outcome => ({ ok: false, refusal });

/** The next state, one version further, and its facts with that version and moment. */
export function change(state: SessionState, now: number, patch: Partial<SessionState>, ...facts: readonly FactBody[]): Outcome {
  const version = state.version + 1;
  return { ok: true, next: { ...state, ...patch, version }, facts: facts.map((fact) => ({ ...fact, version, at: now })) };
}
