import type { AgendaEvents } from './agenda.js';
import type { DiscussionsEvents } from './discussions.js';
import type { DraftsEvents } from './drafts.js';
import type { EventEnvelope } from './envelope.js';
import type { GroupsEvents } from './groups.js';
import type { IdentityEvents } from './identity.js';
import type { IntervisionEvents } from './intervision.js';
import type { PeopleEvents } from './people.js';

/** Every event there is. A client handler map `satisfies` it, so a new event without a handler does not compile. */
export interface EventCatalogue
  extends IdentityEvents, PeopleEvents, GroupsEvents, DiscussionsEvents, DraftsEvents, AgendaEvents, IntervisionEvents {}

export type EventType = keyof EventCatalogue;

export type KringEvent = {
  [Type in EventType]: EventEnvelope<Type, EventCatalogue[Type]>;
}[EventType];
