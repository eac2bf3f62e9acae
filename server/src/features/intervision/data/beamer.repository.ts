import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { BeamerChoice } from '../domain/beamer.js';

/** Minutes that a code waits for somebody to type it. */
export const codeMinutes = 5;

/** Codes that nobody typed in time go with the next one that is made. @returns until when it waits; null when the code is taken */
export async function insertBeamer(tx: Tx, beamer: { id: string; code: string; tokenHash: Buffer }): Promise<Date | null> {
  await tx.query(`DELETE FROM beamers WHERE session_id IS NULL AND expires_at < now()`);
  const [row] = await tx.query<{ until: Date }>(
    `INSERT INTO beamers (id, code, token_hash, expires_at) VALUES ($1, $2, $3, now() + make_interval(mins => $4::int)) ON CONFLICT DO NOTHING RETURNING expires_at AS until`,
    [beamer.id, beamer.code, beamer.tokenHash, codeMinutes],
  );
  return row?.until ?? null;
}

/** The screen that shows this code becomes that of a session; the one it had goes. @returns the new one's id; null when no screen waits with it */
export async function pairBeamer(tx: Tx, sessionId: string, code: string, personId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `UPDATE beamers SET session_id = $1, paired_by = $3, code = NULL WHERE code = $2 AND session_id IS NULL AND expires_at > now() RETURNING id`,
    [sessionId, code, personId],
  );
  if (!row) return null;
  await tx.query(`UPDATE sessions SET beamer_id = $2, beamer_shows = 'all' WHERE id = $1`, [sessionId, row.id]);
  await tx.query(`DELETE FROM beamers WHERE session_id = $1 AND id <> $2`, [sessionId, row.id]);
  return row.id;
}

/** The screen of a session is nobody's from here on; its token opens nothing. */
export async function dropBeamer(tx: Tx, sessionId: string): Promise<void> {
  await tx.query(`UPDATE sessions SET beamer_id = NULL, beamer_shows = 'all' WHERE id = $1`, [sessionId]);
  await tx.query(`DELETE FROM beamers WHERE session_id = $1`, [sessionId]);
}

/** @returns whether anything changed */
export async function setBeamerShows(tx: Tx, sessionId: string, choice: BeamerChoice): Promise<boolean> {
  const rows = await tx.query(`UPDATE sessions SET beamer_shows = $2 WHERE id = $1 AND beamer_id IS NOT NULL AND beamer_shows <> $2 RETURNING id`, [sessionId, choice]);
  return rows.length > 0;
}

/** By this people in the room find the session; it opens nothing. The first one stays. */
export async function giveRoomCode(tx: Tx, sessionId: string, code: string): Promise<void> {
  await tx.query(`UPDATE sessions SET room_code = $2 WHERE id = $1 AND room_code IS NULL`, [sessionId, code]);
}
