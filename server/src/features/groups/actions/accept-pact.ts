import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { KringError } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { acceptPact } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** Accepts the pact, with the date. Only the version that was on screen counts. */
@Injectable()
export class AcceptPact {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws CONFLICT when the pact changed while it was being read */
  async run(viewer: Viewer, input: { mutationId: string; groupId: string; version: number }): Promise<{ groupId: string }> {
    return this.work.run({ viewer, operation: 'acceptPact', mutationId: input.mutationId, args: input }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'read');
      if (group.pactVersion !== input.version) throw new KringError('CONFLICT');
      if (group.myPactVersion === group.pactVersion) return { groupId: input.groupId };
      await this.groups.requireForWriting(tx, viewer, input.groupId, 'accept_pact');
      await acceptPact(tx, input.groupId, input.version, viewer.personId);
      tx.emit(groupsRealtime.pactAccepted(input.groupId, viewer.personId, input.version));
      return { groupId: input.groupId };
    });
  }
}
