import { Field, Int, ObjectType } from '@nestjs/graphql';
import { WordsModel } from '../../intervision/public.js';
import { ActivitySpace, ActivityStatus, OffsetUnit } from './protocol.enums.js';

@ObjectType('ProtocolOffset')
export class ProtocolOffsetModel {
  @Field(() => OffsetUnit) unit!: OffsetUnit;
  @Field(() => Int) value!: number;
}

@ObjectType('ProtocolActivity')
export class ProtocolActivityModel {
  @Field(() => [String], { description: 'fields that a layer below may change' }) adapt!: string[];
  @Field(() => ProtocolOffsetModel) at!: ProtocolOffsetModel;
  @Field(() => Int) count!: number;
  @Field(() => ProtocolOffsetModel, { nullable: true }) every!: ProtocolOffsetModel | null;
  @Field(() => Int, { description: 'of one occurrence' }) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => WordsModel) role!: WordsModel;
  @Field(() => ActivitySpace) space!: ActivitySpace;
  @Field(() => ActivityStatus) status!: ActivityStatus;
  @Field(() => WordsModel, { nullable: true }) text!: WordsModel | null;
  @Field(() => String, { description: 'stays the same in every version' }) uid!: string;
  @Field(() => [WordsModel]) with!: WordsModel[];
}

@ObjectType('ProtocolPhase')
export class ProtocolPhaseModel {
  @Field(() => [ProtocolActivityModel]) activities!: ProtocolActivityModel[];
  @Field(() => Int) coachMinutes!: number;
  @Field(() => ProtocolOffsetModel) from!: ProtocolOffsetModel;
  @Field(() => Int, { description: 'occurrences, optional ones included' }) instances!: number;
  @Field(() => String) key!: string;
  @Field(() => Int) leaderMinutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => Int, { description: 'of the starter, if every optional activity were on' }) optionalMinutes!: number;
  @Field(() => Int, { description: 'contact time of what is on, without travel or preparation' }) starterMinutes!: number;
  @Field(() => ProtocolOffsetModel) to!: ProtocolOffsetModel;
}

@ObjectType('ProtocolCard')
export class ProtocolCardModel {
  @Field(() => Int, { nullable: true, description: 'minutes a year of the norm that it names, at full time; null where that norm is no number of hours' })
  budgetMinutes!: number | null;
  @Field(() => Int, { description: 'what the first year asks of a starter at full time' }) firstYearMinutes!: number;
  @Field(() => String) key!: string;
  @Field(() => Int) lengthYears!: number;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => [String]) sectors!: string[];
  @Field(() => String) version!: string;
}

@ObjectType('ProtocolSheet')
export class ProtocolSheetModel {
  @Field(() => ProtocolCardModel) card!: ProtocolCardModel;
  @Field(() => WordsModel, { description: 'when a trajectory is complete' }) completion!: WordsModel;
  @Field(() => [ProtocolPhaseModel]) phases!: ProtocolPhaseModel[];
}
