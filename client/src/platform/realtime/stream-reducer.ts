import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';

/** The last event of a stream that this client applied. */
export interface Position {
  epoch: number;
  seq: number;
}

/** What to do with something that came in. */
export type Step =
  /** known already: nothing happens */
  | { kind: 'drop' }
  /** the next one: apply it, and stand at `position` from now on */
  | { kind: 'apply'; position: Position }
  /** something in between is missing: ask again after the present position */
  | { kind: 'ask' }
  /** another life of the stream (a restored backup): ask the snapshot again */
  | { kind: 'restart'; position: Position };

/** One event against where the stream stands. Pure: no clock, no socket. */
export function receive(at: Position, event: Pick<EventEnvelope, 'epoch' | 'seq'>): Step {
  if (event.epoch < at.epoch) return { kind: 'drop' };
  if (event.epoch > at.epoch) return { kind: 'restart', position: { epoch: event.epoch, seq: event.seq } };
  if (event.seq <= at.seq) return { kind: 'drop' };
  if (event.seq === at.seq + 1) return { kind: 'apply', position: { epoch: at.epoch, seq: event.seq } };
  return { kind: 'ask' };
}

/** What the server says about where a stream stands (heartbeat, or the end of an answer). */
export function compare(at: Position, upTo: Position): Step {
  if (upTo.epoch > at.epoch) return { kind: 'restart', position: upTo };
  if (upTo.epoch === at.epoch && upTo.seq > at.seq) return { kind: 'ask' };
  return { kind: 'drop' };
}

/**
 * A snapshot arrived that was read at `asOf`. When it is older than what was applied, it may have overwritten newer facts:
 * go back to its position and let the events in between be applied once more (handlers are idempotent).
 */
export function rewind(at: Position, asOf: Position): Position {
  if (asOf.epoch !== at.epoch) return asOf.epoch > at.epoch ? asOf : at;
  return asOf.seq < at.seq ? { epoch: at.epoch, seq: asOf.seq } : at;
}
