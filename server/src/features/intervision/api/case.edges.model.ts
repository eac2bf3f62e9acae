import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { PersonModel } from '../../people/public.js';
import { WordsModel } from './method.edges.model.js';
import { LabelledWordsModel } from './script.edges.model.js';

export const CaseStage = { COLLECTING: 'COLLECTING', VOTING: 'VOTING', CLOSED: 'CLOSED' } as const;
registerEnumType(CaseStage, { name: 'CaseStage' });

@ObjectType('CaseField')
export class CaseFieldModel {
  @Field(() => String) key!: string;
  @Field(() => String) text!: string;
}

@ObjectType('PreparedCase')
export class PreparedCaseModel {
  @Field(() => [CaseFieldModel]) fields!: CaseFieldModel[];
  @Field(() => ID) groupId!: string;
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar) updatedAt!: Date;
  @Field(() => Int) version!: number;
}

@ObjectType('SessionCase')
export class SessionCaseModel {
  @Field(() => ID) id!: string;
  @Field(() => Boolean) leading!: boolean;
  @Field(() => Boolean) mine!: boolean;
  @Field(() => PersonModel, { nullable: true, description: 'once the vote is closed' }) person!: PersonModel | null;
  @Field(() => String) question!: string;
  @Field(() => String) title!: string;
  @Field(() => Int, { nullable: true, description: 'once the vote is closed' }) votes!: number | null;
}

@ObjectType('SessionCases')
export class SessionCasesModel {
  @Field(() => WordsModel) ballot!: WordsModel;
  @Field(() => [SessionCaseModel]) cases!: SessionCaseModel[];
  @Field(() => Int) choices!: number;
  @Field(() => ID, { nullable: true }) chosenId!: string | null;
  @Field(() => [LabelledWordsModel]) labels!: LabelledWordsModel[];
  @Field(() => PreparedCaseModel, { nullable: true, description: 'one\'s own; nobody else gets it' }) mine!: PreparedCaseModel | null;
  @Field(() => [ID]) myChoice!: string[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'when the vote on titles opens' }) opensAt!: Date | null;
  @Field(() => Int) people!: number;
  @Field(() => ID) sessionId!: string;
  @Field(() => CaseStage) stage!: string;
  @Field(() => Int) voters!: number;
}

@InputType()
export class CaseFieldInput {
  @Field(() => String) key!: string;
  @Field(() => String) text!: string;
}

@InputType()
export class SavePreparedCaseInput {
  @Field(() => [CaseFieldInput]) fields!: CaseFieldInput[];
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'the version this device last saw; 0 = none' }) ifVersion!: number;
  @Field(() => UuidScalar) mutationId!: string;
}

@InputType()
export class DiscardPreparedCaseInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
}

@InputType()
export class SessionCaseInput {
  @Field(() => UuidScalar) caseId!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class CastCaseVoteInput {
  @Field(() => [UuidScalar]) caseIds!: string[];
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}
