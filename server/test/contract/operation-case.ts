import type { Session } from '../harness/graphql-call.js';
import type { Actor } from './actors.js';
import type { CircleName, Scene, SceneCircle } from './scene.js';

/** One call of one root field, ready to be sent. */
export interface Attempt {
  /** arguments of the root field by name */
  args: Record<string, unknown>;
  /** whose browser sends it, when it is not the one of the actor */
  session?: Session | null;
  /** without this text in it, an answer without errors shows nothing of the target */
  shows?: string;
  /** puts back what a successful call changed */
  undo?(): Promise<void>;
}

/** How to ask for one root field: per target a call that would succeed for who may. */
export type OperationCase = Record<string, (scene: Scene, actor: Actor) => Promise<Attempt> | Attempt>;

/** `Query.group`, `Mutation.postMessage` → its targets. */
export type OperationCases = Record<string, OperationCase>;

/** The same call for several circles of the scene; the target is called after the circle. */
export function inCircles(
  make: (scene: Scene, circle: SceneCircle, actor: Actor) => Promise<Attempt> | Attempt,
  names: readonly CircleName[] = ['open', 'closed', 'archived'],
  suffix = '',
): OperationCase {
  return Object.fromEntries(names.map((name) => [`${name}${suffix}`, (scene: Scene, actor: Actor) => make(scene, scene.circles[name], actor)]));
}

/** The person behind an actor; the lead stands in for nobody. */
export const personOf = (scene: Scene, actor: Actor) => scene.people[actor === 'anonymous' ? 'lead' : actor];
