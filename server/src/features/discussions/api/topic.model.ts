import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { GroupModel } from '../../groups/public.js';
import { PersonModel } from '../../people/public.js';
import { TopicAction } from './discussion.enums.js';

@ObjectType('Topic')
export class TopicModel {
  @Field(() => ID) id!: string;
  @Field(() => ID) groupId!: string;
  @Field(() => String) title!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => PersonModel) createdBy!: PersonModel;
  @Field(() => Int) messageCount!: number;
  @Field(() => Int) decisionCount!: number;
  @Field(() => Int, { description: 'number of the last message in the topic that this person read; only grows' }) readN!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'when this person last read here; null = never' }) readAt!: Date | null;
  @Field(() => DateTimeScalar) lastMessageAt!: Date;
  @Field(() => PersonModel, { nullable: true }) lastMessageBy!: PersonModel | null;
  @Field(() => String, { nullable: true }) preview!: string | null;
  @Field(() => Int) version!: number;
  @Field(() => [TopicAction], { description: 'what this person may do with it now' }) viewerActions!: TopicAction[];
}

@ObjectType('TopicConnection')
export class TopicConnectionModel {
  @Field(() => [TopicModel]) nodes!: TopicModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('GroupPage')
export class GroupPageModel {
  @Field(() => GroupModel) group!: GroupModel;
  @Field(() => TopicConnectionModel) topics!: TopicConnectionModel;
}
