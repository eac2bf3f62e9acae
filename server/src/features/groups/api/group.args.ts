import { Field, InputType, Int } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { GroupKind } from '../../organisations/public.js';
import { GroupRole, InvitationAnswer } from './group.enums.js';

@InputType()
export class CreateGroupInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => GroupKind) kind!: GroupKind;
  @Field(() => UuidScalar) organisationId!: string;
  @Field(() => String) name!: string;
  @Field(() => String) purpose!: string;
  @Field(() => String) pact!: string;
}

@InputType()
export class ChangeGroupInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => String) name!: string;
  @Field(() => String) purpose!: string;
  @Field(() => Int) ifVersion!: number;
}

@InputType()
export class GroupIdInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
}

@InputType()
export class InviteInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) personId!: string;
  @Field(() => GroupRole) role!: GroupRole;
}

@InputType()
export class WithdrawInvitationInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) invitationId!: string;
}

@InputType()
export class AnswerInvitationInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) invitationId!: string;
  @Field(() => InvitationAnswer) answer!: InvitationAnswer;
  @Field(() => Int, { nullable: true, description: 'the pact version that was on screen when accepting' })
  pactVersion?: number | null;
}

@InputType()
export class ChangeRoleInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) personId!: string;
  @Field(() => GroupRole) role!: GroupRole;
}

@InputType()
export class RemoveMemberInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) personId!: string;
}

@InputType()
export class ChangePactInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => String) text!: string;
  @Field(() => Int) ifVersion!: number;
}

@InputType()
export class AcceptPactInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => Int) version!: number;
}
