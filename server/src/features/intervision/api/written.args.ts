import { Field, InputType, Int } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';

@InputType()
export class ScheduleWrittenInput {
  @Field(() => UuidScalar, { nullable: true }) coFacilitatorId?: string | null;
  @Field(() => UuidScalar, { nullable: true }) contributorId?: string | null;
  @Field(() => UuidScalar) facilitatorId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => [String], { description: 'the last day of each phase, YYYY-MM-DD' }) lastDays!: string[];
  @Field(() => String) methodKey!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String, { description: 'YYYY-MM-DD' }) startsOn!: string;
}

@InputType()
export class ExtendDeadlineInput {
  @Field(() => Int, { description: 'school days' }) days!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class AnswerQuestionInput {
  @Field(() => UuidScalar) aboutId!: string;
  @Field(() => String) body!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'the version this device last saw; 0 = new' }) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int) phase!: number;
  @Field(() => Boolean, { description: 'false: begun, for its writer only' }) post!: boolean;
  @Field(() => UuidScalar) sessionId!: string;
}
