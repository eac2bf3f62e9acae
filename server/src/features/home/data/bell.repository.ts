import type { Tx } from '../../../platform/database/unit-of-work.js';

/** Everything up to now has been seen; the mark only moves forward. */
export async function moveBellSeen(tx: Tx, personId: string): Promise<Date> {
  const [row] = await tx.query<{ at: Date }>(
    `UPDATE people SET bell_seen_at = greatest(bell_seen_at, $2) WHERE id = $1 RETURNING bell_seen_at AS at`,
    [personId, tx.now],
  );
  return row!.at;
}
