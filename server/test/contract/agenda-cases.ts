import { randomUUID } from 'node:crypto';
import { loadSchoolHolidays } from '../../src/features/agenda/data/school-holidays.js';
import { addDays, weekdayOf } from '../../src/features/agenda/domain/calendar-day.js';
import type { HolidayRegion } from '../../src/features/agenda/domain/school-calendar.js';
import type { OperationCase, OperationCases } from './operation-case.js';
import type { Scene, SceneCircle } from './scene.js';
import { restoreSession, type SceneSession } from './session-scene.js';

const input = (fields: Record<string, unknown>) => ({ input: { mutationId: randomUUID(), ...fields } });
/** The first Monday of the next holiday of a region, at least a week from now. */
export function nextHoliday(region: HolidayRegion): string {
  const ahead = loadSchoolHolidays().holidays.filter((holiday) => holiday.regions.includes(region) && holiday.start > addDays(today(), 7));
  const [first] = ahead.sort((a, b) => (a.start < b.start ? -1 : 1));
  return addDays(first!.start, (8 - weekdayOf(first!.start)) % 7);
}

const today = (): string => new Date().toISOString().slice(0, 10);

const sessionIn = (circle: SceneCircle): SceneSession => {
  if (!circle.session) throw new Error(`${circle.name} has no session`);
  return circle.session;
};

/** A session that a case planned, and its moment. */
export async function forgetSession({ world }: Scene, ...ids: string[]): Promise<void> {
  await world.sql('DELETE FROM appointment_answers WHERE appointment_id = ANY($1::uuid[])', [ids]);
  await world.sql('DELETE FROM sessions WHERE id = ANY($1::uuid[])', [ids]);
  await world.sql(`UPDATE polls SET status = 'open', chosen_id = NULL, appointment_id = NULL WHERE appointment_id = ANY($1::uuid[])`, [ids]);
  await world.sql('DELETE FROM appointments WHERE id = ANY($1::uuid[])', [ids]);
}

/** The poll of the closed circle as the scene left it. */
async function restorePoll({ world }: Scene, { id, moments }: SceneSession['poll']): Promise<void> {
  await world.sql('DELETE FROM poll_answers WHERE moment_id IN (SELECT id FROM poll_moments WHERE poll_id = $1)', [id]);
  await world.sql('DELETE FROM poll_moments WHERE poll_id = $1 AND NOT id = ANY($2::uuid[])', [id, moments]);
  await world.sql(`UPDATE polls SET status = 'open', chosen_id = NULL, appointment_id = NULL, reminded_at = NULL WHERE id = $1`, [id]);
}

/** A mutation in the poll of the closed circle. */
const inPoll = (fields: (poll: SceneSession['poll']) => Record<string, unknown>, undo?: (scene: Scene, sent: Record<string, unknown>) => Promise<void>): OperationCase => ({
  closed: async (scene) => {
    const { poll } = sessionIn(scene.circles.closed);
    await restorePoll(scene, poll);
    const sent = fields(poll);
    return {
      args: input({ pollId: poll.id, ...sent }),
      undo: async () => {
        await undo?.(scene, sent);
        await restorePoll(scene, poll);
      },
    };
  },
});

const planning = (make: (scene: Scene, circle: SceneCircle) => { fields: Record<string, unknown>; undo: () => Promise<void> }): OperationCase =>
  Object.fromEntries(
    (['closed', 'open'] as const).map((name) => [
      name,
      (scene: Scene) => {
        const { fields, undo } = make(scene, scene.circles[name]);
        return { args: input({ groupId: scene.circles[name].id, methodKey: 'incident', short: false, zone: 'Europe/Amsterdam', place: 'Lokaal 2', videoLink: '', ...fields }), undo };
      },
    ]),
  );

const moments = (scene: Scene, count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: randomUUID(), day: addDays(today(), 7 + at * 14), minute: 930, facilitatorId: scene.people.lead.id }));

export const agendaMutationCases: OperationCases = {
  'Mutation.pollSession': planning((scene) => {
    const id = randomUUID();
    return {
      fields: { id, facilitatorId: scene.people.lead.id, neededIds: [], moments: moments(scene, 3).map(({ facilitatorId: _, ...moment }) => moment) },
      undo: async () => {
        for (const statement of ['DELETE FROM session_plans WHERE poll_id = $1', 'DELETE FROM poll_moments WHERE poll_id = $1', 'DELETE FROM polls WHERE id = $1']) await scene.world.sql(statement, [id]);
      },
    };
  }),
  'Mutation.scheduleSeries': planning((scene) => {
    const asked = moments(scene, 2);
    return { fields: { id: randomUUID(), moments: asked }, undo: () => forgetSession(scene, ...asked.map(({ id }) => id)) };
  }),
  'Mutation.choosePollMoment': inPoll(
    ({ moments: [momentId] }) => ({ momentId, sessionId: randomUUID() }),
    (scene, { sessionId }) => forgetSession(scene, sessionId as string),
  ),
  'Mutation.remindPoll': inPoll(() => ({})),
  'Mutation.closePoll': inPoll(() => ({})),
  'Mutation.answerPoll': inPoll(({ moments: [momentId] }) => ({ answers: [{ momentId, answer: 'RATHER_NOT' }] })),
  'Mutation.suggestMoment': inPoll(() => ({ id: randomUUID(), day: addDays(today(), 20), minute: 900 })),
  'Mutation.answerAppointment': {
    closed: async (scene) => {
      const { id } = sessionIn(scene.circles.closed);
      await scene.world.sql(`UPDATE appointments SET starts_at = now() + interval '1 day' WHERE id = $1`, [id]);
      return {
        args: input({ appointmentId: id, coming: true }),
        undo: async () => {
          await scene.world.sql('DELETE FROM appointment_answers WHERE appointment_id = $1 AND person_id <> $2', [id, scene.people.lead.id]);
          await scene.world.sql('UPDATE appointments SET starts_at = created_at WHERE id = $1', [id]);
        },
      };
    },
  },
  'Mutation.rescheduleSession': {
    closed: async (scene) => {
      const session = sessionIn(scene.circles.closed);
      await restoreSession(scene.world, session, { status: 'planned', phase: -1, furthest: -1, entry: 'closed', started_at: null, phase_started_at: null, ends_at: null });
      const [before] = await scene.world.sql<{ sequence: number; place: string }>('SELECT sequence, place FROM appointments WHERE id = $1', [session.id]);
      return {
        args: input({ sessionId: session.id, ifSequence: before!.sequence, startsAt: new Date(Date.now() + 86_400_000).toISOString(), zone: 'Europe/Amsterdam', place: 'Lokaal 3', videoLink: '' }),
        undo: async () => {
          await restoreSession(scene.world, session);
          await scene.world.sql('UPDATE appointments SET sequence = $2, place = $3, starts_at = created_at WHERE id = $1', [session.id, before!.sequence, before!.place]);
        },
      };
    },
  },
  'Mutation.renewCalendarFeed': { self: () => ({ args: input({ id: randomUUID() }) }) },
  'Mutation.revokeCalendarFeed': { self: () => ({ args: input({}) }) },
};

export const agendaQueryCases: OperationCases = {
  'Query.sessionPoll': Object.fromEntries((['closed', 'elsewhereClosed'] as const).map((name) => [name, (scene: Scene) => ({ args: { id: sessionIn(scene.circles[name]).poll.id } })])),
  'Query.seriesPreview': {
    closed: (scene) => ({ args: { groupId: scene.circles.closed.id, from: nextHoliday('midden'), until: addDays(nextHoliday('midden'), 90), everyWeeks: 6, skipHolidays: true } }),
  },
  'Query.calendarFeed': {
    leadsOwn: async (scene) => {
      await scene.world.sql(`INSERT INTO calendar_feeds (person_id, id, token_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [scene.people.lead.id, randomUUID(), Buffer.from(randomUUID())]);
      return { args: {}, shows: '"createdAt":"' };
    },
  },
};
