import { buildWritten, dayFromNow, type Mover, type WrittenPlay } from '../../server/test/builders/written.js';
import type { SessionWorld } from '../../server/test/builders/intervision.js';
import type { Session } from '../../server/test/harness/graphql-call.js';

/** Nobody calls the job that looks: whoever reads settles what is due. */
export const byReading: Mover = { move: () => Promise.resolve() };

/** What a question about the days of a written session is asked with, beside the circle. */
export const writtenPlanArguments = () => ({ methodKey: 'heilsbronn', startsOn: dayFromNow(7) });

export interface WrittenRoom {
  groupId: string;
  lead: { id: string; session: Session };
  contributor: { id: string; session: Session };
}

/** A session in writing whose first phase was begun at once, by whoever leads. */
export async function beginWritten(world: SessionWorld, { groupId, lead, contributor }: WrittenRoom, methodKey?: string): Promise<WrittenPlay> {
  const play = await buildWritten(world, lead.session, byReading, { groupId, facilitatorId: lead.id, contributorId: contributor.id, ...(methodKey ? { methodKey } : {}) });
  await play.do(lead.session, 'startSession');
  return play;
}
