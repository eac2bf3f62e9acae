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
import { decideSave } from '../domain/decide-save.js';
import { parsePlace } from '../domain/place.js';
import { draftsRealtime } from '../realtime/drafts.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  place: text(limits.placeKey),
  body: z.unknown(),
  draftId: z.string().nullish(),
  ifVersion: z.number().nullish(),
  hand: z.string().nullish(),
  stroke: z.number().min(1).nullish(),
});

/** Keeps what someone is writing, sealed, so that it is there again on another device. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly work: UnitOfWork,
    private readonly drafts: DraftAccess,
    private readonly discussions: DiscussionAccess,
  ) {}

  /** `conflict`: another device saved a newer text; nothing was overwritten, both are shown. What comes late changes nothing. */
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
      const by = input.hand && input.stroke ? { hand: input.hand, stroke: input.stroke } : null;
      const decision = decideSave(known, { draftId: input.draftId ?? null, ifVersion: input.ifVersion ?? null, by });
      if (decision !== 'write') return { place: input.place, conflict: decision === 'conflict' };
      const id = known?.id ?? randomUUID();
      const sealed = await this.drafts.seal(tx, viewer, id, body);
      const version = known ? await updateDraft(tx, known, sealed, by) : 1;
      if (!known) {
        await insertDraft(tx, { id, personId: viewer.personId, place: input.place, groupId, topicId, body: sealed, by });
      }
      tx.emit(draftsRealtime.saved(viewer.personId, id, input.place, version));
      return { place: input.place, conflict: false };
    });
  }
}
