import { randomUUID } from 'node:crypto';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { sessionOf } from './session-cases.js';
import { restoreSession, type SceneSession } from './session-scene.js';

type Fields = (scene: Scene, session: SceneSession) => Promise<Record<string, unknown>> | Record<string, unknown>;

const inSession = (fields: Fields, changes: (session: SceneSession) => Record<string, unknown> = () => ({})): OperationCase => ({
  closed: async (scene) => {
    const session = sessionOf(scene.circles.closed);
    await restoreSession(scene.world, session, changes(session));
    return {
      args: { input: { mutationId: randomUUID(), sessionId: session.id, ...(await fields(scene, session)) } },
      undo: () => restoreSession(scene.world, session),
    };
  },
});

const turnOf = (session: SceneSession): number => session.row['turn'] as number;

/** A phase in which named questions are asked in the open; no method of the scene has one. */
const openQuestions = (session: SceneSession): Record<string, unknown> => {
  const script = session.row['script'] as { phases: Record<string, unknown>[] };
  const at = session.phase('pitches');
  const asked = { input: 'questions', writer: 'each', names: 'named', sealed: false };
  return { phase: at, furthest: at, entry: 'open', script: { ...script, phases: script.phases.map((phase, index) => (index === at ? { ...phase, ...asked } : phase)) } };
};

export const roomMutationCases: OperationCases = {
  'Mutation.writeForSomeone': inSession((_, session) => ({ id: randomUUID(), phase: session.phase('write_questions'), forId: null, sharing: 'NAMELESS', body: 'Wie was erbij?' }), () => ({ nameless_offered: true })),
  'Mutation.returnQuestion': inSession((_, session) => ({ textId: session.openText }), openQuestions),
  'Mutation.parkTopic': inSession(() => ({ id: randomUUID(), body: 'Werkdruk in maart' })),
  'Mutation.unparkTopic': inSession(() => ({ id: randomUUID() })),
  'Mutation.setSpeakers': inSession((scene, session) => ({ turn: turnOf(session), order: [scene.people.member.id, scene.people.lead.id] })),
  'Mutation.giveRole': inSession((scene) => ({ role: 'NOTETAKER', personId: scene.people.member.id, on: true }), () => ({ status: 'lobby', phase: -1, furthest: -1, entry: 'closed', started_at: null, phase_started_at: null, ends_at: null })),
};
