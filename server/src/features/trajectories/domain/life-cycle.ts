import type { StepState } from './step.js';

export const trajectoryStates = ['draft', 'active', 'paused', 'transferred', 'completed', 'stopped'] as const;
export type TrajectoryState = (typeof trajectoryStates)[number];

/** One line of `trajectory.transitions` in the catalogue. */
export interface Transition {
  readonly from: TrajectoryState;
  readonly to: TrajectoryState;
  /** roles of the protocol that may do it */
  readonly by: readonly string[];
  readonly reason?: readonly string[] | undefined;
  readonly needs?: readonly string[] | 'completion' | undefined;
}

/** When a trajectory of a protocol is complete. */
export interface Completion {
  /** activities that were held */
  readonly needsDone: readonly string[];
}

export interface LifeCircumstances {
  readonly state: TrajectoryState;
  /** the roles that who asks has towards this trajectory */
  readonly by: readonly string[];
  /** what is there already, in the words of the catalogue: `coach`, `start_date`, `privacy_card_accepted` */
  readonly has: readonly string[];
  readonly completion: Completion;
  readonly steps: readonly { readonly uid: string; readonly state: StepState; readonly core: boolean }[];
}

export type LifeRefused =
  | { readonly rule: 'transition' }
  | { readonly rule: 'by' }
  | { readonly rule: 'reason' }
  | { readonly rule: 'needs'; readonly missing: readonly string[] };

/** Whether a trajectory may go from one state to another, by whom and with what reason: all of it stands in the catalogue. */
export function decideLife(transitions: readonly Transition[], to: TrajectoryState, reason: string | null, now: LifeCircumstances): LifeRefused | null {
  const found = transitions.find((one) => one.from === now.state && one.to === to);
  if (!found) return { rule: 'transition' };
  if (!found.by.some((role) => now.by.includes(role))) return { rule: 'by' };
  if (found.reason ? reason === null || !found.reason.includes(reason) : reason !== null) return { rule: 'reason' };
  const missing = found.needs === 'completion' ? incomplete(now) : (found.needs ?? []).filter((need) => !now.has.includes(need));
  return missing.length > 0 ? { rule: 'needs', missing } : null;
}

/** Activities that keep a trajectory from being complete. */
function incomplete({ completion, steps }: LifeCircumstances): string[] {
  const held = new Set(steps.filter(({ state }) => state === 'done').map(({ uid }) => uid));
  const open = steps.filter(({ state, core }) => core && state !== 'done' && state !== 'skipped' && state !== 'cancelled').map(({ uid }) => uid);
  return [...new Set([...completion.needsDone.filter((uid) => !held.has(uid)), ...open])];
}
