import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { deleteDraft } from '../data/draft.repository.js';
import { draftsRealtime } from '../realtime/drafts.realtime.js';

const shape = z.object({ mutationId: z.string(), draftId: z.string(), version: z.number() });

/**
 * Throws a draft away as it was at a version: it was posted, or is not wanted any more. What was written since, on this
 * device or another, stays; so it does not matter how late this arrives.
 */
@Injectable()
export class DiscardDraft {
  constructor(private readonly work: UnitOfWork) {}

  async run(viewer: Viewer, raw: unknown): Promise<void> {
    const input = parseInput(shape, raw);
    await this.work.run({ viewer, operation: 'discardDraft', mutationId: input.mutationId, args: input }, async (tx) => {
      const place = await deleteDraft(tx, { id: input.draftId, personId: viewer.personId, upTo: input.version });
      if (place !== null) tx.emit(draftsRealtime.discarded(viewer.personId, input.draftId, place));
      return {};
    });
  }
}
