import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { deleteDraft, lockDraft } from '../data/draft.repository.js';
import { draftsRealtime } from '../realtime/drafts.realtime.js';

const shape = z.object({ mutationId: z.string(), place: text(limits.placeKey) });

/** Throws a draft away: it was posted, or is not wanted any more. */
@Injectable()
export class DiscardDraft {
  constructor(private readonly work: UnitOfWork) {}

  async run(viewer: Viewer, raw: unknown): Promise<{ place: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'discardDraft', mutationId: input.mutationId, args: input }, async (tx) => {
      const known = await lockDraft(tx, viewer.personId, input.place);
      if (known) {
        await deleteDraft(tx, known.id);
        tx.emit(draftsRealtime.discarded(viewer.personId, known.id, input.place));
      }
      return { place: input.place };
    });
  }
}
