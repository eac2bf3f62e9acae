import { randomUUID } from 'node:crypto';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { sessionOf } from './session-cases.js';
import { restoreSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
const withSession = ['closed', 'coaching', 'elsewhereClosed'] as const;

/** The action of the author, as the scene left it. */
const resetAction = (scene: Scene, id: string) => scene.world.sql(`UPDATE conf.session_outcomes SET state = 'open', due_on = '2026-01-05', version = 1 WHERE id = $1`, [id]);

const period: OperationCase = Object.fromEntries(
  (['closed', 'open'] as const).map((name) => [
    name,
    (scene: Scene) => {
      const groupId = scene.circles[name].id;
      return {
        args: input({ groupId, days: 30 }),
        undo: async () => {
          await scene.world.sql('DELETE FROM circle_periods WHERE group_id = $1', [groupId]);
          await scene.world.sql('UPDATE groups SET pact_version = 1 WHERE id = $1', [groupId]);
          await scene.world.sql('UPDATE memberships SET pact_version = least(pact_version, 1) WHERE group_id = $1', [groupId]);
          await scene.world.sql('DELETE FROM pact_acceptances WHERE group_id = $1 AND version > 1', [groupId]);
          await scene.world.sql('DELETE FROM group_pacts WHERE group_id = $1 AND version > 1', [groupId]);
        },
      };
    },
  ]),
);

export const outcomeMutationCases: OperationCases = {
  'Mutation.freezeSession': {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      await restoreSession(scene.world, session);
      return { args: input({ sessionId: session.id }), undo: () => restoreSession(scene.world, session) };
    },
  },
  'Mutation.liftFreeze': {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      await restoreSession(scene.world, session, { frozen_at: new Date().toISOString(), frozen_by: scene.people.lead.id });
      return {
        args: input({ sessionId: session.id, reason: 'Het was een vergissing.' }),
        undo: async () => {
          await restoreSession(scene.world, session);
          await scene.world.sql('DELETE FROM conf.session_lifts WHERE session_id = $1 AND lifted_by = $2', [session.id, scene.people.lead.id]);
        },
      };
    },
  },
  'Mutation.markAction': {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      await resetAction(scene, session.action);
      return { args: input({ sessionId: session.id, id: session.action, state: 'DONE', dueOn: '2026-02-03', ifVersion: 1 }), undo: async () => void (await resetAction(scene, session.action)) };
    },
  },
  'Mutation.answerFollowUp': {
    closed: async (scene) => {
      const session = sessionOf(scene.circles.closed);
      const [before] = await scene.world.sql<{ shared: boolean; body: Buffer }>('SELECT shared, body FROM conf.session_followups WHERE session_id = $1', [session.id]);
      return {
        args: input({ sessionId: session.id, words: 'Het lukte een keer.', share: false }),
        undo: async () => void (await scene.world.sql('UPDATE conf.session_followups SET shared = $2, body = $3 WHERE session_id = $1', [session.id, before!.shared, before!.body])),
      };
    },
  },
  'Mutation.shortenCasePeriod': period,
};

export const outcomeQueryCases: OperationCases = {
  'Query.sessionOutcome': Object.fromEntries(withSession.map((name) => [name, (scene: Scene) => ({ args: { id: sessionOf(scene.circles[name]).id }, shows: sessionOf(scene.circles[name]).action })])),
  'Query.circleTurns': Object.fromEntries(withSession.map((name) => [name, (scene: Scene) => ({ args: { groupId: scene.circles[name].id }, shows: name === 'elsewhereClosed' ? scene.people.stranger.id : scene.people.member.id })])),
  'Query.casePeriod': Object.fromEntries((['closed', 'elsewhereClosed'] as const).map((name) => [name, (scene: Scene) => ({ args: { groupId: scene.circles[name].id }, shows: scene.circles[name].id })])),
};
