import type { ApolloCache, ApolloClient } from '@apollo/client';
import type { EventCatalogue, KringEvent } from '../../../../schema/realtime/catalogue.js';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';

/** What a handler may use. It writes facts into the cache; it never shows anything itself. */
export interface HandlerTools {
  client: ApolloClient;
  cache: ApolloCache;
  /** who is signed in here */
  viewerId: string;
}

/**
 * One handler per event. It must be idempotent and compare versions: the reply to an own mutation and the event may come
 * in any order, and events come again after an older snapshot arrived.
 */
export type HandlersOf<Catalogue> = {
  [Type in keyof Catalogue]: (event: EventEnvelope<Type & string, Catalogue[Type]>, tools: HandlerTools) => void;
};

/** Every event there is: `app/event-handlers.ts` satisfies this, so a new event without a handler does not compile. */
export type EventHandlers = HandlersOf<EventCatalogue>;

/** Gives an event to its handler. An event of a newer server, unknown here, changes nothing. */
export function dispatch(handlers: EventHandlers, event: EventEnvelope, tools: HandlerTools): void {
  const known = event as KringEvent;
  const handler = handlers[known.type] as ((given: KringEvent, tools: HandlerTools) => void) | undefined;
  handler?.(known, tools);
}
