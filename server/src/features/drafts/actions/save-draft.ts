import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readRichText } from '../../../platform/rich-text/rich-text.js';
import { DiscussionAccess } from '../../discussions/public.js';
import { DraftAccess } from '../access/draft.access.js';
import { insertDraft, lockDraft, updateDraft } from '../data/draft.repository.js';
import { parsePlace } from '../domain/place.js';
import { draftsRealtime } from '../realtime/drafts.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  place: text(limits.placeKey),
  body: z.unknown(),
  draftId: z.string().nullish(),
  ifVersion: z.number().nullish(),
});

/** Keeps what someone is writing, sealed, so that it is there again on another device. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly work: UnitOfWork,
    private readonly drafts: DraftAccess,
    private readonly discussions: DiscussionAccess,
  ) {}

  /** `conflict`: another device saved a newer text; nothing was overwritten, both are shown */
  async run(viewer: Viewer, raw: unknown): Promise<{ place: string; conflict: boolean }> {
    const input = parseInput(shape, raw);
    const place = parsePlace(input.place);
    if (!place) throw invalidInput({ path: 'input.place', code: 'NOT_ALLOWED' });
    const body = readRichText(input.body, 'input.body', { mayBeEmpty: true, maxChars: limits.draftChars });
    const edited = place.messageId ? await this.discussions.placeOf(viewer, place.messageId) : null;
    const { groupId, topicId } = edited ?? place;
    const args = { ...input, body };
    return this.work.run({ viewer, operation: 'saveDraft', mutationId: input.mutationId, args }, async (tx) => {
      const known = await lockDraft(tx, viewer.personId, input.place);
      // The first draft was posted elsewhere and another begun at this place: its versions count anew.
      const isAnother = input.draftId != null && known?.id !== input.draftId;
      if (known && (isAnother || known.version !== input.ifVersion)) return { place: input.place, conflict: true };
      const id = known?.id ?? randomUUID();
      const sealed = await this.drafts.seal(tx, viewer, id, body);
      const version = known ? await updateDraft(tx, known, sealed) : 1;
      if (!known) {
        await insertDraft(tx, { id, personId: viewer.personId, place: input.place, groupId, topicId, body: sealed });
      }
      tx.emit(draftsRealtime.saved(viewer.personId, id, input.place, version));
      return { place: input.place, conflict: false };
    });
  }
}
