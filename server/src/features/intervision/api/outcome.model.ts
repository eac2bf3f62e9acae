import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { PersonModel } from '../../people/public.js';

export const ActionState = { OPEN: 'OPEN', DONE: 'DONE', NOT_NEEDED: 'NOT_NEEDED' } as const;
registerEnumType(ActionState, { name: 'ActionState' });

@ObjectType('OutcomeAction')
export class OutcomeActionModel {
  @Field(() => String, { nullable: true, description: 'a day, YYYY-MM-DD' }) dueOn!: string | null;
  @Field(() => String, { nullable: true, description: 'what was typed as a date and is none' }) dueWords!: string | null;
  @Field(() => ID) id!: string;
  @Field(() => Boolean) mine!: boolean;
  @Field(() => PersonModel, { nullable: true }) owner!: PersonModel | null;
  @Field(() => String, { nullable: true, description: 'somebody who is not in the session' }) ownerWords!: string | null;
  @Field(() => DateTimeScalar) sessionAt!: Date;
  @Field(() => ID) sessionId!: string;
  @Field(() => ActionState) state!: string;
  @Field(() => Int) version!: number;
  @Field(() => String) what!: string;
}

@ObjectType('FollowUp')
export class FollowUpModel {
  @Field(() => ID) id!: string;
  @Field(() => Boolean) mine!: boolean;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => Boolean) shared!: boolean;
  @Field(() => String) words!: string;
}

@ObjectType('OwnIntention')
export class OwnIntentionModel {
  @Field(() => String, { nullable: true }) dueOn!: string | null;
  @Field(() => ID) id!: string;
  @Field(() => String) what!: string;
}

@ObjectType('SessionAttendance')
export class AttendanceModel {
  @Field(() => ID) id!: string;
  @Field(() => Int) minutes!: number;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => String) role!: string;
}

@ObjectType('FreezeLift')
export class FreezeLiftModel {
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String) by!: string;
  @Field(() => ID) id!: string;
  @Field(() => String) reason!: string;
}

@ObjectType('SessionOutcome')
export class SessionOutcomeModel {
  @Field(() => [OutcomeActionModel]) actions!: OutcomeActionModel[];
  @Field(() => [AttendanceModel]) attendance!: AttendanceModel[];
  @Field(() => [OutcomeActionModel], { description: 'of earlier sessions of the circle: what is open, and all of the last one' }) earlier!: OutcomeActionModel[];
  @Field(() => [FollowUpModel], { description: 'what contributors of the last session shared about their intention' }) earlierFollowUps!: FollowUpModel[];
  @Field(() => [FollowUpModel], { description: 'what was shared, and what one answered oneself' }) followUps!: FollowUpModel[];
  @Field(() => [OwnIntentionModel], { description: 'one\'s own copy, which stays' }) intentions!: OwnIntentionModel[];
  @Field(() => [FreezeLiftModel]) lifts!: FreezeLiftModel[];
  @Field(() => [String]) notes!: string[];
  @Field(() => ID) sessionId!: string;
}

@ObjectType('Turn')
export class TurnModel {
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar, { nullable: true }) lastAt!: Date | null;
  @Field(() => PersonModel) person!: PersonModel;
}

@ObjectType('CasePeriod')
export class CasePeriodModel {
  @Field(() => DateTimeScalar, { nullable: true }) chosenAt!: Date | null;
  @Field(() => Int) days!: number;
  @Field(() => ID) id!: string;
  @Field(() => Int) leastDays!: number;
  @Field(() => Boolean) mayShorten!: boolean;
  @Field(() => Int) scheduleDays!: number;
  @Field(() => Boolean, { description: 'it does not hold yet for what was there: not every member accepted the pact again' }) waitsForMembers!: boolean;
}

@InputType()
export class MarkActionInput {
  @Field(() => String, { nullable: true }) dueOn?: string | null;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => ActionState) state!: string;
}

@InputType()
export class AnswerFollowUpInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Boolean) share!: boolean;
  @Field(() => String) words!: string;
}

@InputType()
export class LiftFreezeInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String) reason!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class ShortenCasePeriodInput {
  @Field(() => Int) days!: number;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) mutationId!: string;
}
