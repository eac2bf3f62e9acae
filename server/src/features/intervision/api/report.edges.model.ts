import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { WordsModel } from './method.edges.model.js';

export const ReportLineKind = { SAID: 'SAID', INSIGHT: 'INSIGHT', ACTION: 'ACTION', NOTE: 'NOTE' } as const;
registerEnumType(ReportLineKind, { name: 'ReportLineKind' });

@ObjectType('ReportLine')
export class ReportLineModel {
  @Field(() => ReportLineKind) kind!: string;
  @Field(() => WordsModel, { nullable: true, description: 'what the contributor made of it' }) marked!: WordsModel | null;
  @Field(() => WordsModel) phaseName!: WordsModel;
  @Field(() => String) text!: string;
  @Field(() => ID) textId!: string;
}

@ObjectType('Report', { description: 'what someone keeps of a session for themselves; nobody else ever gets it' })
export class ReportModel {
  @Field(() => DateTimeScalar) heldAt!: string;
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar) keptAt!: Date;
  @Field(() => [ReportLineModel]) lines!: ReportLineModel[];
  @Field(() => WordsModel) methodName!: WordsModel;
  @Field(() => ID) sessionId!: string;
  @Field(() => Int) version!: number;
  @Field(() => String) words!: string;
}

@ObjectType('ReportConnection')
export class ReportConnectionModel {
  @Field(() => [ReportModel]) nodes!: ReportModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('EvaluationPoint')
export class EvaluationPointModel {
  @Field(() => [Int], { description: 'how many gave 1, 2, 3, 4 and 5' }) distribution!: number[];
  @Field(() => DateTimeScalar) heldAt!: Date;
  @Field(() => WordsModel) methodName!: WordsModel;
  @Field(() => ID) sessionId!: string;
}

@ObjectType('Evaluation', { description: 'one question over the sessions of a circle, oldest first; sessions with fewer than four answers are left out' })
export class EvaluationModel {
  @Field(() => String) item!: string;
  @Field(() => [EvaluationPointModel]) points!: EvaluationPointModel[];
  @Field(() => WordsModel) question!: WordsModel;
}

@InputType()
export class KeepReportInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => [UuidScalar]) textIds!: string[];
  @Field(() => String) words!: string;
}

@InputType()
export class EraseReportInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
}
