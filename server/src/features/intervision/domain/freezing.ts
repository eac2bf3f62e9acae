import { change, same, type Outcome } from './outcome.js';
import type { Command } from './session-command.js';
import type { SessionState } from './session.js';

/**
 * A freeze after a leak: possible at any time, also afterwards, and it stops a running clock. Lifting it moves nothing:
 * whoever leads goes on when they want to. The clock of erasing is none of the session's and is not stopped.
 */
export function freezeOrLift(state: SessionState, command: Extract<Command, { type: 'freeze' | 'lift' }>, now: number): Outcome {
  if (command.type === 'lift') return state.frozenAt === null ? same(state) : change(state, now, { frozenAt: null, frozenBy: null }, { type: 'lifted' });
  if (state.frozenAt !== null) return same(state);
  const stops = state.status === 'running' && state.clock === 'running' && state.entry !== 'closing' && state.endsAt !== null;
  return change(state, now, { frozenAt: now, frozenBy: command.by, ...(stops ? { clock: 'paused', haltedAt: now } : {}) }, { type: 'frozen' });
}
