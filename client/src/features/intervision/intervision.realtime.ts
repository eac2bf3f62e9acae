import type { ApolloCache } from '@apollo/client';
import type { EventEnvelope } from '../../../../schema/realtime/envelope.js';
import type { IntervisionEvents } from '../../../../schema/realtime/intervision.js';
import type { SessionStatus } from '../../generated/graphql.js';
import type { HandlersOf, HandlerTools } from '../../platform/realtime/handlers.js';
import { askAgain } from '../../platform/apollo/ask-again.js';
import { changeSession, readSession, refreshSession } from './session-cache.js';

/** Was the page that is known here read before this event? An answer may be newer than an event that arrives after it. */
function isNews(cache: ApolloCache, sessionId: string, event: EventEnvelope): boolean {
  const known = readSession(cache, sessionId);
  if (known === null) return false;
  const asOf = [known.asOf, known.facilitatorAsOf].find((position) => position?.stream === event.stream);
  return !asOf || asOf.epoch !== event.epoch || asOf.seq < event.seq;
}

function pageAgain(event: EventEnvelope<string, { sessionId: string }>, { client, cache }: HandlerTools): void {
  if (isNews(cache, event.payload.sessionId, event)) refreshSession(client, event.payload.sessionId);
}

/** What events of intervision do to the cache. They carry no words, so nearly all of them ask the page again. */
export const intervisionHandlers = {
  'intervision.moved': pageAgain,
  'intervision.peopleChanged': pageAgain,
  'intervision.textChanged': pageAgain,

  'intervision.readyChanged': (event, { cache }) => {
    const { sessionId, ready, writers } = event.payload;
    if (isNews(cache, sessionId, event)) changeSession(cache, sessionId, ({ state }) => ({ state: { ...state, ready, writers } }));
  },

  'intervision.extraTimeAsked': (event, { cache }) => {
    const { sessionId, count } = event.payload;
    if (isNews(cache, sessionId, event)) changeSession(cache, sessionId, ({ state }) => ({ state: { ...state, extraTimeAsked: count } }));
  },

  'intervision.beamerSet': pageAgain,
  // a screen in the room hears these, on a line of its own
  'intervision.beamerChanged': () => undefined,
  'intervision.beamerEnded': () => undefined,
  'intervision.harvestChanged': (_event, { client }) => askAgain(client, 'Harvest', 'CircleLessons'),

  'intervision.planned': (_event, { client }) => askAgain(client, 'Agenda', 'Home'),

  'intervision.statusChanged': ({ payload }, { client, cache }) => {
    cache.modify({ id: `Session:${payload.sessionId}`, fields: { status: () => payload.status as SessionStatus } });
    // ended, frozen or lifted: what stays of it is another list then
    askAgain(client, 'Agenda', 'Home', 'SessionOutcome');
  },

  'intervision.casesChanged': (_event, { client }) => askAgain(client, 'SessionCases'),
  'intervision.ownCaseChanged': (_event, { client }) => askAgain(client, 'SessionCases'),

  'intervision.outcomeChanged': (_event, { client }) => {
    askAgain(client, 'SessionOutcome', 'Home');
  },

  'intervision.periodChanged': (_event, { client }) => askAgain(client, 'CasePeriod'),

  // the person's own stream: the position of the session's page says nothing about it
  'intervision.ownTextChanged': ({ payload }, { client, cache }) => {
    if (readSession(cache, payload.sessionId) !== null) refreshSession(client, payload.sessionId);
  },
} satisfies HandlersOf<IntervisionEvents>;
