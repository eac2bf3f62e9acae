import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { StreamPositionModel } from '../../../platform/realtime/stream-position.js';
import { GroupKind, OrganisationModel } from '../../organisations/public.js';
import { PersonModel } from '../../people/public.js';
import { GroupAction, GroupRole } from './group.enums.js';

@ObjectType('Pact')
export class PactModel {
  @Field(() => Int) version!: number;
  @Field(() => String) text!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
}

@ObjectType('Group', { description: 'A circle, for someone who is in it.' })
export class GroupModel {
  @Field(() => ID) id!: string;
  @Field(() => GroupKind) kind!: GroupKind;
  @Field(() => Boolean) closed!: boolean;
  @Field(() => String) name!: string;
  @Field(() => String) purpose!: string;
  @Field(() => Int) memberCount!: number;
  @Field(() => Int) decisionCount!: number;
  @Field(() => DateTimeScalar, { nullable: true }) archivedAt!: Date | null;
  @Field(() => Int) version!: number;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar) lastActivityAt!: Date;
  @Field(() => Int, { description: 'number of the last message; only grows' }) lastSeq!: number;
  @Field(() => Int, { description: 'how many messages this person has read; only grows. Unread = lastSeq - readCount' })
  readCount!: number;
  @Field(() => GroupRole) myRole!: GroupRole;
  @Field(() => Int, { description: 'the version this person agreed to; 0 = none' }) pactAcceptedVersion!: number;
  @Field(() => DateTimeScalar, { nullable: true }) pactAcceptedAt!: Date | null;
  @Field(() => [GroupAction]) viewerActions!: GroupAction[];
  @Field(() => OrganisationModel) organisation!: OrganisationModel;
  @Field(() => PactModel, { nullable: true }) pact!: PactModel | null;
  @Field(() => StreamPositionModel) asOf!: StreamPositionModel;
}

@ObjectType('Member')
export class MemberModel {
  @Field(() => ID) id!: string;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => GroupRole) role!: GroupRole;
  @Field(() => DateTimeScalar) joinedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) pactAcceptedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) suspendedAt!: Date | null;
  @Field(() => String, { nullable: true }) position!: string | null;
  @Field(() => String, { nullable: true }) organisationName!: string | null;
}

@ObjectType('Candidate')
export class CandidateModel {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) position!: string | null;
  @Field(() => String, { nullable: true }) organisationName!: string | null;
}

@ObjectType('InvitedGroup', { description: 'What someone sees of a circle before joining: no content.' })
export class InvitedGroupModel {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => GroupKind) kind!: GroupKind;
  @Field(() => Boolean) closed!: boolean;
  @Field(() => String) purpose!: string;
  @Field(() => Int) memberCount!: number;
  @Field(() => [String]) memberNames!: string[];
  @Field(() => PactModel, { nullable: true }) pact!: PactModel | null;
}

@ObjectType('Invitation')
export class InvitationModel {
  @Field(() => ID) id!: string;
  @Field(() => InvitedGroupModel) group!: InvitedGroupModel;
  @Field(() => PersonModel) invitedBy!: PersonModel;
  @Field(() => GroupRole) role!: GroupRole;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar) expiresAt!: Date;
}

@ObjectType('SentInvitation', { description: 'What the lead sees: open, or accepted. A declined invitation looks open until it expires.' })
export class SentInvitationModel {
  @Field(() => ID) id!: string;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => GroupRole) role!: GroupRole;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar) expiresAt!: Date;
  @Field(() => Boolean) accepted!: boolean;
}
