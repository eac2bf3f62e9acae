import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { StreamPositionModel } from '../../../platform/realtime/stream-position.js';
import { GroupModel } from '../../groups/public.js';
import { SessionStatus } from '../../intervision/public.js';
import { GroupKind } from '../../organisations/public.js';
import { PersonModel } from '../../people/public.js';

export enum TaskKind {
  ANSWER_INVITATION = 'ANSWER_INVITATION',
  ACCEPT_PACT = 'ACCEPT_PACT',
  READ_MENTION = 'READ_MENTION',
  DO_ACTION = 'DO_ACTION',
  TELL_HOW_IT_GOES = 'TELL_HOW_IT_GOES',
  APPROVE_LESSON = 'APPROVE_LESSON',
  READ_NEW = 'READ_NEW',
  FINISH_DRAFT = 'FINISH_DRAFT',
  WRITE_IN_SESSION = 'WRITE_IN_SESSION',
  ANSWER_POLL = 'ANSWER_POLL',
}

export enum BellKind {
  MENTION = 'MENTION',
  INVITATION = 'INVITATION',
}

export enum FoundKind {
  GROUP = 'GROUP',
  TOPIC = 'TOPIC',
  PERSON = 'PERSON',
}

registerEnumType(TaskKind, { name: 'TaskKind' });
registerEnumType(BellKind, { name: 'BellKind' });
registerEnumType(FoundKind, { name: 'FoundKind' });

@ObjectType('Task')
export class TaskModel {
  @Field(() => ID) id!: string;
  @Field(() => TaskKind) kind!: TaskKind;
  @Field(() => Int) minutes!: number;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => ID, { nullable: true }) groupId!: string | null;
  @Field(() => String, { nullable: true }) groupName!: string | null;
  @Field(() => GroupKind, { nullable: true }) groupKind!: GroupKind | null;
  @Field(() => ID, { nullable: true }) topicId!: string | null;
  @Field(() => String, { nullable: true }) topicTitle!: string | null;
  @Field(() => ID, { nullable: true }) messageId!: string | null;
  @Field(() => Int, { nullable: true }) messageN!: number | null;
  @Field(() => String, { nullable: true }) personName!: string | null;
  @Field(() => Int, { nullable: true }) count!: number | null;
  @Field(() => ID, { nullable: true }) invitationId!: string | null;
  @Field(() => ID, { nullable: true }) draftId!: string | null;
  @Field(() => String, { nullable: true }) place!: string | null;
  @Field(() => ID, { nullable: true }) sessionId!: string | null;
  @Field(() => ID, { nullable: true }) pollId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) until!: Date | null;
}

@ObjectType('Appointment')
export class AppointmentModel {
  @Field(() => ID) sessionId!: string;
  @Field(() => ID) groupId!: string;
  @Field(() => String) groupName!: string;
  @Field(() => DateTimeScalar) startsAt!: Date;
  @Field(() => Int) minutes!: number;
  @Field(() => SessionStatus) status!: string;
  @Field(() => String) place!: string;
  @Field(() => Boolean) online!: boolean;
  @Field(() => String, { nullable: true }) facilitatorName!: string | null;
  @Field(() => Int, { description: 'how many are in the circle' }) people!: number;
  @Field(() => Int, { description: 'how many of them are in the session now' }) here!: number;
}

@ObjectType('Home')
export class HomeModel {
  @Field(() => [GroupModel]) groups!: GroupModel[];
  @Field(() => [TaskModel]) tasks!: TaskModel[];
  @Field(() => AppointmentModel, { nullable: true, description: 'the session that runs, or the next one within 24 hours' }) next!: AppointmentModel | null;
  @Field(() => StreamPositionModel) asOf!: StreamPositionModel;
}

@ObjectType('BellItem')
export class BellItemModel {
  @Field(() => ID) id!: string;
  @Field(() => BellKind) kind!: BellKind;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => Boolean) seen!: boolean;
  @Field(() => ID) groupId!: string;
  @Field(() => String) groupName!: string;
  @Field(() => ID, { nullable: true }) topicId!: string | null;
  @Field(() => String, { nullable: true }) topicTitle!: string | null;
  @Field(() => ID, { nullable: true }) messageId!: string | null;
  @Field(() => Int, { nullable: true }) messageN!: number | null;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => ID, { nullable: true }) invitationId!: string | null;
}

@ObjectType('BellPage')
export class BellPageModel {
  @Field(() => [BellItemModel]) nodes!: BellItemModel[];
  @Field(() => Int) unseen!: number;
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('Found')
export class FoundModel {
  @Field(() => ID) id!: string;
  @Field(() => FoundKind) kind!: FoundKind;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) subtitle!: string | null;
  @Field(() => ID, { nullable: true }) groupId!: string | null;
  @Field(() => ID, { nullable: true }) topicId!: string | null;
}

@InputType()
export class SeeBellInput {
  @Field(() => UuidScalar) mutationId!: string;
}
