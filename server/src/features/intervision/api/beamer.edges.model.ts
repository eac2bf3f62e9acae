import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { StreamPositionModel } from '../../../platform/realtime/stream-position.js';
import { WordsModel } from './method.edges.model.js';
import { SessionClock } from './session.enums.js';

export const BeamerScene = {
  LOBBY: 'LOBBY', PROMPT: 'PROMPT', WRITING: 'WRITING', VOTE: 'VOTE', WORDS: 'WORDS', NOTE: 'NOTE', LIST: 'LIST', PAUSE: 'PAUSE', TIME: 'TIME', NOTHING: 'NOTHING',
} as const;
export const BeamerShows = { ALL: 'ALL', TIME: 'TIME', NOTHING: 'NOTHING' } as const;
registerEnumType(BeamerScene, { name: 'BeamerScene' });
registerEnumType(BeamerShows, { name: 'BeamerShows' });

@ObjectType('BeamerRequest', { description: 'a screen that waits until somebody who leads a session types its code' })
export class BeamerRequestModel {
  @Field(() => String) code!: string;
  @Field(() => DateTimeScalar) expiresAt!: Date;
  @Field(() => String, { description: 'given once; it opens nothing until the code was typed' }) token!: string;
}

@ObjectType('BeamerPhase')
export class BeamerPhaseModel {
  @Field(() => Int) minutes!: number;
  @Field(() => WordsModel) name!: WordsModel;
}

@ObjectType('BeamerText')
export class BeamerTextModel {
  @Field(() => String) body!: string;
  @Field(() => WordsModel, { nullable: true, description: 'in both languages, where the method brings it and nobody wrote it' }) brought!: WordsModel | null;
  @Field(() => Boolean) leading!: boolean;
  @Field(() => Int, { nullable: true }) votes!: number | null;
}

@ObjectType('BeamerPage', { description: 'what a screen in the room shows now: nobody by name, nothing that is closed' })
export class BeamerPageModel {
  @Field(() => StreamPositionModel) asOf!: StreamPositionModel;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String) circle!: string;
  @Field(() => SessionClock) clock!: string;
  @Field(() => Boolean) closing!: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) endsAt!: Date | null;
  @Field(() => Int) here!: number;
  @Field(() => WordsModel, { nullable: true }) instruction!: WordsModel | null;
  @Field(() => Boolean) listening!: boolean;
  @Field(() => WordsModel) method!: WordsModel;
  @Field(() => WordsModel, { nullable: true }) name!: WordsModel | null;
  @Field(() => Int, { nullable: true, description: 'of the note on the screen, from 1' }) number!: number | null;
  @Field(() => Int, { nullable: true }) of!: number | null;
  @Field(() => Int) people!: number;
  @Field(() => Int) phase!: number;
  @Field(() => [BeamerPhaseModel]) phases!: BeamerPhaseModel[];
  @Field(() => String) place!: string;
  @Field(() => Int, { nullable: true }) ready!: number | null;
  @Field(() => Float, { nullable: true }) remainingMs!: number | null;
  @Field(() => String, { nullable: true }) roomCode!: string | null;
  @Field(() => BeamerScene) scene!: string;
  @Field(() => Int, { description: 'how many times faster than planned its clock runs; 1 but for practising in a demo' }) speed!: number;
  @Field(() => [BeamerTextModel]) texts!: BeamerTextModel[];
  @Field(() => Int, { nullable: true }) writers!: number | null;
}

@ObjectType('Room')
export class RoomModel {
  @Field(() => ID) sessionId!: string;
}

@InputType()
export class PairBeamerInput {
  @Field(() => String) code!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class ShowOnBeamerInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => BeamerShows) shows!: string;
}
