import { personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Own profile or settings changed: the person's other devices ask again. Nobody else listens to this stream. */
export const profileChanged = (personId: string): StreamFact => ({
  stream: personStream(personId),
  type: 'people.profileChanged',
  payload: { personId },
});
