import { Field, InputType, Int } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { LanguageEnum, MailLevelEnum } from './me.model.js';

@InputType()
export class UpdateProfileInput {
  @Field(() => UuidScalar) mutationId: string;
  @Field(() => String) givenName: string;
  @Field(() => String) familyName: string;
  @Field(() => Int) ifVersion: number;
}

@InputType()
export class UpdateSettingsInput {
  @Field(() => UuidScalar) mutationId: string;
  @Field(() => LanguageEnum, { nullable: true }) language?: keyof typeof LanguageEnum | null;
  @Field(() => MailLevelEnum, { nullable: true }) mailLevel?: keyof typeof MailLevelEnum | null;
  @Field(() => Boolean, { nullable: true }) singleKeys?: boolean | null;
  @Field(() => Boolean, { nullable: true }) plainReading?: boolean | null;
  @Field(() => Boolean, { nullable: true }) calmMotion?: boolean | null;
}

@InputType()
export class IntroduceInput {
  @Field(() => UuidScalar) mutationId: string;
  @Field(() => String) givenName: string;
  @Field(() => String) familyName: string;
  @Field(() => LanguageEnum) language: keyof typeof LanguageEnum;
  @Field(() => MailLevelEnum) mailLevel: keyof typeof MailLevelEnum;
}
