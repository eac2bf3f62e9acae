import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';

export interface FeedRow {
  id: string;
  created_at: Date;
}

export async function readFeed(reads: NamedReads, personId: string): Promise<FeedRow | null> {
  const [row] = await reads.named<FeedRow>('calendar-feed', `SELECT id, created_at FROM calendar_feeds WHERE person_id = $1`, [personId]);
  return row ?? null;
}

/** Whose calendar reads at this address; nobody's when it ended, or when the account is closed. */
export async function readFeedOwner(reads: NamedReads, tokenHash: Buffer): Promise<{ person_id: string; language: 'nl' | 'en' } | null> {
  const [row] = await reads.named<{ person_id: string; language: 'nl' | 'en' }>(
    'calendar-feed-owner',
    `SELECT f.person_id, p.language FROM calendar_feeds f JOIN people p ON p.id = f.person_id AND p.status = 'active' WHERE f.token_hash = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/** The earlier address, if there was one, ends here. */
export async function saveFeed(tx: Tx, personId: string, id: string, tokenHash: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO calendar_feeds (person_id, id, token_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash, created_at = excluded.created_at`,
    [personId, id, tokenHash, tx.now],
  );
}

export async function deleteFeed(tx: Tx, personId: string): Promise<void> {
  await tx.query(`DELETE FROM calendar_feeds WHERE person_id = $1`, [personId]);
}
