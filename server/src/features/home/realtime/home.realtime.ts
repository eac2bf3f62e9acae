import { personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Facts of Today and the bell → events on the person's own stream. */
export const homeRealtime = {
  bellSeen: (personId: string, seenAt: Date): StreamFact => ({
    stream: personStream(personId),
    type: 'discussions.bellSeen',
    payload: { seenAt: seenAt.toISOString() },
  }),
};
