import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { StreamPositionModel } from '../../../platform/realtime/stream-position.js';
import { PersonModel } from '../../people/public.js';
import { BeamerShows } from './beamer.edges.model.js';
import { WordsModel } from './method.edges.model.js';
import { ScriptModel } from './script.edges.model.js';
import { SessionMeModel, SessionModel, SessionPersonModel, SessionStateModel } from './session.edges.model.js';
import { Sharing, TextKind } from './session.enums.js';
import { SessionWrittenModel } from './written.edges.model.js';

@ObjectType('SessionText')
export class SessionTextModel {
  @Field(() => ID, { nullable: true, description: 'of an answer: the question' }) aboutId!: string | null;
  @Field(() => PersonModel, { nullable: true }) author!: PersonModel | null;
  @Field(() => String) body!: string;
  @Field(() => ID) id!: string;
  @Field(() => TextKind) kind!: string;
  @Field(() => Boolean) mine!: boolean;
  @Field(() => Boolean) opened!: boolean;
  @Field(() => Int) phase!: number;
  @Field(() => Int, { nullable: true }) position!: number | null;
  @Field(() => Boolean, { description: 'a question that came back to its author' }) returned!: boolean;
  @Field(() => Sharing) sharing!: string;
  @Field(() => Int) version!: number;
}

@ObjectType('SheetTotals')
export class SheetTotalsModel {
  @Field(() => Int) opened!: number;
  @Field(() => Int) phase!: number;
  @Field(() => Int, { nullable: true }) total!: number | null;
}

@ObjectType('VoteOption')
export class VoteOptionModel {
  @Field(() => WordsModel, { nullable: true, description: 'in both languages, where the method brings it and nobody wrote it' }) brought!: WordsModel | null;
  @Field(() => ID) id!: string;
  @Field(() => Boolean) leading!: boolean;
  @Field(() => Int, { nullable: true }) votes!: number | null;
  @Field(() => String) words!: string;
}

@ObjectType('SurveyPicture')
export class SurveyPictureModel {
  @Field(() => [Int]) distribution!: number[];
  @Field(() => String) item!: string;
  @Field(() => [String]) texts!: string[];
}

@ObjectType('Rating')
export class RatingModel {
  @Field(() => ID) textId!: string;
  @Field(() => String) value!: string;
}

@ObjectType('SessionPage')
export class SessionPageModel {
  @Field(() => StreamPositionModel, { description: 'where the stream of this session stood when this was read' }) asOf!: StreamPositionModel;
  @Field(() => BeamerShows, { nullable: true, description: 'what the screen in the room shows, for whoever leads; null without a screen' }) beamer!: string | null;
  @Field(() => String, { description: 'closes, on this person’s own device, words that the server does not have yet; kept in memory only' }) deviceKey!: string;
  @Field(() => StreamPositionModel, { nullable: true, description: 'the same of the stream for whoever facilitates; null for the others' }) facilitatorAsOf!: StreamPositionModel | null;
  @Field(() => SessionMeModel) me!: SessionMeModel;
  @Field(() => [VoteOptionModel]) options!: VoteOptionModel[];
  @Field(() => [SessionPersonModel]) people!: SessionPersonModel[];
  @Field(() => [SurveyPictureModel]) pictures!: SurveyPictureModel[];
  @Field(() => [RatingModel]) ratings!: RatingModel[];
  @Field(() => String, { nullable: true, description: 'by this people in the room find it' }) roomCode!: string | null;
  @Field(() => ScriptModel) script!: ScriptModel;
  @Field(() => SessionModel) session!: SessionModel;
  @Field(() => [SheetTotalsModel]) sheets!: SheetTotalsModel[];
  @Field(() => SessionStateModel) state!: SessionStateModel;
  @Field(() => [SessionTextModel]) texts!: SessionTextModel[];
  @Field(() => SessionWrittenModel, { nullable: true }) written!: SessionWrittenModel | null;
}
