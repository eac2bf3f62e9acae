import { Field, Int, ObjectType } from '@nestjs/graphql';

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
  @Field(() => Boolean) facilitatorRequired!: boolean;
  @Field(() => Int) groupMax!: number;
  @Field(() => Int) groupMin!: number;
  @Field(() => String) key!: string;
  @Field(() => String) level!: string;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => [MethodPhaseModel]) phases!: MethodPhaseModel[];
  @Field(() => WordsModel) purpose!: WordsModel;
  @Field(() => [WordsModel]) rules!: WordsModel[];
  @Field(() => Int, { nullable: true }) shortMinutes!: number | null;
}

@ObjectType('MethodSuggestion')
export class MethodSuggestionModel {
  @Field(() => MethodModel) method!: MethodModel;
  @Field(() => Int) minutes!: number;
  @Field(() => [WordsModel]) reasons!: WordsModel[];
  @Field(() => Boolean) short!: boolean;
}
