import type { Tx } from './unit-of-work.js';

/** One act of administration. Ids and keys only: names and content have no place in this log. */
export interface AdministrationAct {
  actorId: string | null;
  /** `noun.pastTense`, like `position.given` */
  act: string;
  subjectId?: string;
  organisationId?: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes an act into the log, in the transaction that does it; returns its number. */
export async function recordAct(tx: Tx, act: AdministrationAct): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO audit_log (actor_id, act, subject_id, organisation_id, detail) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [act.actorId, act.act, act.subjectId ?? null, act.organisationId ?? null, JSON.stringify(act.detail ?? {})],
  );
  return row!.id;
}
