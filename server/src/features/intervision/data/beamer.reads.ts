import type { NamedReads } from '../../../platform/database/reads.js';
import type { BeamerChoice, BeamerText } from '../domain/beamer.js';
import { insiderRows, type Insider } from './session.repository.js';
import type { SessionRow } from './session.reads.js';

/** What a screen's token finds: plain facts of its session. Words come apart. */
export interface BeamerHead {
  session: Pick<SessionRow, 'id' | 'script' | 'place'> & { room_code: string | null; beamer_shows: BeamerChoice; [column: string]: unknown };
  circle: string;
  people: Insider[];
  /** epoch milliseconds of the database's clock */
  now: number;
  stream_seq: number | null;
  stream_epoch: number | null;
}

const live = `b.session_id = s.id AND s.beamer_id = b.id AND s.status IN ('lobby', 'running')`;

/** Null for a token that shows nothing (any more). The stream's number is that of before the rows. */
export async function readBeamer(reads: NamedReads, tokenHash: Buffer): Promise<BeamerHead | null> {
  const [found] = await reads.named<{ head: BeamerHead }>(
    'beamer-head',
    `SELECT row_to_json(h) AS head FROM (
       SELECT t.seq AS stream_seq, t.epoch AS stream_epoch, (SELECT row_to_json(s)) AS session, g.name AS circle,
         (SELECT coalesce(json_agg(i), '[]') FROM (${insiderRows('s.id', 's.group_id')}) i) AS people,
         (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
       FROM beamers b JOIN sessions s ON ${live} JOIN groups g ON g.id = s.group_id AND g.archived_at IS NULL
       LEFT JOIN realtime_stream t ON t.stream = 'session:' || s.id || ':beamer'
       WHERE b.token_hash = $1) h`,
    [tokenHash],
  );
  return found?.head ?? null;
}

/** The screen behind a token, for its socket. */
export async function findScreen(reads: NamedReads, tokenHash: Buffer): Promise<{ id: string; session_id: string } | null> {
  const [row] = await reads.named<{ id: string; session_id: string }>('beamer-screen', `SELECT b.id, s.id AS session_id FROM beamers b JOIN sessions s ON ${live} WHERE b.token_hash = $1`, [tokenHash]);
  return row ?? null;
}

/** Those of these screens that still show their session. */
export async function screensLasting(reads: NamedReads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await reads.named<{ id: string }>('beamers-lasting', `SELECT b.id FROM beamers b JOIN sessions s ON ${live} WHERE b.id = ANY($1::uuid[])`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** Whether this is the screen of this session; never true of a person. */
export async function isScreenOf(reads: NamedReads, beamerId: string, sessionId: string): Promise<boolean> {
  const rows = await reads.named('is-screen-of', `SELECT 1 AS yes FROM beamers b JOIN sessions s ON ${live} WHERE b.id = $1 AND s.id = $2`, [beamerId, sessionId]);
  return rows.length > 0;
}

/** The key of the session that this screen shows, sealed as it is stored. */
export async function readBeamerKey(reads: NamedReads, tokenHash: Buffer): Promise<Buffer | null> {
  const [row] = await reads.named<{ wrapped: Buffer | null }>('beamer-key', `SELECT conf.beamer_key($1) AS wrapped`, [tokenHash]);
  return row?.wrapped ?? null;
}

export interface BeamerTextRow extends BeamerText {
  /** hexadecimal, as bytes are inside JSON */
  body: string;
  /** how many there are to open in its phase */
  of: number;
}

/** What the database lets this screen have now: nobody's name, and nothing that is closed. */
export async function readBeamerWords(reads: NamedReads, tokenHash: Buffer): Promise<{ texts: BeamerTextRow[]; ballots: string[] }> {
  const [found] = await reads.named<{ words: { texts: BeamerTextRow[]; ballots: string[] } }>(
    'beamer-words',
    `SELECT json_build_object('texts', (SELECT coalesce(json_agg(t), '[]') FROM conf.beamer_texts($1) t),
       'ballots', (SELECT coalesce(json_agg(b), '[]') FROM conf.beamer_ballots($1) b)) AS words`,
    [tokenHash],
  );
  return found!.words;
}

/** A session of a circle of this person's that is open now and has this code. */
export async function findRoom(reads: NamedReads, personId: string, code: string): Promise<string | null> {
  const [row] = await reads.named<{ id: string }>(
    'find-room',
    `SELECT s.id FROM sessions s JOIN memberships m ON m.group_id = s.group_id JOIN groups g ON g.id = s.group_id AND g.archived_at IS NULL
     WHERE s.room_code = $2 AND s.status IN ('lobby', 'running') AND m.person_id = $1 AND m.role IN ('lead', 'co_lead', 'member')
       AND m.ended_at IS NULL AND m.suspended_at IS NULL ORDER BY s.starts_at DESC LIMIT 1`,
    [personId, code],
  );
  return row?.id ?? null;
}
