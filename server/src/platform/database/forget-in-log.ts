import type { Tx } from './unit-of-work.js';

/**
 * Takes fields out of what the realtime log still holds about one thing: what was removed must not be sent to whoever
 * catches up later. Events keep their numbers, and say of the thing what they say in a closed circle: its ids.
 *
 * @param id where an event names the thing (`messageId`) and its value
 */
export async function forgetInLog(tx: Tx, stream: string, id: { field: string; value: string }, fields: readonly string[]): Promise<void> {
  await tx.query(`UPDATE realtime_event SET payload = payload - $4::text[] WHERE stream = $1 AND payload ->> $2 = $3 AND payload ?| $4::text[]`, [
    stream,
    id.field,
    id.value,
    [...fields],
  ]);
}
