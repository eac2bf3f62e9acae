import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OwnMethods } from '../access/own-methods.js';
import { addVersion, setMethodArchived } from '../data/own-method.repository.js';
import { ComposeMethod } from './compose-method.js';

const shape = z.object({ mutationId: z.string(), methodId: z.string(), ifVersion: z.number(), method: z.unknown() });
const putAway = z.object({ mutationId: z.string(), methodId: z.string(), archived: z.boolean() });

/** Changes a method of one's own, and puts it away. What was planned with it keeps the script that it got. */
@Injectable()
export class EditMethod {
  constructor(
    private readonly work: UnitOfWork,
    private readonly methods: OwnMethods,
    private readonly compose: ComposeMethod,
  ) {}

  /** `conflict`: someone else changed it since `ifVersion`; nothing was written, both are shown (decisions 14). @throws INVALID_INPUT for a method with faults */
  async run(viewer: Viewer, raw: unknown): Promise<{ methodId: string; conflict: boolean }> {
    const { method, ...input } = parseInput(shape, raw);
    const body = this.compose.require(method, 'input.method');
    return this.work.run({ viewer, operation: 'editMethod', mutationId: input.mutationId, args: { ...input, body } }, async (tx) => {
      const known = await this.methods.requireChanging(tx, viewer, input.methodId);
      // rounds and subgroups come from what it began as, so that does not change under those who use it
      if (body.basedOn !== known.basedOn) throw invalidInput({ path: 'input.method.basedOn', code: 'NOT_ALLOWED' });
      if (known.version !== input.ifVersion) return { methodId: known.id, conflict: true };
      await addVersion(tx, known, body, viewer.personId);
      return { methodId: known.id, conflict: false };
    });
  }

  /** Not to be chosen any more, or again. @throws NOT_FOUND, FORBIDDEN as for changing it */
  async archive(viewer: Viewer, raw: unknown): Promise<{ methodId: string }> {
    const input = parseInput(putAway, raw);
    return this.work.run({ viewer, operation: 'archiveMethod', mutationId: input.mutationId, args: input }, async (tx) => {
      const known = await this.methods.requireChanging(tx, viewer, input.methodId);
      if (known.archived !== input.archived) await setMethodArchived(tx, known.id, input.archived);
      return { methodId: known.id };
    });
  }
}
