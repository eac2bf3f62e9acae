import { randomUUID } from 'node:crypto';
import { type Composed, composedMethod } from '../builders/methods.js';
import type { Session } from '../harness/graphql-call.js';
import type { Attempt, OperationCases } from './operation-case.js';
import type { Scene, SceneCircle } from './scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
/** Something that is a method and has no fault. */
const anyMethod = (scene: Scene): Promise<Composed> => composedMethod(scene.world, scene.sessions.lead!);
const ownOf = (circle: SceneCircle): string => {
  if (!circle.ownMethod) throw new Error(`${circle.name} has no method of its own`);
  return circle.ownMethod;
};
const closedCircles = ['closed', 'coaching', 'elsewhereClosed'] as const;

async function forget(scene: Scene, id: string): Promise<void> {
  await scene.world.sql('DELETE FROM own_method_versions WHERE method_id = $1', [id]);
  await scene.world.sql('DELETE FROM own_methods WHERE id = $1', [id]);
}

export const methodQueryCases: OperationCases = {
  'Query.methodShelf': {
    ...Object.fromEntries(closedCircles.map((name) => [name, (scene: Scene) => ({ args: { groupId: scene.circles[name].id }, shows: ownOf(scene.circles[name]) })])),
    open: (scene) => ({ args: { groupId: scene.circles.open.id }, shows: 'incident' }),
    // what the organisation of the circle made is on it as well
    organisations: (scene) => ({ args: { groupId: scene.circles.closed.id }, shows: scene.organisationMethod }),
    // for whom it says that methods can be made
    makesFor: (scene) => ({ args: { groupId: scene.circles.closed.id }, shows: scene.foundation.id }),
  },
  'Query.method': {
    ...Object.fromEntries(closedCircles.map((name) => [name, (scene: Scene) => ({ args: { key: ownOf(scene.circles[name]) } })])),
    organisation: (scene) => ({ args: { key: scene.organisationMethod } }),
  },
  'Query.dryRunMethod': { all: async (scene) => ({ args: { method: await anyMethod(scene), people: 5, seed: 1 } }) },
  'Query.checkMethod': {
    all: async (scene) => ({ args: { method: await anyMethod(scene) } }),
    faulty: async (scene) => ({ args: { method: { ...(await anyMethod(scene)), groupMin: 2 } }, shows: 'GROUP_TOO_SMALL' }),
  },
};

/** The method as it is, sent as a change of this version of it. */
async function edit(scene: Scene, id: string, reader: Session, ifVersion = 1): Promise<Attempt> {
  return {
    args: input({ methodId: id, ifVersion, method: await composedMethod(scene.world, reader, id) }),
    undo: async () => {
      await scene.world.sql('UPDATE own_methods SET version = 1 WHERE id = $1', [id]);
      await scene.world.sql('DELETE FROM own_method_versions WHERE method_id = $1 AND version > 1', [id]);
    },
  };
}

export const methodMutationCases: OperationCases = {
  'Mutation.createMethod': {
    ...Object.fromEntries(
      (['closed', 'open'] as const).map((name) => [
        name,
        async (scene: Scene) => {
          const id = randomUUID();
          return { args: input({ id, groupId: scene.circles[name].id, method: await anyMethod(scene) }), undo: () => forget(scene, id) };
        },
      ]),
    ),
    organisation: async (scene) => {
      const id = randomUUID();
      return { args: input({ id, organisationId: scene.foundation.id, method: await anyMethod(scene) }), undo: () => forget(scene, id) };
    },
  },
  'Mutation.editMethod': {
    closed: (scene) => edit(scene, ownOf(scene.circles.closed), scene.sessions.lead!),
    elsewhereClosed: (scene) => edit(scene, ownOf(scene.circles.elsewhereClosed), scene.sessions.stranger!),
    organisation: (scene) => edit(scene, scene.organisationMethod, scene.sessions.coLead!),
    // from a version that nobody has any more: both are shown, and nothing is written
    closedStale: (scene) => edit(scene, ownOf(scene.circles.closed), scene.sessions.lead!, 0),
  },
  'Mutation.archiveMethod': {
    closed: (scene) => {
      const id = ownOf(scene.circles.closed);
      return { args: input({ methodId: id, archived: true }), undo: async () => void (await scene.world.sql('UPDATE own_methods SET archived_at = NULL WHERE id = $1', [id])) };
    },
  },
};
