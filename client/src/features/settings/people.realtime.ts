import type { PeopleEvents } from '../../../../schema/realtime/people.js';
import { SessionDocument } from '../../generated/graphql.js';
import type { HandlersOf } from '../../platform/realtime/handlers.js';

/** Own name, language or settings changed on another device: ask who I am once more. */
export const peopleHandlers = {
  'people.profileChanged': (_event, { client }) => {
    void client.query({ query: SessionDocument, fetchPolicy: 'network-only', context: { queryDeduplication: false } }).catch(() => undefined);
  },
} satisfies HandlersOf<PeopleEvents>;
