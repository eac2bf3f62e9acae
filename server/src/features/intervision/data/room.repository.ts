import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Sharing } from '../domain/text-mark.js';

/** Somebody who is counted as here, and was not heard of for a while. */
export interface Unheard {
  sessionId: string;
  personId: string;
}

/** A card that somebody else types; whose it is goes in and does not come out. */
export interface CardForSomeone {
  id: string;
  sessionId: string;
  phase: number;
  sharing: Sharing;
  /** null without a name */
  authorId: string | null;
  /** until it is opened, how whose it is finds a card without a name back */
  tag: Buffer | null;
  body: Buffer;
  opened: boolean;
}

/** @returns false when the id is taken */
export async function postFor(tx: Tx, card: CardForSomeone): Promise<boolean> {
  const [row] = await tx.query<{ done: boolean }>(`SELECT conf.post_for($1, $2, $3, $4, $5, $6, $7, $8) AS done`, [
    card.sessionId, card.id, card.phase, card.sharing, card.authorId, card.tag, card.body, card.opened,
  ]);
  return row?.done ?? false;
}

/** @returns whose question it is; null when there is no open question with a name of this id in the phase that runs */
export async function returnText(tx: Tx, sessionId: string, textId: string): Promise<string | null> {
  const [row] = await tx.query<{ author: string | null }>(`SELECT conf.return_text($1, $2) AS author`, [sessionId, textId]);
  return row?.author ?? null;
}

/** @returns false when the id is taken */
export async function insertParked(tx: Tx, line: { id: string; sessionId: string; phase: number; authorId: string; body: Buffer }): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO conf.session_texts (id, session_id, phase, kind, sharing, author_id, body, opened, version) VALUES ($1, $2, $3, 'parked', 'named', $4, $5, true, 1)
     ON CONFLICT DO NOTHING RETURNING id`,
    [line.id, line.sessionId, line.phase, line.authorId, line.body],
  );
  return rows.length === 1;
}

/** Row-level security leaves one's own. */
export async function deleteParked(tx: Tx, sessionId: string, id: string): Promise<void> {
  await tx.query(`DELETE FROM conf.session_texts WHERE session_id = $1 AND id = $2 AND kind = 'parked'`, [sessionId, id]);
}

/** @returns whether anything changed */
export async function setObserver(tx: Tx, sessionId: string, personId: string, observer: boolean): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO session_people AS x (session_id, person_id, entered_at, here, observer, silent, grace_seconds) VALUES ($1, $2, $4, false, $3, false, 10)
     ON CONFLICT (session_id, person_id) DO UPDATE SET observer = $3 WHERE x.observer <> $3 RETURNING person_id`,
    [sessionId, personId, observer, tx.now],
  );
  return rows.length > 0;
}

export async function setLeft(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await tx.query(`UPDATE session_people SET left_at = $3 WHERE session_id = $1 AND person_id = $2`, [sessionId, personId, tx.now]);
}

/** These people have a connection to these sessions now, on this server. */
export async function heardOf(tx: Tx, pairs: readonly Unheard[]): Promise<void> {
  await tx.query(
    `UPDATE session_people x SET seen_at = now() FROM unnest($1::uuid[], $2::uuid[]) AS t (session_id, person_id)
     WHERE x.session_id = t.session_id AND x.person_id = t.person_id AND x.here`,
    [pairs.map(({ sessionId }) => sessionId), pairs.map(({ personId }) => personId)],
  );
}

/** Who is counted as here in a session that is open, and was heard of by no server for this long. */
export function findUnheard(tx: Tx, seconds: number): Promise<Unheard[]> {
  return tx.query<Unheard>(
    `SELECT x.session_id AS "sessionId", x.person_id AS "personId" FROM session_people x JOIN sessions s ON s.id = x.session_id
     WHERE x.here AND s.status IN ('planned', 'lobby', 'running') AND x.seen_at < now() - make_interval(secs => $1) ORDER BY x.session_id, x.person_id LIMIT 1000`,
    [seconds],
  );
}

/** Whether they are still counted as here and no server heard of them for this long. */
export async function isUnheard(tx: Tx, sessionId: string, personId: string, seconds: number): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 AS yes FROM session_people WHERE session_id = $1 AND person_id = $2 AND here AND seen_at < now() - make_interval(secs => $3)`, [sessionId, personId, seconds]);
  return rows.length > 0;
}
