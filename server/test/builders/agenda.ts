import { randomUUID } from 'node:crypto';
import type { World } from '../harness/world.js';

export interface BuiltPoll {
  id: string;
  moments: string[];
}

const daysAhead = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** An open poll for an intervision, with three moments in the next days; nobody answered yet. */
export async function buildPoll(
  world: Pick<World, 'sql'>,
  choices: { groupId: string; askedBy: string; facilitatorId: string; place?: string; neededIds?: string[]; startsAt?: Date[] },
): Promise<BuiltPoll> {
  const id = randomUUID();
  await world.sql(
    `INSERT INTO polls (id, group_id, created_by, zone, minutes, place, video_link, needed_ids, status) VALUES ($1, $2, $3, 'Europe/Amsterdam', 75, $4, '', $5, 'open')`,
    [id, choices.groupId, choices.askedBy, choices.place ?? 'Lokaal 2', choices.neededIds ?? []],
  );
  const moments: string[] = [];
  for (const startsAt of choices.startsAt ?? [daysAhead(3), daysAhead(4), daysAhead(8)]) {
    const moment = randomUUID();
    moments.push(moment);
    await world.sql(
      `INSERT INTO poll_moments (id, poll_id, day, minute, starts_at) SELECT $1, $2, (t.at AT TIME ZONE 'Europe/Amsterdam')::date,
         extract(hour FROM t.at AT TIME ZONE 'Europe/Amsterdam')::int * 60 + extract(minute FROM t.at AT TIME ZONE 'Europe/Amsterdam')::int, t.at FROM (SELECT $3::timestamptz AS at) t`,
      [moment, id, startsAt],
    );
  }
  await world.sql(`INSERT INTO session_plans (poll_id, method_key, short, facilitator_id) VALUES ($1, 'incident', false, $2)`, [id, choices.facilitatorId]);
  return { id, moments };
}
