import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { RateLimiter } from '../../../platform/identity/rate-limiter.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PeopleRights } from '../../people/public.js';
import { GroupAccess } from '../access/group.access.js';
import { InvitationAccess } from '../access/invitation.access.js';
import { insertInvitation, lockMember, memberIds } from '../data/group.repository.js';
import { isClosed, mayHaveRole } from '../domain/group.js';
import { circleRoles } from '../domain/group-policy.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  personId: z.string(),
  role: z.string().transform((role) => role.toLowerCase()).pipe(z.enum(circleRoles)),
});

const dayMs = 86_400_000;

/** Each makes a mail: nobody's mailbox is filled by inviting, withdrawing and inviting again. */
const invitationRule = { name: 'invitation', limit: 10, seconds: 86_400 };

/** Invites someone into the circle: a single-use link, answered on a confirm screen. */
@Injectable()
export class Invite {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly invitations: InvitationAccess,
    private readonly people: PeopleRights,
    private readonly mails: MailKinds,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * @throws FORBIDDEN MANAGER_SPLIT when the person and a member manage or appraise one another and the circle is
   * closed (decisions 10); FORBIDDEN ALREADY_MEMBER; RATE_LIMITED when this person had too many from this inviter
   *
   * While an invitation stands, or looks as if it stands because it was declined in silence (decisions 15), another one
   * changes nothing.
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string; invitationId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'invite', mutationId: input.mutationId, args: input }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'invite');
      if (!mayHaveRole(group.kind, input.role)) throw invalidInput({ path: 'input.role', code: 'NOT_ALLOWED' });
      if (input.role === 'lead' && group.role !== 'lead') throw forbidden('ROLE');
      if (!(await this.people.isInNetwork(tx, input.personId, group.organisationId))) throw invalidInput({ path: 'input.personId', code: 'NOT_ALLOWED' });
      if (await lockMember(tx, input.groupId, input.personId)) throw forbidden('ALREADY_MEMBER');
      if (isClosed(group.kind)) {
        const splits = await this.people.findSplits(tx, [input.personId], await memberIds(tx, input.groupId));
        if (splits.length > 0) throw forbidden('MANAGER_SPLIT');
      }
      const made = await insertInvitation(tx, {
        id: input.id,
        groupId: input.groupId,
        personId: input.personId,
        role: input.role,
        tokenHash: this.invitations.hashOf(this.invitations.tokenOf(input.id)),
        invitedBy: viewer.personId,
        expiresAt: new Date(tx.now.getTime() + limits.invitationDays * dayMs),
      });
      const ids = { groupId: input.groupId, invitationId: input.id };
      if (!made) return ids;
      await this.limiter.spendIn(tx, { ...invitationRule, subject: `${viewer.personId}:${input.personId}` });
      tx.emit(groupsRealtime.invited(input.personId, input.id));
      await this.mails.enqueue(tx, 'invitation', { personId: input.personId, subjectId: input.id });
      return ids;
    });
  }
}
