import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';

export const LanguageEnum = { NL: 'NL', EN: 'EN' } as const;
export const MailLevelEnum = { ALL: 'ALL', IMPORTANT: 'IMPORTANT', NOTHING: 'NOTHING' } as const;

registerEnumType(LanguageEnum, { name: 'Language' });
registerEnumType(MailLevelEnum, { name: 'MailLevel' });

@ObjectType('Me')
export class MeModel {
  @Field(() => ID) id: string;
  @Field(() => String) givenName: string;
  @Field(() => String) familyName: string;
  @Field(() => String) name: string;
  @Field(() => String) email: string;
  @Field(() => LanguageEnum) language: keyof typeof LanguageEnum;
  @Field(() => MailLevelEnum) mailLevel: keyof typeof MailLevelEnum;
  @Field(() => Boolean) singleKeys: boolean;
  @Field(() => Boolean) plainReading: boolean;
  @Field(() => Boolean) calmMotion: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) introducedAt: Date | null;
  @Field(() => Int) version: number;
}
