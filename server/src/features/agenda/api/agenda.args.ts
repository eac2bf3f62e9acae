import { Field, InputType, Int } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { MomentAnswer } from './agenda.model.js';

@InputType()
export class AnswerAppointmentInput {
  @Field(() => UuidScalar) appointmentId!: string;
  @Field(() => Boolean) coming!: boolean;
  @Field(() => UuidScalar) mutationId!: string;
}

@InputType()
export class GivenAnswerInput {
  @Field(() => MomentAnswer) answer!: string;
  @Field(() => UuidScalar) momentId!: string;
}

@InputType()
export class AnswerPollInput {
  @Field(() => [GivenAnswerInput]) answers!: GivenAnswerInput[];
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) pollId!: string;
}

@InputType()
export class SuggestMomentInput {
  @Field(() => String, { description: 'YYYY-MM-DD, in the zone of the poll' }) day!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'minutes since midnight' }) minute!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) pollId!: string;
}

@InputType()
export class PollIdInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) pollId!: string;
}

@InputType()
export class RenewCalendarFeedInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
}

@InputType()
export class RevokeCalendarFeedInput {
  @Field(() => UuidScalar) mutationId!: string;
}

/** A moment as people say it: a day and a minute of the wall clock. */
@InputType()
export class AskedMomentInput {
  @Field(() => String, { description: 'YYYY-MM-DD' }) day!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'minutes since midnight' }) minute!: number;
}
