import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { lockMember, lockRoster, setRole } from '../data/group.repository.js';
import { mayHaveRole } from '../domain/group.js';
import { circleRoles, mayLoseLead } from '../domain/group-policy.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  groupId: z.string(),
  personId: z.string(),
  role: z.string().transform((role) => role.toLowerCase()).pipe(z.enum(circleRoles)),
});

/** Gives a member another role in the circle. */
@Injectable()
export class ChangeRole {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string; personId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'changeRole', mutationId: input.mutationId, args: input }, async (tx) => {
      await lockRoster(tx, input.groupId);
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'change_role');
      if (!mayHaveRole(group.kind, input.role)) throw invalidInput({ path: 'input.role', code: 'NOT_ALLOWED' });
      const member = await lockMember(tx, input.groupId, input.personId);
      if (!member) throw notFound();
      const ids = { groupId: input.groupId, personId: input.personId };
      if (member.role === input.role) return ids;
      const decision = mayLoseLead(member, group.leads);
      if (!decision.allow) throw forbidden(decision.reason);
      await setRole(tx, input.groupId, input.personId, input.role);
      tx.emit(groupsRealtime.roleChanged(input.groupId, input.personId, input.role));
      return ids;
    });
  }
}
