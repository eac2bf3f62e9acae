import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { Sharing } from './session.enums.js';

export const GivenRole = { NOTETAKER: 'NOTETAKER', TIMEKEEPER: 'TIMEKEEPER', OBSERVER: 'OBSERVER' } as const;
registerEnumType(GivenRole, { name: 'GivenRole' });

@InputType()
export class WriteForSomeoneInput {
  @Field(() => String) body!: string;
  @Field(() => UuidScalar, { nullable: true, description: 'somebody of the circle who is not here on a device; without a name it may be nobody in particular' }) forId?: string | null;
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int) phase!: number;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Sharing) sharing!: string;
}

@InputType()
export class ReturnQuestionInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => UuidScalar) textId!: string;
}

@InputType()
export class ParkTopicInput {
  @Field(() => String) body!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class UnparkTopicInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class GiveRoleInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Boolean) on!: boolean;
  @Field(() => UuidScalar) personId!: string;
  @Field(() => GivenRole) role!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class SetSpeakersInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => [UuidScalar]) order!: string[];
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}
