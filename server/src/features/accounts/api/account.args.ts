import { Field, InputType } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';

@InputType()
export class SignInInput {
  @Field(() => String) email: string;
  @Field(() => String) password: string;
}

@InputType()
export class RequestPasswordResetInput {
  @Field(() => String) email: string;
}

@InputType()
export class ResetPasswordInput {
  @Field(() => String) token: string;
  @Field(() => String) password: string;
}

@InputType()
export class ChangePasswordInput {
  @Field(() => UuidScalar) mutationId: string;
  @Field(() => String) current: string;
  @Field(() => String) password: string;
}

@InputType()
export class EndSignInInput {
  @Field(() => UuidScalar) mutationId: string;
  @Field(() => UuidScalar) signInId: string;
}
