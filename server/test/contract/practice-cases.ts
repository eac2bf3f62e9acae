import { randomUUID } from 'node:crypto';
import { buildPerson } from '../builders/people.js';
import type { OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';

/** The server of the scene becomes a demo installation, or is one no longer. */
const isDemo = (scene: Scene, demo: boolean): void => void Object.assign(scene.world.settings, { demo });

const staffed = new WeakSet<Scene>();

/** Practising takes people who can be simulated; they are in no circle of the scene. */
async function staff(scene: Scene): Promise<void> {
  if (staffed.has(scene)) return;
  staffed.add(scene);
  for (let n = 0; n < 4; n += 1) await buildPerson(scene.world, { position: 'teacher' });
}

async function undo(scene: Scene, id: string): Promise<void> {
  const { world } = scene;
  isDemo(scene, false);
  const [made] = await world.sql<{ groupId: string }>('SELECT group_id AS "groupId" FROM sessions WHERE id = $1', [id]);
  if (!made) return;
  // whoever practises again does so in the same circle
  const all = 'session_id IN (SELECT id FROM sessions WHERE group_id = $1)';
  await world.sql(`DELETE FROM practice_sessions WHERE ${all}`, [made.groupId]);
  await world.sql('DELETE FROM sessions WHERE group_id = $1', [made.groupId]);
  await world.sql('DELETE FROM memberships WHERE group_id = $1', [made.groupId]);
  await world.sql('DELETE FROM groups WHERE id = $1', [made.groupId]);
}

const attempt = (scene: Scene, demo: boolean) => {
  isDemo(scene, demo);
  const id = randomUUID();
  return { args: { input: { mutationId: randomUUID(), id, methodKey: 'incident', speed: 10, role: 'FACILITATOR' } }, undo: () => undo(scene, id) };
};

/** `demo`: in a demo installation; `elsewhere`: in any other, where there is no such thing. */
export const practiceMutationCases: OperationCases = {
  'Mutation.startPractice': {
    demo: async (scene) => {
      await staff(scene);
      return attempt(scene, true);
    },
    elsewhere: (scene) => attempt(scene, false),
  },
};
