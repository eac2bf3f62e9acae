import { randomInt, randomUUID } from 'node:crypto';
import { makeCode } from '../../src/features/intervision/domain/room-code.js';
import { hashToken, newToken } from '../../src/platform/identity/secret-token.js';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { sessionOf } from './session-cases.js';
import { restoreSession, type SceneSession } from './session-scene.js';

const input = (session: SceneSession, fields: Record<string, unknown> = {}) => ({ input: { mutationId: randomUUID(), sessionId: session.id, ...fields } });

/** A screen that waits with a code. */
async function waiting(scene: Scene): Promise<{ id: string; code: string; token: string }> {
  const [id, code, token] = [randomUUID(), makeCode(randomInt), newToken()];
  await scene.world.sql(`INSERT INTO beamers (id, code, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '5 minutes')`, [id, code, hashToken(token)]);
  return { id, code, token };
}

/** The screen of a session, as its facilitator paired it. */
export async function pairedScreen(scene: Scene, session: Pick<SceneSession, 'id'>): Promise<{ id: string; token: string }> {
  const { id, token } = await waiting(scene);
  await scene.world.sql(`UPDATE beamers SET code = NULL, session_id = $2, paired_by = (SELECT facilitator_id FROM sessions WHERE id = $2) WHERE id = $1`, [id, session.id]);
  await scene.world.sql(`UPDATE sessions SET beamer_id = $2 WHERE id = $1`, [session.id, id]);
  return { id, token };
}

/** Afterwards there is no screen, and the session is as it was. */
const undo = (scene: Scene, session: SceneSession) => async (): Promise<void> => {
  await restoreSession(scene.world, session);
  await scene.world.sql('DELETE FROM beamers WHERE session_id = $1', [session.id]);
};

const inSession = (make: (scene: Scene, session: SceneSession) => Promise<Record<string, unknown>>): OperationCase => ({
  closed: async (scene) => {
    const session = sessionOf(scene.circles.closed);
    await restoreSession(scene.world, session);
    return { args: input(session, await make(scene, session)), undo: undo(scene, session) };
  },
});

export const beamerMutationCases: OperationCases = {
  'Mutation.requestBeamer': { all: (scene) => ({ args: {}, undo: async () => void (await scene.world.sql('DELETE FROM beamers WHERE session_id IS NULL')) }) },
  'Mutation.pairBeamer': inSession(async (scene) => ({ code: (await waiting(scene)).code })),
  'Mutation.showOnBeamer': inSession(async (scene, session) => {
    await pairedScreen(scene, session);
    return { shows: 'NOTHING' };
  }),
  'Mutation.endBeamer': inSession(async (scene, session) => {
    await pairedScreen(scene, session);
    return {};
  }),
};

const shown = new WeakMap<Scene, Promise<string>>();

/** The screen of a session that nothing else touches, where people choose: everyone asks it at the same time. */
function screenOf(scene: Scene): Promise<string> {
  const known = shown.get(scene) ?? pairedScreen(scene, sessionOf(scene.circles.coaching)).then(({ token }) => token);
  shown.set(scene, known);
  return known;
}

const codeOf = (session: SceneSession): string => session.row['room_code'] as string;

export const beamerQueryCases: OperationCases = {
  // whoever has the token is the screen, whoever else they are
  'Query.beamerPage': {
    paired: async (scene) => ({ args: { token: await screenOf(scene) } }),
    waiting: async (scene) => ({ args: { token: (await waiting(scene)).token } }),
    madeUp: () => ({ args: { token: newToken() } }),
  },
  'Query.room': Object.fromEntries(
    (['closed', 'elsewhereClosed'] as const).map((name) => [name, (scene: Scene) => ({ args: { code: codeOf(sessionOf(scene.circles[name])) }, shows: sessionOf(scene.circles[name]).id })]),
  ),
};
