import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { KnownDraft, Stroke } from '../domain/decide-save.js';

export interface LockedDraft extends KnownDraft {
  body: Buffer;
}

/** One row per person and place; two devices that save at once wait here for each other. */
export async function lockDraft(tx: Tx, personId: string, place: string): Promise<LockedDraft | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7))`, [`${personId}|${place}`]);
  const [row] = await tx.query<LockedDraft>(
    `SELECT id, version, body, hand, stroke FROM conf.drafts WHERE person_id = $1 AND place = $2 FOR NO KEY UPDATE`,
    [personId, place],
  );
  return row ?? null;
}

export async function insertDraft(
  tx: Tx,
  row: { id: string; personId: string; place: string; groupId: string | null; topicId: string | null; body: Buffer; by: Stroke | null },
): Promise<void> {
  await tx.query(
    `INSERT INTO conf.drafts (id, person_id, place, group_id, topic_id, body, hand, stroke, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [row.id, row.personId, row.place, row.groupId, row.topicId, row.body, row.by?.hand ?? null, row.by?.stroke ?? null, tx.now],
  );
}

/** @returns the new version */
export async function updateDraft(tx: Tx, draft: LockedDraft, body: Buffer, by: Stroke | null): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `UPDATE conf.drafts SET body = $3, version = version + 1, updated_at = $4, hand = $5, stroke = $6 WHERE id = $1 AND version = $2 RETURNING version`,
    [draft.id, draft.version, body, tx.now, by?.hand ?? null, by?.stroke ?? null],
  );
  return row!.version;
}

/**
 * Deletes a draft unless it was changed after the version `upTo`.
 * @returns its place; null when nothing was deleted
 */
export async function deleteDraft(tx: Tx, draft: { id: string; personId: string; upTo: number }): Promise<string | null> {
  const [row] = await tx.query<{ place: string }>(
    `DELETE FROM conf.drafts WHERE id = $1 AND person_id = $2 AND version <= $3 RETURNING place`,
    [draft.id, draft.personId, draft.upTo],
  );
  return row?.place ?? null;
}
