import { randomUUID } from 'node:crypto';
import type { Attempt, OperationCases } from './operation-case.js';
import type { Scene } from './scene.js';
import { inSession, sessionOf } from './session-cases.js';
import { restoreSession, type SceneSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });

/** The session has just ended, everything gone through. */
const ended = (session: SceneSession): Record<string, unknown> => ({
  status: 'ended', ended_at: new Date().toISOString(), phase: session.phase('evaluate'), furthest: session.phase('evaluate'), entry: 'closed', ends_at: null,
});

const lesson = { title: 'Begin bij het contact', situation: 'Een drukke klas', helped: 'Groeten bij de deur', tryNext: 'Een vast begin' };

/** The closed session ended, with a lesson of the author's case that the member proposed; `columns` puts it further on its way. */
async function proposed(scene: Scene, columns = ''): Promise<SceneSession> {
  const session = sessionOf(scene.circles.closed);
  await restoreSession(scene.world, session, ended(session));
  await scene.world.ask(scene.sessions.member!, 'mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { id } }', input({ id: randomUUID(), sessionId: session.id, ifVersion: 0, ...lesson, reach: 'REGION', quoteIds: [] }));
  if (columns) await scene.world.sql(`UPDATE conf.harvests SET ${columns} WHERE session_id = $1`, [session.id]);
  return session;
}

const withLesson = (columns: string, fields: Record<string, unknown>) => ({
  closed: async (scene: Scene): Promise<Attempt> => {
    const session = await proposed(scene, columns);
    return { args: input({ sessionId: session.id, ...fields }), undo: () => restoreSession(scene.world, session) };
  },
});

const agreed = 'approved_ids = contributor_ids || quoted_ids';
const published = `status = 'published', published_on = current_date, ${agreed}`;

export const afterMutationCases: OperationCases = {
  'Mutation.keepReport': inSession(() => ({ id: randomUUID(), textIds: [], words: 'Eerst kijken', ifVersion: 0 }), ended),
  'Mutation.eraseReport': { self: () => ({ args: input({ id: randomUUID() }) }) },
  'Mutation.saveHarvest': inSession(() => ({ id: randomUUID(), ifVersion: 0, ...lesson, reach: 'REGION', quoteIds: [] }), ended),
  'Mutation.submitHarvest': withLesson('', { ifVersion: 1 }),
  'Mutation.approveHarvest': withLesson(`status = 'approving'`, { ifVersion: 1 }),
  'Mutation.objectHarvest': withLesson(`status = 'approving'`, { ifVersion: 1, reason: 'De klas is te herkennen' }),
  'Mutation.withdrawHarvest': withLesson('', {}),
  'Mutation.withdrawLesson': {
    closed: async (scene) => {
      const lessonId = await publishedLesson(scene);
      const session = await proposed(scene, `${published}, lesson_id = '${lessonId}'`);
      return {
        args: input({ lessonId }),
        undo: async () => {
          await restoreSession(scene.world, session);
          await scene.world.sql('DELETE FROM lessons WHERE id = $1', [lessonId]);
        },
      };
    },
  },
};

/** The outcome of a session on paper, typed in after it. */
export const outcomeLater = inSession(({ session }) => ({ phase: session.phase('learned'), id: randomUUID(), kind: 'OUTCOME', sharing: 'NAMED', body: 'Begin klein', ifVersion: 0 }), ended).closed!;

async function publishedLesson(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.world.sql(
    `INSERT INTO lessons (id, region_id, title, situation, helped, try_next, published_on) SELECT $1, parent_id, 'Begin klein', 'Een drukke klas', 'Groeten', 'Een vast begin', current_date FROM organisations WHERE id = $2`,
    [id, scene.foundation.id],
  );
  return id;
}

/** Nothing is made ready here: the scene's own session of coaching has a report, totals and a lesson (`leaveSomething`). */
export const afterQueryCases: OperationCases = {
  'Query.report': { membersOwn: (scene) => ({ args: { sessionId: sessionOf(scene.circles.coaching).id }, shows: '"keptAt"' }) },
  'Query.reports': { membersOwn: () => ({ args: { first: 20 }, shows: '"keptAt"' }) },
  'Query.evaluations': { coaching: (scene) => ({ args: { groupId: scene.circles.coaching.id }, shows: sessionOf(scene.circles.coaching).id }) },
  'Query.harvest': { coaching: (scene) => ({ args: { sessionId: sessionOf(scene.circles.coaching).id }, shows: '"viewerActions"' }) },
  'Query.circleLessons': { coaching: (scene) => ({ args: { groupId: scene.circles.coaching.id, first: 20 }, shows: sessionOf(scene.circles.coaching).id }) },
  'Query.lessons': { region: async (scene) => ({ args: { first: 50 }, shows: await publishedLesson(scene) }) },
};
