import type { DraftsEvents } from '../../../../schema/realtime/drafts.js';
import { openDrafts } from '../../platform/drafts/DraftsProvider.js';
import type { HandlersOf, HandlerTools } from '../../platform/realtime/handlers.js';

function listAgain({ client }: HandlerTools): void {
  for (const query of client.getObservableQueries()) {
    if (query.queryName === 'Drafts') void query.refetch().catch(() => undefined);
  }
}

/** Drafts of the same person on another device. */
export const draftsHandlers = {
  'drafts.saved': ({ payload }, tools) => {
    openDrafts.current?.open(payload.place)?.savedElsewhere({ id: payload.draftId, version: payload.version });
    listAgain(tools);
  },
  'drafts.discarded': ({ payload }, tools) => {
    openDrafts.current?.open(payload.place)?.discardedElsewhere(payload.draftId);
    tools.cache.evict({ id: `Draft:${payload.draftId}` });
    listAgain(tools);
  },
} satisfies HandlersOf<DraftsEvents>;
