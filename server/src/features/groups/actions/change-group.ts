import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { updateGroup } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  groupId: z.string(),
  name: text(limits.title),
  purpose: text(limits.purpose, 0),
  ifVersion: z.number(),
});

/** Changes name and purpose of a circle. */
@Injectable()
export class ChangeGroup {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws CONFLICT when someone else changed it since `ifVersion` */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'changeGroup', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.groups.requireForWriting(tx, viewer, input.groupId, 'change_group');
      const version = await updateGroup(tx, input.groupId, input.ifVersion, input.name, input.purpose);
      if (version === null) throw new KringError('CONFLICT');
      tx.emit(groupsRealtime.groupChanged(input.groupId, version));
      return { groupId: input.groupId };
    });
  }
}
