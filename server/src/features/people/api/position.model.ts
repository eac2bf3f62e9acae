import { Field, ID, ObjectType } from '@nestjs/graphql';
import { GroupKind } from '../../organisations/public.js';

@ObjectType('Position')
export class PositionModel {
  @Field(() => ID) id: string;
  @Field(() => String) kind: string;
  @Field(() => String) from: string;
  @Field(() => String, { nullable: true, description: 'the first day without the position' }) until: string | null;
}

@ObjectType('CreateRight')
export class CreateRightModel {
  @Field(() => GroupKind) kind: GroupKind;
}
