import { personStream } from '../../../../../schema/realtime/streams.js';
import type { StreamFact } from '../../../platform/database/unit-of-work.js';

/** Facts of drafts → events on the writer's own stream: ids only. */
export const draftsRealtime = {
  saved: (personId: string, draftId: string, place: string, version: number): StreamFact => ({
    stream: personStream(personId),
    type: 'drafts.saved',
    payload: { draftId, place, version },
  }),
  discarded: (personId: string, draftId: string, place: string): StreamFact => ({
    stream: personStream(personId),
    type: 'drafts.discarded',
    payload: { draftId, place },
  }),
};
