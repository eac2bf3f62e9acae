import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';

export enum PracticeRole {
  FACILITATOR = 'FACILITATOR',
  PARTICIPANT = 'PARTICIPANT',
  CONTRIBUTOR = 'CONTRIBUTOR',
}

registerEnumType(PracticeRole, { name: 'PracticeRole' });

@InputType()
export class StartPracticeInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => PracticeRole) role!: PracticeRole;
  @Field(() => Int) speed!: number;
}
