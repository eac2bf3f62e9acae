import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { RichTextScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { MessageKind, ReactionKind } from './discussion.enums.js';

@ArgsType()
export class TopicPageArgs {
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { nullable: true }) first?: number | null;
  @Field(() => Int, { nullable: true }) after?: number | null;
  @Field(() => Int, { nullable: true }) last?: number | null;
  @Field(() => Int, { nullable: true }) before?: number | null;
  @Field(() => Int, { nullable: true }) around?: number | null;
}

@InputType()
export class StartTopicInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) topicId!: string;
  @Field(() => UuidScalar) messageId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => String) title!: string;
  @Field(() => RichTextScalar) body!: unknown;
}

@InputType()
export class RenameTopicInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) topicId!: string;
  @Field(() => String) title!: string;
  @Field(() => Int) ifVersion!: number;
}

@InputType()
export class PostMessageInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) topicId!: string;
  @Field(() => RichTextScalar) body!: unknown;
  @Field(() => MessageKind) kind!: MessageKind;
}

@InputType()
export class EditMessageInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) messageId!: string;
  @Field(() => RichTextScalar) body!: unknown;
  @Field(() => Int) ifVersion!: number;
}

@InputType()
export class RemoveMessageInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) messageId!: string;
}

@InputType()
export class ReactInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) messageId!: string;
  @Field(() => ReactionKind) kind!: ReactionKind;
  @Field(() => Boolean) on!: boolean;
}

@InputType()
export class MarkReadInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) topicId!: string;
  @Field(() => Int) readN!: number;
}
