import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { PlannedMomentModel, PollModel } from '../../agenda/public.js';
import { PersonModel } from '../../people/public.js';
import { WordsModel } from './method.edges.model.js';
import { InWritingModel } from './written.edges.model.js';
import { SessionAction, SessionClock, SessionEntry, SessionStatus, Sharing } from './session.enums.js';

@ObjectType('Session')
export class SessionModel {
  @Field(() => PlannedMomentModel, { nullable: true }) appointment!: PlannedMomentModel | null;
  @Field(() => PersonModel, { nullable: true }) coFacilitator!: PersonModel | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'since when its words are gone; what stays is facts and counts' }) erasedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'when its words will go; null once they are gone' }) erasesAt!: Date | null;
  @Field(() => PersonModel, { nullable: true }) facilitator!: PersonModel | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'after a leak: since when nobody reads it' }) frozenAt!: Date | null;
  @Field(() => ID) groupId!: string;
  @Field(() => ID) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => WordsModel) methodName!: WordsModel;
  @Field(() => Int) minutes!: number;
  @Field(() => DateTimeScalar, { nullable: true }) outcomeErasedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'when its actions and conclusions will go' }) outcomeErasesAt!: Date | null;
  @Field(() => String) place!: string;
  @Field(() => DateTimeScalar) startsAt!: Date;
  @Field(() => SessionStatus) status!: string;
  @Field(() => Int, { nullable: true, description: 'how many opened texts were erased' }) textsErased!: number | null;
  @Field(() => Int) version!: number;
  @Field(() => String) videoLink!: string;
  @Field(() => [SessionAction]) viewerActions!: string[];
  @Field(() => InWritingModel, { nullable: true }) written!: InWritingModel | null;
}

@ObjectType('SessionPoll')
export class SessionPollModel {
  @Field(() => PersonModel, { nullable: true }) coFacilitator!: PersonModel | null;
  @Field(() => PersonModel) facilitator!: PersonModel;
  @Field(() => ID) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => WordsModel) methodName!: WordsModel;
  @Field(() => PollModel) poll!: PollModel;
  @Field(() => Boolean) short!: boolean;
}

@ObjectType('Agenda')
export class AgendaModel {
  @Field(() => Boolean) mayPlan!: boolean;
  @Field(() => [SessionModel]) past!: SessionModel[];
  @Field(() => [SessionPollModel], { description: 'that are open' }) polls!: SessionPollModel[];
  @Field(() => [SessionModel]) upcoming!: SessionModel[];
}

@ObjectType('SessionState')
export class SessionStateModel {
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => SessionClock) clock!: string;
  @Field(() => ID, { nullable: true }) coFacilitatorId!: string | null;
  @Field(() => ID, { nullable: true }) contributorId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) endedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) endsAt!: Date | null;
  @Field(() => SessionEntry) entry!: string;
  @Field(() => Int, { nullable: true }) extraTimeAsked!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) facilitatorAwaySince!: Date | null;
  @Field(() => ID, { nullable: true }) facilitatorId!: string | null;
  @Field(() => Int, { nullable: true }) goesTo!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) graceEndsAt!: Date | null;
  @Field(() => Boolean) namelessOffered!: boolean;
  @Field(() => Int) phase!: number;
  @Field(() => ID, { nullable: true }) notetakerId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) phaseStartedAt!: Date | null;
  @Field(() => Int, { nullable: true }) ready!: number | null;
  @Field(() => Float, { nullable: true }) remainingMs!: number | null;
  @Field(() => Int, { nullable: true }) showing!: number | null;
  @Field(() => ID, { nullable: true }) speakerId!: string | null;
  @Field(() => [ID]) speakingOrder!: string[];
  @Field(() => ID, { nullable: true }) spotlightId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Date | null;
  @Field(() => SessionStatus) status!: string;
  @Field(() => ID, { nullable: true }) timekeeperId!: string | null;
  @Field(() => Int) turn!: number;
  @Field(() => Int) version!: number;
  @Field(() => Int, { nullable: true }) writers!: number | null;
}

@ObjectType('SessionMoved')
export class SessionMovedModel {
  @Field(() => SessionModel) session!: SessionModel;
  @Field(() => SessionStateModel) state!: SessionStateModel;
}

@ObjectType('SessionPerson')
export class SessionPersonModel {
  @Field(() => Boolean) here!: boolean;
  @Field(() => Boolean, { description: 'went away by choice; only whoever leads learns it' }) left!: boolean;
  @Field(() => Boolean) observer!: boolean;
  @Field(() => PersonModel) person!: PersonModel;
  @Field(() => Boolean) silent!: boolean;
}

@ObjectType('Answer')
export class AnswerModel {
  @Field(() => String) item!: string;
  @Field(() => String) value!: string;
}

@ObjectType('SessionMe')
export class SessionMeModel {
  @Field(() => Boolean) askedExtraTime!: boolean;
  @Field(() => Int) graceSeconds!: number;
  @Field(() => Boolean, { description: 'came into the circle after this session ended: its words are for who were there' }) joinedAfter!: boolean;
  @Field(() => Boolean) mayWrite!: boolean;
  @Field(() => [AnswerModel]) myAnswers!: AnswerModel[];
  @Field(() => [ID]) myVote!: string[];
  @Field(() => Boolean) ready!: boolean;
  @Field(() => String, { nullable: true }) refusal!: string | null;
  @Field(() => [String]) roles!: string[];
  @Field(() => [Sharing]) sharings!: string[];
  @Field(() => Boolean) silent!: boolean;
}
