import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';

@ObjectType('Instance')
export class InstanceModel {
  @Field(() => String) name: string;
  @Field(() => Boolean) demo: boolean;
  @Field(() => Boolean, { description: 'a bar on every screen: plain http on a local network' }) insecureLan: boolean;
  @Field(() => Boolean) adhocDocuments: boolean;
}

@ObjectType('DemoPerson')
export class DemoPersonModel {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
  @Field(() => String) email: string;
  @Field(() => String, { description: 'key of the position; the word is in the client' }) position: string;
  @Field(() => String) organisation: string;
}

@ObjectType('SignIn')
export class SignInModel {
  @Field(() => ID) id: string;
  @Field(() => String) device: string;
  @Field(() => DateTimeScalar) createdAt: Date;
  @Field(() => DateTimeScalar) lastSeenAt: Date;
  @Field(() => Boolean) current: boolean;
}

@ObjectType('SignInPayload')
export class SignInPayloadModel {}
