import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { brandOf } from '../../../platform/graphql/brand.js';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar, RichTextScalar } from '../../../platform/graphql/scalars.js';
import { PersonModel } from '../../people/public.js';
import { MessageAction, MessageKind, ReactionKind, RemovedBy } from './discussion.enums.js';

@ObjectType('Reactions')
export class ReactionsModel {
  @Field(() => Int) recognise!: number;
  @Field(() => Int) helpful!: number;
  @Field(() => [ReactionKind]) mine!: ReactionKind[];
}

@ObjectType('Message')
export class MessageModel {
  @Field(() => ID) id!: string;
  @Field(() => ID) groupId!: string;
  @Field(() => ID) topicId!: string;
  @Field(() => Int) n!: number;
  @Field(() => Int) seq!: number;
  @Field(() => MessageKind) kind!: MessageKind;
  @Field(() => PersonModel) author!: PersonModel;
  @Field(() => RichTextScalar, { nullable: true, description: 'null when removed' }) body!: unknown;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) editedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) removedAt!: Date | null;
  @Field(() => RemovedBy, { nullable: true }) removedBy!: RemovedBy | null;
  @Field(() => Int) version!: number;
  @Field(() => ReactionsModel) reactions!: ReactionsModel;
  @Field(() => [MessageAction]) viewerActions!: MessageAction[];
}

@ObjectType('MessageConnection')
export class MessageConnectionModel {
  @Field(() => [MessageModel]) nodes!: MessageModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('MessageVersion')
export class MessageVersionModel {
  @Field(() => Int) version!: number;
  @Field(() => RichTextScalar) body!: unknown;
  @Field(() => DateTimeScalar) writtenAt!: Date;
}

@ObjectType('Decision')
export class DecisionModel {
  @Field(() => ID) id!: string;
  @Field(() => MessageModel) message!: MessageModel;
  @Field(() => String) topicTitle!: string;
}

@ObjectType('DecisionConnection')
export class DecisionConnectionModel {
  @Field(() => [DecisionModel]) nodes!: DecisionModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('EditedMessage')
export class EditedMessageModel {
  @Field(() => MessageModel) message!: MessageModel;
}

@ObjectType('EditConflict')
export class EditConflictModel {
  @Field(() => MessageModel) current!: MessageModel;
}

export const EditMessageResult = createUnionType({
  name: 'EditMessageResult',
  types: () => [EditedMessageModel, EditConflictModel] as const,
  resolveType: (value: object) => (brandOf(value) === 'EditConflict' ? EditConflictModel : EditedMessageModel),
});
