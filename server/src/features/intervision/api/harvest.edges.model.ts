import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { PersonModel } from '../../people/public.js';

export const HarvestStatus = { EDITING: 'EDITING', APPROVING: 'APPROVING', OBJECTING: 'OBJECTING', PUBLISHED: 'PUBLISHED' } as const;
export const HarvestReach = { CIRCLE: 'CIRCLE', REGION: 'REGION' } as const;
export const HarvestAction = { EDIT: 'EDIT', SUBMIT: 'SUBMIT', APPROVE: 'APPROVE', OBJECT: 'OBJECT', WITHDRAW: 'WITHDRAW' } as const;
registerEnumType(HarvestStatus, { name: 'HarvestStatus' });
registerEnumType(HarvestReach, { name: 'HarvestReach' });
registerEnumType(HarvestAction, { name: 'HarvestAction' });

@ObjectType('HarvestApproval')
export class HarvestApprovalModel {
  @Field(() => Boolean) approved!: boolean;
  @Field(() => Boolean, { description: 'it was their case; otherwise they are quoted' }) contributor!: boolean;
  @Field(() => PersonModel) person!: PersonModel;
}

@ObjectType('Harvest', { description: 'a lesson of a session on its way, for who is in that session' })
export class HarvestModel {
  @Field(() => [HarvestApprovalModel]) approvals!: HarvestApprovalModel[];
  @Field(() => String) helped!: string;
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'why somebody wanted it back on the table' }) objection!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) objectionEndsAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'a day: 2026-11-30' }) publishedOn!: string | null;
  @Field(() => [ID], { description: 'texts of the session that it takes over' }) quoteIds!: string[];
  @Field(() => HarvestReach) reach!: string;
  @Field(() => ID) sessionId!: string;
  @Field(() => String) situation!: string;
  @Field(() => HarvestStatus) status!: string;
  @Field(() => String) title!: string;
  @Field(() => String) tryNext!: string;
  @Field(() => Int) version!: number;
  @Field(() => [HarvestAction]) viewerActions!: string[];
}

@ObjectType('CircleLesson')
export class CircleLessonModel {
  @Field(() => String) helped!: string;
  @Field(() => ID) id!: string;
  @Field(() => String) publishedOn!: string;
  @Field(() => HarvestReach) reach!: string;
  @Field(() => ID) sessionId!: string;
  @Field(() => String) situation!: string;
  @Field(() => String) title!: string;
  @Field(() => String) tryNext!: string;
}

@ObjectType('CircleLessonConnection')
export class CircleLessonConnectionModel {
  @Field(() => [CircleLessonModel]) nodes!: CircleLessonModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('Lesson', { description: 'what the region reads: nothing in it says where it came from' })
export class LessonModel {
  @Field(() => String) helped!: string;
  @Field(() => ID) id!: string;
  @Field(() => Boolean, { description: 'this person approved it, and may take it back' }) mayWithdraw!: boolean;
  @Field(() => String) publishedOn!: string;
  @Field(() => String) situation!: string;
  @Field(() => String) title!: string;
  @Field(() => String) tryNext!: string;
}

@ObjectType('LessonConnection')
export class LessonConnectionModel {
  @Field(() => [LessonModel]) nodes!: LessonModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@InputType()
export class SaveHarvestInput {
  @Field(() => String) helped!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: '0: propose it' }) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => [UuidScalar]) quoteIds!: string[];
  @Field(() => HarvestReach) reach!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => String) situation!: string;
  @Field(() => String) title!: string;
  @Field(() => String) tryNext!: string;
}

@InputType()
export class HarvestVersionInput {
  @Field(() => Int) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class ObjectHarvestInput {
  @Field(() => Int) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String, { description: 'may be empty' }) reason!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class WithdrawLessonInput {
  @Field(() => UuidScalar) lessonId!: string;
  @Field(() => UuidScalar) mutationId!: string;
}
