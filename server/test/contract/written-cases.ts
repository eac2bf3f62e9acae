import { randomUUID } from 'node:crypto';
import { askPlan, dayFromNow } from '../builders/written.js';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { sessionOf, sessionQueryCases } from './session-cases.js';
import { restoreSession, type SceneSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
const methodKey = 'heilsbronn';
const circles = ['closed', 'open'] as const;

/** The session of the closed circle as if it ran in writing, in the phase of this key. */
function inWriting(session: SceneSession, key: string, speak: string): Record<string, unknown> {
  const script = session.row['script'] as { phases: Record<string, unknown>[] };
  const at = session.phase(key);
  const phases = script.phases.map((phase, index) => (index === at ? { ...phase, speak, input: 'questions', contrib: 'answers', sealed: false, shows: session.phase('pitches') } : phase));
  const deadlines = phases.map((_, index) => Date.now() + (index + 1) * 86_400_000);
  return { written: true, script: { ...script, written: true, phases }, deadlines, phase: at, furthest: at, entry: 'open', ends_at: new Date(deadlines[at]!).toISOString() };
}

function running(speak: string, fields: (at: { session: SceneSession; turn: number }) => Record<string, unknown>): OperationCase {
  return {
    closed: async (scene: Scene) => {
      const session = sessionOf(scene.circles.closed);
      await restoreSession(scene.world, session, inWriting(session, 'info', speak));
      return { args: input({ sessionId: session.id, ...fields({ session, turn: session.row['turn'] as number }) }), undo: () => restoreSession(scene.world, session) };
    },
  };
}

export const writtenMutationCases: OperationCases = {
  'Mutation.scheduleWritten': Object.fromEntries(
    circles.map((name) => [
      name,
      async (scene: Scene) => {
        const id = randomUUID();
        const plan = await askPlan(scene.world, scene.sessions.lead!, scene.circles.closed.id, methodKey);
        return {
          args: input({ id, groupId: scene.circles[name].id, methodKey, startsOn: plan.startsOn, lastDays: plan.phases.map(({ lastDay }) => lastDay), facilitatorId: scene.people.lead.id }),
          undo: async () => void (await scene.world.sql('DELETE FROM sessions WHERE id = $1', [id])),
        };
      },
    ]),
  ),
  'Mutation.extendDeadline': running('all', ({ turn }) => ({ turn, days: 1 })),
  'Mutation.answerQuestion': running('dialogue', ({ session }) => ({ phase: session.phase('info'), id: randomUUID(), aboutId: session.openText, body: 'Ik was erbij', post: true, ifVersion: 0 })),
};

export const writtenQueryCases: OperationCases = {
  // the other circles have theirs live
  'Query.sessionPage': {
    ...sessionQueryCases['Query.sessionPage'],
    elsewhereClosed: async (scene: Scene) => {
      const session = sessionOf(scene.circles.elsewhereClosed);
      await restoreSession(scene.world, session, inWriting(session, 'info', 'all'));
      return { args: { id: session.id }, undo: () => restoreSession(scene.world, session) };
    },
  },
  'Query.writtenPlan': Object.fromEntries(circles.map((name) => [name, (scene: Scene) => ({ args: { groupId: scene.circles[name].id, methodKey, startsOn: dayFromNow(3) }, shows: 'lastDay' })])),
};
