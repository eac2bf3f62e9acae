import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { CaseSeal } from '../access/case-seal.js';
import { CaseAccess } from '../access/case.access.js';
import { deletePrepared, deleteSessionCase, findPutForward, insertPrepared, lockPrepared, updatePrepared } from '../data/case.repository.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const saving = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  fields: z.array(z.object({ key: text(limits.name), text: text(limits.caseField, 0) })).min(1).max(limits.defaultPage),
  ifVersion: z.number(),
});
const throwing = z.object({ mutationId: z.string(), id: z.string() });

/** Somebody's own case, before anybody else knows of it. The receipt keeps ids only, and a digest that only this server can make. */
@Injectable()
export class PrepareCase {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly cases: CaseAccess,
    private readonly seal: CaseSeal,
  ) {}

  /** @throws NOT_FOUND outside the circle, and for its guests; FORBIDDEN NOT_CLOSED or ARCHIVED; CONFLICT when another device saved a newer text */
  async keep(viewer: Viewer, raw: unknown): Promise<{ caseId: string }> {
    const input = parseInput(saving, raw);
    const known = new Set(this.cases.frame.fields.map(({ key }) => key));
    const wrong = input.fields.findIndex(({ key }, place) => !known.has(key) || input.fields.findIndex((each) => each.key === key) !== place);
    if (wrong >= 0) throw invalidInput({ path: `input.fields.${wrong}.key`, code: 'NOT_ALLOWED' });
    return this.work.run({ viewer, operation: 'savePreparedCase', mutationId: input.mutationId, args: input }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'read');
      if (group.role === 'guest' || group.role === 'follower') throw notFound();
      if (!isClosed(group.kind)) throw forbidden('NOT_CLOSED');
      if (group.archivedAt !== null) throw forbidden('ARCHIVED');
      if (input.ifVersion === 0 && !(await insertPrepared(tx, { id: input.id, personId: viewer.personId, groupId: input.groupId }))) throw new KringError('CONFLICT');
      const before = await lockPrepared(tx, input.id);
      if (!before || before.group_id !== input.groupId) throw notFound();
      const fields = Object.fromEntries(input.fields.filter((field) => field.text !== '').map((field) => [field.key, field.text]));
      if (!(await updatePrepared(tx, input.id, await this.seal.seal(tx, viewer.personId, input.id, fields), input.ifVersion))) throw new KringError('CONFLICT');
      tx.emit(intervisionRealtime.ownCaseChanged(viewer.personId, input.groupId));
      return { caseId: input.id };
    });
  }

  /** With its key: also a backup cannot show it any more. Where titles are still open it is taken back too. */
  async discard(viewer: Viewer, raw: unknown): Promise<void> {
    const input = parseInput(throwing, raw);
    await this.work.run({ viewer, operation: 'discardPreparedCase', mutationId: input.mutationId, args: input }, async (tx) => {
      const row = await lockPrepared(tx, input.id);
      if (row) {
        for (const { sessionId } of await findPutForward(tx, input.id)) {
          if (await deleteSessionCase(tx, sessionId, viewer.personId, input.id)) tx.emit(intervisionRealtime.casesChanged(sessionId));
        }
        await deletePrepared(tx, input.id);
        tx.emit(intervisionRealtime.ownCaseChanged(viewer.personId, row.group_id));
      }
      return {};
    });
  }
}
