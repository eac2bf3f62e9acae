import { useEffect, useRef } from 'react';
import type { StreamPosition } from '../../../../schema/realtime/envelope.js';
import { useRealtime } from './RealtimeProvider.js';

/**
 * Follows a stream while this component is on screen. `asOf` is the position the snapshot was read at (`group.asOf`,
 * `me.asOf`); until it is known nothing is followed. Several components may follow the same stream.
 */
export function useStream(stream: string | null, asOf: Omit<StreamPosition, 'stream'> | null | undefined): void {
  const { client } = useRealtime();
  const first = useRef(asOf);
  first.current = asOf;
  const known = asOf != null;

  useEffect(() => {
    const position = first.current;
    if (!client || !stream || !known || !position) return undefined;
    return client.watch({ stream, epoch: position.epoch, seq: position.seq });
  }, [client, stream, known]);
}
