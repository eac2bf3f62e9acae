import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { limits } from '../../../../../schema/limits.js';
import { brand } from '../../../platform/graphql/brand.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { InvitationAccess } from '../access/invitation.access.js';
import { AnswerInvitation } from '../actions/answer-invitation.js';
import { ChangeRole } from '../actions/change-role.js';
import { Invite } from '../actions/invite.js';
import { RemoveMember } from '../actions/remove-member.js';
import { WithdrawInvitation } from '../actions/withdraw-invitation.js';
import { AnswerInvitationInput, ChangeRoleInput, InviteInput, RemoveMemberInput, WithdrawInvitationInput } from './group.args.js';
import { AnswerInvitationPayloadModel } from './group.edges.model.js';
import { InvitationModel, MemberModel, SentInvitationModel } from './group.model.js';

@Resolver()
export class MembershipResolver {
  constructor(
    private readonly groups: GroupAccess,
    private readonly invitations: InvitationAccess,
    private readonly invite: Invite,
    private readonly withdrawInvitation: WithdrawInvitation,
    private readonly answerInvitation: AnswerInvitation,
    private readonly changeRole: ChangeRole,
    private readonly removeMember: RemoveMember,
  ) {}

  @Rule('signedIn', 'invitations: the invited person')
  @Query(() => InvitationModel, { name: 'invitation' })
  invitation(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => UuidScalar, nullable: true }) id: string | null,
    @Args('token', { type: () => String, nullable: true }) token: string | null,
  ) {
    return this.invitations.require(viewer, { id, token: token ? parseInput(text(limits.search), token, 'token') : null });
  }

  @Rule('signedIn', 'groups: invite')
  @Query(() => [SentInvitationModel], { name: 'sentInvitations' })
  sent(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.invitations.sent(viewer, groupId);
  }

  @Rule('signedIn', 'groups: invite')
  @Mutation(() => SentInvitationModel, { name: 'invite' })
  async send(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => InviteInput }) input: InviteInput) {
    const { groupId } = await this.invite.run(viewer, input);
    const sent = await this.invitations.sent(viewer, groupId);
    const mine = sent.find((one) => one.person.id === input.personId);
    if (!mine) throw notFound();
    return mine;
  }

  @Rule('signedIn', 'groups: invite')
  @Mutation(() => DoneModel, { name: 'withdrawInvitation' })
  async withdraw(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { type: () => WithdrawInvitationInput }) input: WithdrawInvitationInput,
  ) {
    await this.withdrawInvitation.run(viewer, input);
    return done();
  }

  @Rule('signedIn', 'invitations: the invited person')
  @Mutation(() => AnswerInvitationPayloadModel, { name: 'answerInvitation' })
  async answer(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { type: () => AnswerInvitationInput }) input: AnswerInvitationInput,
  ) {
    const { groupId } = await this.answerInvitation.run(viewer, input);
    return brand('AnswerInvitationPayload', { group: groupId ? await this.groups.require(viewer, groupId) : null });
  }

  @Rule('signedIn', 'groups: change_role')
  @Mutation(() => MemberModel, { name: 'changeRole' })
  async role(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ChangeRoleInput }) input: ChangeRoleInput) {
    const ids = await this.changeRole.run(viewer, input);
    return this.groups.member(viewer, ids.groupId, ids.personId);
  }

  @Rule('signedIn', 'groups: remove_member')
  @Mutation(() => DoneModel, { name: 'removeMember' })
  async remove(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RemoveMemberInput }) input: RemoveMemberInput) {
    await this.removeMember.run(viewer, input);
    return done();
  }
}
