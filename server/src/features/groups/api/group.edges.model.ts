import { Field, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { GroupModel, MemberModel } from './group.model.js';

@ObjectType('MemberConnection')
export class MemberConnectionModel {
  @Field(() => [MemberModel]) nodes!: MemberModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('AnswerInvitationPayload')
export class AnswerInvitationPayloadModel {
  @Field(() => GroupModel, { nullable: true }) group!: GroupModel | null;
}
