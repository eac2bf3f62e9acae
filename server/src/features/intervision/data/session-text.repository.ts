import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Sharing, TextMark } from '../domain/text-mark.js';

/** One's own text, as row-level security lets its writer see it. */
export interface OwnText {
  id: string;
  phase: number;
  kind: TextMark['kind'];
  sharing: Sharing;
  opened: boolean;
  version: number;
}

export interface TextToWrite {
  id: string;
  sessionId: string;
  phase: number;
  kind: TextMark['kind'];
  sharing: Sharing;
  authorId: string | null;
  tag: Buffer | null;
  body: Buffer;
  opened: boolean;
  /** of an answer: the question */
  aboutId?: string;
}

/** Says by which digest this person's texts without a name are found, for row-level security, until the transaction ends. */
export async function useTag(tx: Tx, tag: Buffer): Promise<void> {
  await tx.query(`SELECT set_config('app.session_tag', $1, true)`, [tag.toString('hex')]);
}

const own = `t.session_id = $1 AND (t.author_id = $2 OR t.tag = (SELECT conf.own_tag()))`;

export const findOwnTexts = (tx: Tx, sessionId: string, personId: string): Promise<OwnText[]> =>
  tx.query<OwnText>(`SELECT id, phase, kind, sharing, opened, version FROM conf.session_texts t WHERE ${own}`, [sessionId, personId]);

/** @returns false when the id is taken */
export async function insertText(tx: Tx, text: TextToWrite): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO conf.session_texts (id, session_id, phase, kind, sharing, author_id, tag, body, opened, about_id, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) ON CONFLICT DO NOTHING RETURNING id`,
    [text.id, text.sessionId, text.phase, text.kind, text.sharing, text.authorId, text.tag, text.body, text.opened, text.aboutId ?? null],
  );
  return rows.length === 1;
}

/** @returns the new version; null when another version stands there */
export async function updateText(tx: Tx, text: TextToWrite, ifVersion: number): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `UPDATE conf.session_texts t SET sharing = $3, author_id = $4, tag = $5, body = $6, opened = $7, returned = false, version = t.version + 1
     WHERE t.id = $1 AND t.session_id = $2 AND t.version = $8 RETURNING t.version`,
    [text.id, text.sessionId, text.sharing, text.authorId, text.tag, text.body, text.opened, ifVersion],
  );
  return row?.version ?? null;
}

export async function deleteText(tx: Tx, sessionId: string, id: string): Promise<void> {
  await tx.query(`DELETE FROM conf.session_texts WHERE session_id = $1 AND id = $2`, [sessionId, id]);
}

/** What is known of all entries without reading any. */
export async function findMarks(tx: Tx, sessionId: string): Promise<TextMark[]> {
  const rows = await tx.query<Omit<TextMark, 'kind'>>(`SELECT id, phase, sharing, opened, "position" FROM conf.session_marks($1)`, [sessionId]);
  return rows.map((row) => ({ ...row, kind: 'entry' }));
}

export async function placeTexts(tx: Tx, sessionId: string, places: ReadonlyMap<string, number>): Promise<void> {
  if (places.size > 0) await tx.query(`SELECT conf.place_texts($1, $2::uuid[], $3::int[])`, [sessionId, [...places.keys()], [...places.values()]]);
}

/** Opens texts for everyone; a text without a name has no author from then on, in no table. */
export async function openTexts(tx: Tx, sessionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query(`SELECT conf.open_texts($1, $2::uuid[])`, [sessionId, ids]);
}

/** A vote or survey has its result: whose ballot it was goes. */
export async function closeBallots(tx: Tx, sessionId: string, phase: number): Promise<void> {
  await tx.query(`SELECT conf.close_ballots($1, $2)`, [sessionId, phase]);
}

export async function putBallot(tx: Tx, sessionId: string, phase: number, tag: Buffer, choice: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_ballots (session_id, phase, tag, choice) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, phase, tag) DO UPDATE SET choice = excluded.choice`,
    [sessionId, phase, tag, choice],
  );
}

export const findBallots = (tx: Tx, sessionId: string, phase: number): Promise<{ choice: Buffer }[]> =>
  tx.query<{ choice: Buffer }>(`SELECT choice FROM conf.session_ballots WHERE session_id = $1 AND phase = $2`, [sessionId, phase]);

export async function putAnswers(tx: Tx, sessionId: string, phase: number, tag: Buffer, body: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_answers (session_id, phase, tag, body) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, phase, tag) DO UPDATE SET body = excluded.body`,
    [sessionId, phase, tag, body],
  );
}

export async function putRating(tx: Tx, sessionId: string, phase: number, textId: string, value: string): Promise<void> {
  await tx.query(
    `INSERT INTO conf.session_ratings (session_id, phase, text_id, value) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, phase, text_id) DO UPDATE SET value = excluded.value`,
    [sessionId, phase, textId, value],
  );
}

/** Who wrote an opened text with a name; null for one without. */
export async function findAuthor(tx: Tx, sessionId: string, textId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string | null }>(`SELECT author_id AS id FROM conf.session_texts WHERE session_id = $1 AND id = $2 AND opened`, [sessionId, textId]);
  return row?.id ?? null;
}

/** Answers to a question that are there besides one, posted or begun. */
export async function countAnswers(tx: Tx, sessionId: string, questionId: string, besides: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM conf.session_texts WHERE session_id = $1 AND about_id = $2 AND id <> $3`, [sessionId, questionId, besides]);
  return row?.count ?? 0;
}
