import { Field, InputType, Int } from '@nestjs/graphql';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { AskedMomentInput } from '../../agenda/public.js';

@InputType()
export class PollSessionInput {
  @Field(() => String, { nullable: true, description: 'the last day on which an answer helps: YYYY-MM-DD' }) answerBy?: string | null;
  @Field(() => UuidScalar, { nullable: true }) coFacilitatorId?: string | null;
  @Field(() => UuidScalar) facilitatorId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => [AskedMomentInput]) moments!: AskedMomentInput[];
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => [UuidScalar], { description: 'without them no moment is chosen; whoever facilitates always is' }) neededIds!: string[];
  @Field(() => String) place!: string;
  @Field(() => Boolean) short!: boolean;
  @Field(() => String) videoLink!: string;
  @Field(() => String, { description: 'a place of the IANA list: Europe/Amsterdam' }) zone!: string;
}

@InputType()
export class ChoosePollMomentInput {
  @Field(() => UuidScalar) momentId!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) pollId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class SeriesMomentInput {
  @Field(() => String, { description: 'YYYY-MM-DD' }) day!: string;
  @Field(() => UuidScalar) facilitatorId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'minutes since midnight' }) minute!: number;
}

@InputType()
export class ScheduleSeriesInput {
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => [SeriesMomentInput]) moments!: SeriesMomentInput[];
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String) place!: string;
  @Field(() => Boolean) short!: boolean;
  @Field(() => String) videoLink!: string;
  @Field(() => String, { description: 'a place of the IANA list: Europe/Amsterdam' }) zone!: string;
}

@InputType()
export class RescheduleSessionInput {
  @Field(() => Int, { description: 'the sequence of the appointment that the person saw' }) ifSequence!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String) place!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => DateTimeScalar) startsAt!: Date;
  @Field(() => String) videoLink!: string;
  @Field(() => String, { description: 'a place of the IANA list: Europe/Amsterdam' }) zone!: string;
}
