import type { ApolloClient } from '@apollo/client';
import { parseStream } from '../../../schema/realtime/streams.js';
import { dropWindows } from '../features/groups/forget-group.js';
import { goneGroups } from '../features/groups/gone-groups.js';
import { askAnew, everything } from '../platform/apollo/ask-anew.js';
import type { Recovery } from '../platform/realtime/realtime-client.js';

interface Round {
  groups: Set<string>;
  otherLife: boolean;
  done: Promise<void>;
}

/**
 * What is done when events cannot put the screen right. Streams mostly break off together (a long sleep, a restored
 * backup): whatever asks within a moment, or while a round is under way, shares one round.
 */
export function recoveryOf(client: ApolloClient): Recovery {
  let next: Round | null = null;
  let last: Promise<void> = Promise.resolve();
  const begin = (): Round => {
    const round: Round = { groups: new Set(), otherLife: false, done: Promise.resolve() };
    round.done = last
      .catch(() => undefined)
      .then(() => new Promise((soon) => setTimeout(soon, 50)))
      .then(() => {
        next = null;
        if (round.otherLife) goneGroups.clear();
        return askAnew(client, round.otherLife ? everything : (cache) => round.groups.forEach((groupId) => dropWindows(cache, groupId)));
      });
    last = round.done;
    return round;
  };
  return {
    missed(stream) {
      next ??= begin();
      const parsed = parseStream(stream);
      if (parsed?.kind === 'group') next.groups.add(parsed.id);
      return next.done;
    },
    otherLife() {
      next ??= begin();
      next.otherLife = true;
      return next.done;
    },
  };
}
