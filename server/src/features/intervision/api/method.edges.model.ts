import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export const MethodOrigin = { CATALOGUE: 'CATALOGUE', ORGANISATION: 'ORGANISATION', CIRCLE: 'CIRCLE' } as const;
export type MethodOrigin = keyof typeof MethodOrigin;
registerEnumType(MethodOrigin, { name: 'MethodOrigin' });

@ObjectType('Words')
export class WordsModel {
  @Field(() => String) en!: string;
  @Field(() => String) nl!: string;
}

@ObjectType('MethodPhase')
export class MethodPhaseModel {
  @Field(() => String) key!: string;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => Boolean) private!: boolean;
}

@ObjectType('Method')
export class MethodModel {
  @Field(() => Boolean) archived!: boolean;
  @Field(() => String, { nullable: true, description: 'key of the catalogue\'s method that it began as' }) basedOn!: string | null;
  @Field(() => Boolean) facilitatorRequired!: boolean;
  @Field(() => Int) groupMax!: number;
  @Field(() => Int) groupMin!: number;
  @Field(() => String) key!: string;
  @Field(() => Boolean) mayEdit!: boolean;
  @Field(() => MethodOrigin) origin!: MethodOrigin;
  @Field(() => String, { nullable: true, description: 'the organisation whose it is' }) ownerName!: string | null;
  @Field(() => Int, { nullable: true, description: 'null: of the catalogue' }) version!: number | null;
  @Field(() => String) level!: string;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => [MethodPhaseModel]) phases!: MethodPhaseModel[];
  @Field(() => WordsModel) purpose!: WordsModel;
  @Field(() => [WordsModel]) rules!: WordsModel[];
  @Field(() => Int, { nullable: true }) shortMinutes!: number | null;
  @Field(() => Boolean, { description: 'may run in writing, over days' }) written!: boolean;
}

@ObjectType('MethodSuggestion')
export class MethodSuggestionModel {
  @Field(() => MethodModel) method!: MethodModel;
  @Field(() => Int) minutes!: number;
  @Field(() => [WordsModel]) reasons!: WordsModel[];
  @Field(() => Boolean) short!: boolean;
}
