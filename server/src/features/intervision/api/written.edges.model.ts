import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { WordsModel } from './method.edges.model.js';

@ObjectType('InWriting')
export class InWritingModel {
  @Field(() => DateTimeScalar, { nullable: true }) endsAt!: Date | null;
  @Field(() => Boolean) halted!: boolean;
  @Field(() => DateTimeScalar) lastEndsAt!: Date;
  @Field(() => Int, { nullable: true }) phase!: number | null;
  @Field(() => WordsModel, { nullable: true }) phaseName!: WordsModel | null;
  @Field(() => Int) phases!: number;
}

@ObjectType('SessionWritten')
export class SessionWrittenModel {
  @Field(() => [ID], { nullable: true, description: 'null where that would tell what is sealed or whose it is' }) awaited!: string[] | null;
  @Field(() => Boolean) awaitsMe!: boolean;
  @Field(() => [DateTimeScalar]) deadlines!: Date[];
  @Field(() => Boolean) extended!: boolean;
  @Field(() => Boolean) mayAnswer!: boolean;
  @Field(() => [ID], { description: 'for whoever leads: who posted nothing in the last two phases that asked it of them' }) missed!: string[];
}

@ObjectType('WrittenPlanPhase')
export class WrittenPlanPhaseModel {
  @Field(() => Int) days!: number;
  @Field(() => DateTimeScalar) endsAt!: Date;
  @Field(() => String) key!: string;
  @Field(() => String) lastDay!: string;
  @Field(() => WordsModel) name!: WordsModel;
  @Field(() => Boolean) private!: boolean;
}

@ObjectType('WrittenPlan')
export class WrittenPlanModel {
  @Field(() => WordsModel) agreement!: WordsModel;
  @Field(() => Int) mostDays!: number;
  @Field(() => [WrittenPlanPhaseModel]) phases!: WrittenPlanPhaseModel[];
  @Field(() => String) startsOn!: string;
}
