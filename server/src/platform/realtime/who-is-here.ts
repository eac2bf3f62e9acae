import { parseStream } from '../../../../schema/realtime/streams.js';
import type { HeardOf, StreamDoors } from './stream-doors.js';

interface Listening {
  /** absent while the socket is still being welcomed */
  personId: string | undefined;
  streams: ReadonlyMap<string, number> | undefined;
}

/** Per feature that wants to know: the people who have a connection to its streams here, each once. */
export function whoIsHere(doors: StreamDoors, sockets: readonly Listening[]): Map<HeardOf, { id: string; personId: string }[]> {
  const found = new Map<HeardOf, Map<string, { id: string; personId: string }>>();
  for (const { personId, streams } of sockets) {
    for (const stream of personId === undefined ? [] : (streams?.keys() ?? [])) {
      const parsed = parseStream(stream);
      const heard = parsed && doors.presenceOf(parsed.kind);
      if (!heard) continue;
      const pairs = found.get(heard) ?? new Map<string, { id: string; personId: string }>();
      found.set(heard, pairs.set(`${stream} ${personId}`, { id: parsed.id, personId: personId! }));
    }
  }
  return new Map([...found].map(([heard, pairs]) => [heard, [...pairs.values()]]));
}
