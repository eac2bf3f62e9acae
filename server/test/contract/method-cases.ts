import { randomUUID } from 'node:crypto';
import { type Composed, composedMethod } from '../builders/methods.js';
import type { OperationCases } from './operation-case.js';
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
  },
  'Query.method': Object.fromEntries(closedCircles.map((name) => [name, (scene: Scene) => ({ args: { key: ownOf(scene.circles[name]) } })])),
  'Query.dryRunMethod': { all: async (scene) => ({ args: { method: await anyMethod(scene), people: 5, seed: 1 } }) },
  'Query.checkMethod': { all: async (scene) => ({ args: { method: await anyMethod(scene) } }) },
};

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
  'Mutation.editMethod': Object.fromEntries(
    (['closed', 'elsewhereClosed'] as const).map((name) => [
      name,
      async (scene: Scene) => {
        const id = ownOf(scene.circles[name]);
        const lead = name === 'closed' ? scene.sessions.lead! : scene.sessions.stranger!;
        return {
          args: input({ methodId: id, ifVersion: 1, method: await composedMethod(scene.world, lead, id) }),
          undo: async () => {
            await scene.world.sql('UPDATE own_methods SET version = 1 WHERE id = $1', [id]);
            await scene.world.sql('DELETE FROM own_method_versions WHERE method_id = $1 AND version > 1', [id]);
          },
        };
      },
    ]),
  ),
  'Mutation.archiveMethod': {
    closed: (scene) => {
      const id = ownOf(scene.circles.closed);
      return { args: input({ methodId: id, archived: true }), undo: async () => void (await scene.world.sql('UPDATE own_methods SET archived_at = NULL WHERE id = $1', [id])) };
    },
  },
};
