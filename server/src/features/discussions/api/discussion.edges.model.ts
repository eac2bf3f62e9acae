import { Field, ObjectType } from '@nestjs/graphql';
import { GroupModel } from '../../groups/public.js';
import { MessageConnectionModel, MessageModel } from './message.model.js';
import { TopicModel } from './topic.model.js';

@ObjectType('TopicPage')
export class TopicPageModel {
  @Field(() => GroupModel) group!: GroupModel;
  @Field(() => TopicModel) topic!: TopicModel;
  @Field(() => MessageConnectionModel) messages!: MessageConnectionModel;
}

@ObjectType('StartTopicPayload')
export class StartTopicPayloadModel {
  @Field(() => TopicModel) topic!: TopicModel;
  @Field(() => MessageModel) message!: MessageModel;
}

@ObjectType('MarkReadPayload')
export class MarkReadPayloadModel {
  @Field(() => TopicModel) topic!: TopicModel;
  @Field(() => GroupModel) group!: GroupModel;
}
