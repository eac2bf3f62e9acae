import { randomUUID } from 'node:crypto';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { sessionOf } from './session-cases.js';
import { restoreSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
const withSession = ['closed', 'coaching', 'elsewhereClosed'] as const;
const planned = { status: 'planned', phase: -1, furthest: -1, entry: 'closed', started_at: null, phase_started_at: null, ends_at: null, cases_closed_at: null };

/** The session of the closed circle before it began, with two titles that can be voted on. */
function beforehand(fields: (session: ReturnType<typeof sessionOf>) => Record<string, unknown>): OperationCase {
  return {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      await restoreSession(scene.world, session, planned);
      const titles = await scene.world.sql<{ row: object }>('SELECT row_to_json(c) AS row FROM conf.session_cases c WHERE session_id = $1', [session.id]);
      return {
        args: input({ sessionId: session.id, ...fields(session) }),
        undo: async () => {
          await restoreSession(scene.world, session);
          await scene.world.sql('DELETE FROM conf.case_ballots WHERE session_id = $1 AND length(tag) > 1', [session.id]);
          await scene.world.sql('DELETE FROM conf.session_cases WHERE session_id = $1', [session.id]);
          await scene.world.sql('INSERT INTO conf.session_cases SELECT * FROM jsonb_populate_recordset(NULL::conf.session_cases, $1::jsonb)', [JSON.stringify(titles.map(({ row }) => row))]);
        },
      };
    },
  };
}

/** Puts back a case of the author that somebody may have thrown away, with its key. */
async function keepCase(scene: Scene, id: string): Promise<() => Promise<void>> {
  const rowsOf = async (table: string, column: string) => JSON.stringify((await scene.world.sql<{ row: object }>(`SELECT row_to_json(t) AS row FROM ${table} t WHERE ${column} = $1`, [id])).map(({ row }) => row));
  const [words, key] = [await rowsOf('conf.prepared_cases', 'id'), await rowsOf('conf.keys', 'scope_id')];
  return async () => {
    await scene.world.sql('INSERT INTO conf.prepared_cases SELECT * FROM jsonb_populate_recordset(NULL::conf.prepared_cases, $1::jsonb) ON CONFLICT DO NOTHING', [words]);
    await scene.world.sql('INSERT INTO conf.keys SELECT * FROM jsonb_populate_recordset(NULL::conf.keys, $1::jsonb) ON CONFLICT DO NOTHING', [key]);
  };
}

export const preparationMutationCases: OperationCases = {
  'Mutation.savePreparedCase': Object.fromEntries(
    (['closed', 'open'] as const).map((name) => [
      name,
      (scene: Scene) => {
        const id = randomUUID();
        return {
          args: input({ id, groupId: scene.circles[name].id, fields: [{ key: 'title', text: 'De deur' }], ifVersion: 0 }),
          undo: async () => {
            await scene.world.sql('DELETE FROM conf.prepared_cases WHERE id = $1', [id]);
            await scene.world.sql('DELETE FROM conf.keys WHERE scope_id = $1', [id]);
          },
        };
      },
    ]),
  ),
  // the author's: whoever else throws it away hears the same, and it stays
  'Mutation.discardPreparedCase': {
    authors: async (scene) => {
      const { ownCase } = sessionOf(scene.circles.closed);
      return { args: input({ id: ownCase }), undo: await keepCase(scene, ownCase) };
    },
  },
  'Mutation.putCaseForward': beforehand(({ ownCase }) => ({ caseId: ownCase })),
  'Mutation.withdrawCase': beforehand(({ ownCase }) => ({ caseId: ownCase })),
  'Mutation.castCaseVote': beforehand(({ ownCase }) => ({ caseIds: [ownCase] })),
  'Mutation.closeCaseVote': beforehand(() => ({})),
};

export const preparationQueryCases: OperationCases = {
  'Query.sessionCases': Object.fromEntries(withSession.map((name) => [name, (scene: Scene) => ({ args: { id: sessionOf(scene.circles[name]).id }, shows: sessionOf(scene.circles[name]).ownCase })])),
};
