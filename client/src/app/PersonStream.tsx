import { personStream } from '../../../schema/realtime/streams.js';
import { useStream } from '../platform/realtime/use-stream.js';
import { useViewer } from '../platform/session/SessionProvider.js';

/** Follows this person's own stream: read on another device, invited, mentioned, a draft saved elsewhere. */
export function PersonStream() {
  const me = useViewer();
  useStream(personStream(me.id), me.asOf);
  return null;
}
