import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, whole } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed, RenewPact } from '../../groups/public.js';
import { caseDays } from '../access/session-view.js';
import { findShortest, insertPeriod } from '../data/outcome.repository.js';
import { leastCaseDays, mayShortenTo } from '../domain/keeping.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const shape = z.object({ mutationId: z.string(), groupId: z.string(), days: whole(leastCaseDays, caseDays - 1) });

/**
 * A circle keeps its case texts shorter than the schedule says. For what begins from now on it holds at once; for what is
 * there it holds when every member accepted the pact again, which therefore gets a new version. Nobody lengthens.
 */
@Injectable()
export class ShortenPeriod {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly pact: RenewPact,
  ) {}

  /** @throws FORBIDDEN ROLE, ARCHIVED or NOT_CLOSED; INVALID_INPUT for a period that is not shorter than the one there is */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'shortenCasePeriod', mutationId: input.mutationId, args: input }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'read', { lockCircle: true });
      if (!this.groups.rights.get('shorten_retention')?.has(group.role!)) throw forbidden('ROLE');
      if (!isClosed(group.kind)) throw forbidden('NOT_CLOSED');
      if (group.archivedAt !== null) throw forbidden('ARCHIVED');
      const now = (await findShortest(tx, input.groupId)) ?? caseDays;
      if (!mayShortenTo(input.days, now)) throw invalidInput({ path: 'input.days', code: 'TOO_BIG', limit: now - 1 });
      const pactVersion = await this.pact.run(tx, viewer, group);
      await insertPeriod(tx, { groupId: input.groupId, days: input.days, by: viewer.personId, pactVersion });
      tx.emit(intervisionRealtime.periodChanged(input.groupId));
      return { groupId: input.groupId };
    });
  }
}
