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
