import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PeopleRights } from '../../people/public.js';
import { acceptPact, addMember, closeInvitation, lockGroup, memberIds } from '../data/group.repository.js';
import { isClosed } from '../domain/group.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  invitationId: z.string(),
  answer: z.enum(['ACCEPT', 'DECLINE']),
  pactVersion: z.number().nullish(),
});

/** Joins the circle, or says that it is not for me. Accepting includes the pact that was on screen. */
@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PeopleRights,
  ) {}

  /**
   * @throws NOT_FOUND for an invitation of someone else, an answered or an expired one; CONFLICT when the pact changed
   * meanwhile; FORBIDDEN MANAGER_SPLIT when the manager rule forbids it by now
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string | null }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'answerInvitation', mutationId: input.mutationId, args: input }, async (tx) => {
      const accept = input.answer === 'ACCEPT';
      await this.people.lockManagerRule(tx);
      const invitation = await closeInvitation(
        tx,
        { id: input.invitationId, personId: viewer.personId },
        accept ? 'accepted' : 'declined',
      );
      if (!invitation) throw notFound();
      tx.emit(groupsRealtime.invitationClosed(viewer.personId, invitation.id));
      if (!accept) return { groupId: null };
      const memberCount = await addMember(tx, invitation.groupId, viewer.personId, invitation.role);
      const group = await lockGroup(tx, viewer.personId, invitation.groupId);
      if (!group || group.archivedAt !== null) throw notFound();
      if (isClosed(group.kind)) {
        const others = (await memberIds(tx, invitation.groupId)).filter((id) => id !== viewer.personId);
        const splits = await this.people.findSplits(tx, [viewer.personId], others);
        if (splits.length > 0) throw forbidden('MANAGER_SPLIT');
      }
      if (group.pactVersion > 0 && invitation.role !== 'follower') {
        if (group.pactVersion !== input.pactVersion) throw new KringError('CONFLICT');
        await acceptPact(tx, invitation.groupId, group.pactVersion, viewer.personId);
      }
      if (memberCount !== null) tx.emit(...groupsRealtime.memberJoined(invitation.groupId, viewer.personId, memberCount));
      return { groupId: invitation.groupId };
    });
  }
}
