import type { IdentityEvents } from '../../../../schema/realtime/identity.js';
import type { HandlersOf } from '../../platform/realtime/handlers.js';

/** Sign-ins that ended: the list in the settings follows. When it is this one, the socket says goodbye itself. */
export const identityHandlers = {
  'identity.sessionEnded': ({ payload }, { cache }) => {
    const { sessionIds } = payload;
    if (sessionIds === null) return;
    for (const id of sessionIds) cache.evict({ id: `SignIn:${id}` });
    cache.gc();
  },
} satisfies HandlersOf<IdentityEvents>;
