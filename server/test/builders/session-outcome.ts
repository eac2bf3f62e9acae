import { randomUUID } from 'node:crypto';
import { OutcomeSeal } from '../../src/features/intervision/access/outcome-seal.js';
import { SessionSeal } from '../../src/features/intervision/access/session-seal.js';
import { insertLift, insertOutcomes, insertOwnIntention, putFollowUp } from '../../src/features/intervision/data/outcome.repository.js';
import { actFor } from '../../src/features/intervision/data/session.repository.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { World } from '../harness/world.js';

export interface OutcomeChoices {
  sessionId: string;
  /** whose action it is; they also answer how it goes */
  ownerId: string;
  what: string;
  /** shared with the circle */
  told?: string;
  /** their own copy */
  copy?: string;
  /** why a freeze was lifted */
  reason?: string;
}

/** What stays of a session, sealed as the server seals it. @returns the id of the action */
export async function buildOutcome(world: World, { sessionId, ownerId, what, told, copy, reason }: OutcomeChoices): Promise<string> {
  const { app } = world.server;
  const [seal, words] = [app.get(OutcomeSeal, { strict: false }), app.get(SessionSeal, { strict: false })];
  const id = randomUUID();
  await app.get(UnitOfWork, { strict: false }).runUnsigned(async (tx) => {
    await actFor(tx, ownerId);
    await insertOutcomes(tx, [{ id, sessionId, phase: 0, kind: 'action', ownerId, dueOn: '2026-01-05', body: await seal.action(tx, sessionId, id, { what }) }]);
    if (told !== undefined) await putFollowUp(tx, { sessionId, personId: ownerId, shared: true, body: await seal.followUp(tx, sessionId, ownerId, true, told) });
    if (copy !== undefined) await insertOwnIntention(tx, { id, personId: ownerId, sessionId, dueOn: null, body: await seal.own(tx, ownerId, id, { what: copy }) });
    if (reason !== undefined) {
      const sealing = await words.forWriting(tx, sessionId);
      await insertLift(tx, { sessionId, by: ownerId, at: tx.now, reason: sealing.words('session_lifts', 'reason', tx.now.toISOString(), reason) });
    }
  });
  return id;
}
