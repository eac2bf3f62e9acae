import type { NamedReads } from '../../../platform/database/reads.js';

export interface DraftRow {
  id: string;
  place: string;
  group_id: string | null;
  topic_id: string | null;
  body: Buffer;
  version: number;
  updated_at: Date;
}

const columns = `id, place, group_id, topic_id, body, version, updated_at FROM conf.drafts`;

/** The newest drafts of the person `$1`, for a statement of a later feature inside `withActor`. */
export const newestDraftsSelect = (first: number): string => `SELECT ${columns} WHERE person_id = $1 ORDER BY updated_at DESC, id DESC LIMIT ${first}`;

/** A row of `newestDraftsSelect` inside JSON: sealed bytes are hexadecimal (`\\x…`). */
export type DraftInJson = Omit<DraftRow, 'body' | 'updated_at'> & { body: string; updated_at: string };

export const fromJson = (row: DraftInJson): DraftRow => ({ ...row, body: Buffer.from(row.body.slice(2), 'hex'), updated_at: new Date(row.updated_at) });

/** Row-level security leaves only the reader's own rows: these statements run inside `withActor`. */
export async function readDraft(reads: NamedReads, personId: string, place: string): Promise<DraftRow | null> {
  const rows = await reads.named<DraftRow>('draft', `SELECT ${columns} WHERE person_id = $1 AND place = $2`, [personId, place]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function readDrafts(
  reads: NamedReads,
  personId: string,
  first: number,
  after: { at: string; id: string } | null,
): Promise<DraftRow[]> {
  return reads.named<DraftRow>(
    'drafts',
    `SELECT ${columns} WHERE person_id = $1
       AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', updated_at), id) < ($3, $4::uuid))
     ORDER BY date_trunc('milliseconds', updated_at) DESC, id DESC LIMIT $2`,
    [personId, first + 1, after?.at ?? null, after?.id ?? null],
  );
}
