import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { endMembership, lockMember, lockRoster } from '../data/group.repository.js';
import { mayLoseLead } from '../domain/group-policy.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** Takes someone out of the circle. Their access ends with the commit, on every socket. */
@Injectable()
export class RemoveMember {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws NOT_FOUND when that person is not a member; FORBIDDEN for the last lead, or for a co-lead who removes a lead */
  async run(viewer: Viewer, input: { mutationId: string; groupId: string; personId: string }): Promise<{ groupId: string }> {
    return this.work.run({ viewer, operation: 'removeMember', mutationId: input.mutationId, args: input }, async (tx) => {
      await lockRoster(tx, input.groupId);
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'remove_member');
      const member = await lockMember(tx, input.groupId, input.personId);
      if (!member) throw notFound();
      const decision = mayLoseLead(member, group.leads);
      if (!decision.allow) throw forbidden(decision.reason);
      if (member.role === 'lead' && group.role !== 'lead') throw forbidden('ROLE');
      const left = await endMembership(tx, input.groupId, input.personId, 'REMOVED');
      tx.emit(...groupsRealtime.membershipEnded(input.groupId, input.personId, 'REMOVED', left ?? 0));
      return { groupId: input.groupId };
    });
  }
}
