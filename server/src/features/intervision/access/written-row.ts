import { brand } from '../../../platform/graphql/brand.js';
import type { Script } from '../domain/script.js';
import { phaseNow, type SessionState } from '../domain/session.js';
import { words } from './methods.js';

export const byName = <Named extends { readonly name: string; readonly id: string }>(people: readonly Named[]): Named[] => [...people].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));

const moment = (at: number): Date => new Date(at);

/** Where a written session stands, for a row of the agenda: the phase that runs and until when. */
export function inWriting(state: SessionState, script: Script) {
  const phase = phaseNow(state, script);
  return brand('InWriting', {
    phaseName: phase && words(phase.name),
    phase: phase ? phase.index + 1 : null,
    phases: state.deadlines.length,
    endsAt: phase && state.endsAt !== null ? moment(state.endsAt) : null,
    lastEndsAt: moment(state.deadlines.at(-1)!),
    halted: state.clock !== 'running',
  });
}
