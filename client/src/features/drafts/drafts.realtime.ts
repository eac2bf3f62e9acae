import type { DraftsEvents } from '../../../../schema/realtime/drafts.js';
import { openDrafts } from '../../platform/drafts/DraftsProvider.js';
import type { HandlersOf } from '../../platform/realtime/handlers.js';
import { askAgain } from '../../platform/apollo/ask-again.js';

/** Drafts of the same person on another device. */
export const draftsHandlers = {
  'drafts.saved': ({ payload }, tools) => {
    openDrafts.current?.open(payload.place)?.savedElsewhere({ id: payload.draftId, version: payload.version });
    askAgain(tools.client, 'Drafts');
  },
  'drafts.discarded': ({ payload }, tools) => {
    openDrafts.current?.open(payload.place)?.discardedElsewhere(payload.draftId);
    tools.cache.evict({ id: `Draft:${payload.draftId}` });
    askAgain(tools.client, 'Drafts');
  },
} satisfies HandlersOf<DraftsEvents>;
