import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { CalendarFeeds } from '../access/calendar-feeds.js';
import { deleteFeed, saveFeed } from '../data/feed.repository.js';
import { agendaRealtime } from '../realtime/agenda.realtime.js';

const renewal = z.object({ mutationId: z.string(), id: z.string() });
const ending = z.object({ mutationId: z.string() });

/** The address at which one's own calendar reads along: made, made anew, ended. */
@Injectable()
export class OwnCalendarFeed {
  constructor(
    private readonly work: UnitOfWork,
    private readonly feeds: CalendarFeeds,
  ) {}

  /** A new address; the one before it stops working. */
  async renew(viewer: Viewer, raw: unknown): Promise<{ feedId: string }> {
    const input = parseInput(renewal, raw);
    return this.work.run({ viewer, operation: 'renewCalendarFeed', mutationId: input.mutationId, args: input }, async (tx) => {
      await saveFeed(tx, viewer.personId, input.id, this.feeds.hashFor(viewer.personId, input.id));
      tx.emit(agendaRealtime.feedChanged(viewer.personId));
      return { feedId: input.id };
    });
  }

  async revoke(viewer: Viewer, raw: unknown): Promise<{ personId: string }> {
    const input = parseInput(ending, raw);
    return this.work.run({ viewer, operation: 'revokeCalendarFeed', mutationId: input.mutationId, args: input }, async (tx) => {
      await deleteFeed(tx, viewer.personId);
      tx.emit(agendaRealtime.feedChanged(viewer.personId));
      return { personId: viewer.personId };
    });
  }
}
