import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { brandOf } from '../../../platform/graphql/brand.js';
import { MethodModel, WordsModel } from './method.edges.model.js';
import { LabelledWordsModel, ScriptModel } from './script.edges.model.js';
import { DryRunEvent, Sharing, TextKind } from './session.enums.js';

@ObjectType('BlockBallot')
export class BlockBallotModel {
  @Field(() => Int) choices!: number;
  @Field(() => String) en!: string;
  @Field(() => String) from!: string;
  @Field(() => Boolean) makesContributor!: boolean;
  @Field(() => String) nl!: string;
  @Field(() => String, { nullable: true }) phase!: string | null;
  @Field(() => Int, { nullable: true }) skipBelow!: number | null;
}

@ObjectType('BlockItem')
export class BlockItemModel {
  @Field(() => String) en!: string;
  @Field(() => String) key!: string;
  @Field(() => String) nl!: string;
  @Field(() => Boolean) optional!: boolean;
  @Field(() => Boolean) text!: boolean;
}

@ObjectType('MethodBlock')
export class MethodBlockModel {
  @Field(() => BlockBallotModel, { nullable: true }) ballot!: BlockBallotModel | null;
  @Field(() => String) contrib!: string;
  @Field(() => [String]) fields!: string[];
  @Field(() => Boolean) hidden!: boolean;
  @Field(() => WordsModel) instruction!: WordsModel;
  @Field(() => [BlockItemModel]) items!: BlockItemModel[];
  @Field(() => String) key!: string;
  @Field(() => String) kind!: string;
  @Field(() => Boolean) manyRows!: boolean;
  @Field(() => Int, { nullable: true }) maxEach!: number | null;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => String, { nullable: true }) names!: string | null;
  @Field(() => Boolean) opensHere!: boolean;
  @Field(() => [String]) orderByRating!: string[];
  @Field(() => String, { nullable: true }) present!: string | null;
  @Field(() => Boolean) previousSpeaks!: boolean;
  @Field(() => String, { nullable: true }) ratingScale!: string | null;
  @Field(() => String, { nullable: true }) shows!: string | null;
  @Field(() => String, { nullable: true }) showsRatings!: string | null;
  @Field(() => String) speak!: string;
  @Field(() => String, { nullable: true }) writer!: string | null;
}

@ObjectType('ComposedMethod')
export class ComposedMethodModel {
  @Field(() => String) basedOn!: string;
  @Field(() => [MethodBlockModel]) blocks!: MethodBlockModel[];
  @Field(() => Boolean) facilitatorRequired!: boolean;
  @Field(() => Int) groupMax!: number;
  @Field(() => Int) groupMin!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => WordsModel) purpose!: WordsModel;
  @Field(() => [WordsModel]) rules!: WordsModel[];
}

@ObjectType('MethodSheet')
export class MethodSheetModel {
  @Field(() => ComposedMethodModel) composed!: ComposedMethodModel;
  @Field(() => [LabelledWordsModel], { description: 'fields that a form can have' }) fields!: LabelledWordsModel[];
  @Field(() => [LabelledWordsModel], { description: 'scales to rate on' }) ratingScales!: LabelledWordsModel[];
  @Field(() => MethodModel) method!: MethodModel;
}

@ObjectType('MethodOwner')
export class MethodOwnerModel {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
}

@ObjectType('MethodShelf')
export class MethodShelfModel {
  @Field(() => [MethodOwnerModel], { description: 'organisations for which the viewer makes methods' }) makeFor!: MethodOwnerModel[];
  @Field(() => Boolean) mayMake!: boolean;
  @Field(() => [MethodModel]) methods!: MethodModel[];
}

@ObjectType('MethodFault')
export class MethodFaultModel {
  @Field(() => String) code!: string;
  @Field(() => Int, { nullable: true }) count!: number | null;
  @Field(() => String, { description: 'from the method on: `blocks.3.shows`' }) path!: string;
}

@ObjectType('MethodCheck')
export class MethodCheckModel {
  @Field(() => [MethodFaultModel]) faults!: MethodFaultModel[];
  @Field(() => Int, { description: 'of a whole session, opening and closing included' }) minutes!: number;
}

@ObjectType('EditedMethod')
export class EditedMethodModel {
  @Field(() => MethodSheetModel) sheet!: MethodSheetModel;
}

@ObjectType('MethodConflict')
export class MethodConflictModel {
  @Field(() => MethodSheetModel) current!: MethodSheetModel;
}

export const EditMethodResult = createUnionType({
  name: 'EditMethodResult',
  types: () => [EditedMethodModel, MethodConflictModel] as const,
  resolveType: (value: object) => (brandOf(value) === 'MethodConflict' ? MethodConflictModel : EditedMethodModel),
});

@ObjectType('DryRunPerson')
export class DryRunPersonModel {
  @Field(() => String) name!: string;
  @Field(() => String) role!: string;
}

@ObjectType('DryRunText')
export class DryRunTextModel {
  @Field(() => Int, { description: 'place in `people`' }) author!: number;
  @Field(() => TextKind) kind!: keyof typeof TextKind;
  @Field(() => Int) phase!: number;
  @Field(() => Sharing) sharing!: keyof typeof Sharing;
  @Field(() => WordsModel) words!: WordsModel;
}

@ObjectType('DryRunReceipt')
export class DryRunReceiptModel {
  @Field(() => [Int], { description: 'places in `people`' }) people!: number[];
  @Field(() => [Int], { description: 'places in `texts`' }) texts!: number[];
}

@ObjectType('DryRunFrame')
export class DryRunFrameModel {
  @Field(() => DryRunEvent) event!: keyof typeof DryRunEvent;
  @Field(() => Int, { nullable: true }) person!: number | null;
  @Field(() => Int) phase!: number;
  @Field(() => [DryRunReceiptModel], { description: 'who can read what from now on' }) received!: DryRunReceiptModel[];
  @Field(() => Int, { description: 'since the start' }) seconds!: number;
  @Field(() => [Int]) texts!: number[];
}

@ObjectType('DryRun')
export class DryRunModel {
  @Field(() => [DryRunFrameModel]) frames!: DryRunFrameModel[];
  @Field(() => Int) minutes!: number;
  @Field(() => [DryRunPersonModel]) people!: DryRunPersonModel[];
  @Field(() => ScriptModel) script!: ScriptModel;
  @Field(() => [DryRunTextModel]) texts!: DryRunTextModel[];
}
