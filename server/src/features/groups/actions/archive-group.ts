import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { setArchived } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** Closes a circle for writing, or opens it again. Reading goes on. */
@Injectable()
export class ArchiveGroup {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, input: { mutationId: string; groupId: string }, archived: boolean): Promise<{ groupId: string }> {
    const operation = archived ? 'archiveGroup' : 'reopenGroup';
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'archive');
      if ((group.archivedAt !== null) === archived) return { groupId: input.groupId };
      const at = archived ? tx.now : null;
      await setArchived(tx, input.groupId, at);
      tx.emit(groupsRealtime.groupArchived(input.groupId, at));
      return { groupId: input.groupId };
    });
  }
}
