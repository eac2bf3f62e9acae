import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import type { NamedReads } from '../database/reads.js';

/** Further behind than this, asking the snapshot query again is cheaper than replaying. */
export const replayLimit = 500;

export interface Head {
  epoch: number;
  seq: number;
}

interface EventRow {
  seq: string;
  type: string;
  payload: unknown;
}

/** Where streams stand now; a stream that nobody wrote to is left out. */
export async function headsOf(reads: NamedReads, streams: readonly string[]): Promise<Map<string, Head>> {
  const rows = await reads.named<{ stream: string; seq: string; epoch: number }>(
    'stream-heads',
    `SELECT stream, seq, epoch FROM realtime_stream WHERE stream = ANY($1)`,
    [streams],
  );
  return new Map(rows.map((row) => [row.stream, { epoch: row.epoch, seq: Number(row.seq) }]));
}

/** Events with a higher number than `after`, in order, at most `limit`. */
export async function eventsAfter(
  reads: NamedReads,
  stream: string,
  epoch: number,
  after: number,
  limit: number,
): Promise<EventEnvelope[]> {
  const rows = await reads.named<EventRow>(
    'stream-events-after',
    `SELECT seq, type, payload FROM realtime_event WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [stream, after, limit],
  );
  return rows.map((row) => ({ stream, epoch, seq: Number(row.seq), type: row.type, payload: row.payload }));
}
