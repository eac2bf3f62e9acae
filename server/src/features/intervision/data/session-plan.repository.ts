import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';

/** What will be planned at the moment that a poll chooses. */
export interface SessionPlanRow {
  pollId: string;
  methodKey: string;
  short: boolean;
  facilitatorId: string;
  coFacilitatorId: string | null;
}

export async function insertPlan(tx: Tx, plan: SessionPlanRow): Promise<void> {
  await tx.query(`INSERT INTO session_plans (poll_id, method_key, short, facilitator_id, co_facilitator_id) VALUES ($1, $2, $3, $4, $5)`, [
    plan.pollId, plan.methodKey, plan.short, plan.facilitatorId, plan.coFacilitatorId,
  ]);
}

export async function findPlan(tx: Tx, pollId: string): Promise<SessionPlanRow | null> {
  const [row] = await tx.query<SessionPlanRow>(
    `SELECT poll_id AS "pollId", method_key AS "methodKey", short, facilitator_id AS "facilitatorId", co_facilitator_id AS "coFacilitatorId" FROM session_plans WHERE poll_id = $1`,
    [pollId],
  );
  return row ?? null;
}

export interface NamedPlanRow extends SessionPlanRow {
  facilitatorName: string;
  coFacilitatorName: string | null;
}

/** The plans of polls that were found for this reader. */
export async function readPlans(reads: NamedReads, pollIds: readonly string[]): Promise<NamedPlanRow[]> {
  return reads.named<NamedPlanRow>(
    'session-plans',
    `SELECT l.poll_id AS "pollId", l.method_key AS "methodKey", l.short, l.facilitator_id AS "facilitatorId", l.co_facilitator_id AS "coFacilitatorId",
       f.given_name || ' ' || f.family_name AS "facilitatorName", c.given_name || ' ' || c.family_name AS "coFacilitatorName"
     FROM session_plans l JOIN people f ON f.id = l.facilitator_id LEFT JOIN people c ON c.id = l.co_facilitator_id WHERE l.poll_id = ANY($1::uuid[])`,
    [pollIds],
  );
}
