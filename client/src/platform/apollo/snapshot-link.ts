import { ApolloLink } from '@apollo/client/link';
import { tap } from 'rxjs';
import type { StreamPosition } from '../../../../schema/realtime/envelope.js';

/** Every stream position inside an answer. */
export function positionsIn(value: unknown, found: StreamPosition[] = []): StreamPosition[] {
  if (Array.isArray(value)) for (const item of value) positionsIn(item, found);
  else if (value !== null && typeof value === 'object') {
    const object = value as Record<string, unknown>;
    if (object['__typename'] === 'StreamPosition') {
      found.push({ stream: String(object['stream']), epoch: Number(object['epoch']), seq: Number(object['seq']) });
    } else for (const item of Object.values(object)) positionsIn(item, found);
  }
  return found;
}

/**
 * Tells realtime which snapshots arrived. An answer may be older than events that were already applied; what it overwrote
 * is then asked again, from the snapshot's own position.
 */
export function createSnapshotLink(arrived: (positions: StreamPosition[]) => void): ApolloLink {
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      tap((result) => {
        const positions = positionsIn(result.data);
        // After the cache has taken the answer.
        if (positions.length > 0) setTimeout(() => arrived(positions), 0);
      }),
    ),
  );
}
