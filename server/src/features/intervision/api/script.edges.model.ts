import { Field, Int, ObjectType } from '@nestjs/graphql';
import { WordsModel } from './method.edges.model.js';

@ObjectType('LabelledWords')
export class LabelledWordsModel {
  @Field(() => String) key!: string;
  @Field(() => WordsModel) words!: WordsModel;
}

@ObjectType('SurveyItem')
export class SurveyItemModel {
  @Field(() => String) key!: string;
  @Field(() => Boolean) optional!: boolean;
  @Field(() => Boolean) text!: boolean;
  @Field(() => WordsModel) words!: WordsModel;
}

@ObjectType('ScriptPhase')
export class ScriptPhaseModel {
  @Field(() => WordsModel, { nullable: true }) ballot!: WordsModel | null;
  @Field(() => Int, { nullable: true }) choices!: number | null;
  @Field(() => String) contrib!: string;
  @Field(() => Int, { description: 'school days, in writing' }) days!: number;
  @Field(() => [SurveyItemModel]) contributorItems!: SurveyItemModel[];
  @Field(() => [LabelledWordsModel]) fields!: LabelledWordsModel[];
  @Field(() => String) id!: string;
  @Field(() => Int) index!: number;
  @Field(() => String) input!: string;
  @Field(() => WordsModel) instruction!: WordsModel;
  @Field(() => [SurveyItemModel]) items!: SurveyItemModel[];
  @Field(() => String) key!: string;
  @Field(() => Int, { nullable: true }) maxEach!: number | null;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => String) names!: string;
  @Field(() => String, { nullable: true }) present!: string | null;
  @Field(() => [LabelledWordsModel]) ratingScale!: LabelledWordsModel[];
  @Field(() => String, { nullable: true }) reveal!: string | null;
  @Field(() => Boolean) sealed!: boolean;
  @Field(() => String) section!: string;
  @Field(() => Int, { nullable: true }) shows!: number | null;
  @Field(() => String) speak!: string;
  @Field(() => String, { nullable: true }) writer!: string | null;
}

@ObjectType('Script')
export class ScriptModel {
  @Field(() => Boolean) everyoneContributes!: boolean;
  @Field(() => Boolean) facilitatorRequired!: boolean;
  @Field(() => Int) minutes!: number;
  @Field(() => [ScriptPhaseModel]) phases!: ScriptPhaseModel[];
  @Field(() => [WordsModel]) rules!: WordsModel[];
  @Field(() => Int, { description: 'how many times faster than planned its clocks run; 1 but for practising in a demo' }) speed!: number;
}
