import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { endMembership, lockRoster } from '../data/group.repository.js';
import { mayLoseLead } from '../domain/group-policy.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** Leaves a circle: access ends with the commit, on every device. What was written stays. */
@Injectable()
export class LeaveGroup {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws FORBIDDEN LAST_LEAD while others remain and nobody else leads */
  async run(viewer: Viewer, input: { mutationId: string; groupId: string }): Promise<{ groupId: string }> {
    return this.work.run({ viewer, operation: 'leaveGroup', mutationId: input.mutationId, args: input }, async (tx) => {
      await lockRoster(tx, input.groupId);
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'leave');
      const decision = mayLoseLead({ role: group.role!, suspended: false }, group.leads);
      if (!decision.allow && group.memberCount > 1) throw forbidden(decision.reason);
      const left = await endMembership(tx, input.groupId, viewer.personId, 'LEFT');
      tx.emit(...groupsRealtime.membershipEnded(input.groupId, viewer.personId, 'LEFT', left ?? 0));
      return { groupId: input.groupId };
    });
  }
}
