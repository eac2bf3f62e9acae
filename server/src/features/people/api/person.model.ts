import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Person')
export class PersonModel {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
}
