import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { withdrawInvitation } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** Takes an open invitation back; its link is dead from then on. One that was declined in silence goes the same way. */
@Injectable()
export class WithdrawInvitation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, input: { mutationId: string; invitationId: string; groupId: string }): Promise<{ groupId: string }> {
    return this.work.run({ viewer, operation: 'withdrawInvitation', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.groups.requireForWriting(tx, viewer, input.groupId, 'invite');
      const closed = await withdrawInvitation(tx, input.invitationId, input.groupId);
      if (closed) tx.emit(groupsRealtime.invitationClosed(closed.personId, closed.id));
      return { groupId: input.groupId };
    });
  }
}
