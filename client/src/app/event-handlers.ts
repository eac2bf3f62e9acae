import { agendaHandlers } from '../features/agenda/agenda.realtime.js';
import { discussionsHandlers } from '../features/discussions/discussions.realtime.js';
import { draftsHandlers } from '../features/drafts/drafts.realtime.js';
import { groupsHandlers } from '../features/groups/groups.realtime.js';
import { identityHandlers } from '../features/identity/identity.realtime.js';
import { intervisionHandlers } from '../features/intervision/intervision.realtime.js';
import { peopleHandlers } from '../features/settings/people.realtime.js';
import type { EventHandlers } from '../platform/realtime/handlers.js';

/** Every event has its handler here: a new one in `schema/realtime/catalogue.ts` does not compile until it has. */
export const eventHandlers = {
  ...identityHandlers,
  ...peopleHandlers,
  ...groupsHandlers,
  ...discussionsHandlers,
  ...draftsHandlers,
  ...agendaHandlers,
  ...intervisionHandlers,
} satisfies EventHandlers;
