import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Organisation')
export class OrganisationModel {
  @Field(() => ID) id: string;
  @Field(() => String) kind: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) brin: string | null;
}
