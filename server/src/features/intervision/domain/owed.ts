import type { Script } from './script.js';
import type { SessionState } from './session.js';

/**
 * What time alone has decided, and nobody carried out yet: a grace that is over, or, in writing, an agreed deadline. The job
 * for it may be late, so whoever comes by first settles it.
 * @param script of a written session or not is all that is asked of it
 */
export function isOwed(state: SessionState, { written }: Pick<Script, 'written'>, now: number): 'closeGrace' | 'deadlinePassed' | null {
  if (state.entry === 'closing') return now >= state.graceEndsAt! ? 'closeGrace' : null;
  const deadline = written && state.status === 'running' && state.clock === 'running' && now >= state.endsAt!;
  return deadline ? 'deadlinePassed' : null;
}
