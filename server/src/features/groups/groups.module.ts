import { Module } from '@nestjs/common';
import { StreamDoors } from '../../platform/realtime/stream-doors.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { ManagerRuleListeners, PeopleModule } from '../people/public.js';
import { GroupAccess } from './access/group.access.js';
import { InvitationAccess } from './access/invitation.access.js';
import { MembershipDoor } from './access/membership-door.js';
import { AcceptPact } from './actions/accept-pact.js';
import { AnswerInvitation } from './actions/answer-invitation.js';
import { ApplyManagerRule } from './actions/apply-manager-rule.js';
import { ArchiveGroup } from './actions/archive-group.js';
import { ChangeGroup } from './actions/change-group.js';
import { ChangePact } from './actions/change-pact.js';
import { ChangeRole } from './actions/change-role.js';
import { CreateGroup } from './actions/create-group.js';
import { FoundCircle } from './actions/found-circle.js';
import { Invite } from './actions/invite.js';
import { LeaveGroup } from './actions/leave-group.js';
import { RenewPact } from './actions/renew-pact.js';
import { RemoveMember } from './actions/remove-member.js';
import { WithdrawInvitation } from './actions/withdraw-invitation.js';
import { GroupResolver } from './api/group.resolver.js';
import { MembershipResolver } from './api/membership.resolver.js';
import { registerGroupStreams } from './realtime/groups.doors.js';

@Module({
  imports: [PeopleModule],
  providers: [
    GroupAccess,
    InvitationAccess,
    MembershipDoor,
    AcceptPact,
    AnswerInvitation,
    ApplyManagerRule,
    ArchiveGroup,
    ChangeGroup,
    ChangePact,
    ChangeRole,
    CreateGroup,
    FoundCircle,
    Invite,
    LeaveGroup,
    RemoveMember,
    RenewPact,
    WithdrawInvitation,
    GroupResolver,
    MembershipResolver,
  ],
  exports: [GroupAccess, InvitationAccess, FoundCircle, RenewPact],
})
export class GroupsModule {
  constructor(
    doors: StreamDoors,
    membership: MembershipDoor,
    listeners: ManagerRuleListeners,
    rule: ApplyManagerRule,
    mails: MailKinds,
    invitations: InvitationAccess,
  ) {
    registerGroupStreams(doors, membership);
    listeners.register(rule);
    mails.register('invitation', {
      level: 'important',
      compose: ({ personId, subjectId }) => invitations.composeMail(personId, subjectId),
    });
  }
}
