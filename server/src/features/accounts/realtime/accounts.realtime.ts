import { personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Sign-ins ended (`null` = all of them): the person's sockets are closed and kept answers about them dropped. */
export const sessionEnded = (personId: string, signInIds: string[] | null): StreamFact => ({
  stream: personStream(personId),
  type: 'identity.sessionEnded',
  payload: { sessionIds: signInIds },
});
