import { Field, InputType, Int } from '@nestjs/graphql';
import { DateTimeScalar, UuidScalar } from '../../../platform/graphql/scalars.js';
import { RevealWhich, Sharing, TextKind } from './session.enums.js';

@InputType()
export class ScheduleSessionInput {
  @Field(() => UuidScalar, { nullable: true }) coFacilitatorId?: string | null;
  @Field(() => UuidScalar) facilitatorId!: string;
  @Field(() => UuidScalar) groupId!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => String) methodKey!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String) place!: string;
  @Field(() => Boolean) short!: boolean;
  @Field(() => DateTimeScalar) startsAt!: Date;
  @Field(() => String) videoLink!: string;
  @Field(() => String, { nullable: true, description: 'a place of the IANA list; Europe/Amsterdam when left out' }) zone?: string | null;
}

@InputType()
export class SessionIdInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class SessionTurnInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class EnterSessionInput {
  @Field(() => Int, { nullable: true }) graceSeconds?: number | null;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Boolean, { nullable: true }) silent?: boolean | null;
}

@InputType()
export class PhaseToInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) to!: number;
  @Field(() => Int) turn!: number;
}

@InputType()
export class ReopenPhaseInput {
  @Field(() => Int) minutes!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) to!: number;
  @Field(() => Int) turn!: number;
}

@InputType()
export class ExtendPhaseInput {
  @Field(() => Int) minutes!: number;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class RevealTextsInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int, { nullable: true }) opened?: number | null;
  @Field(() => Int, { nullable: true }) position?: number | null;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
  @Field(() => RevealWhich) which!: string;
}

@InputType()
export class TurnToTextInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => UuidScalar) textId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class ChooseCaseInput {
  @Field(() => UuidScalar, { nullable: true, description: 'a case that was put forward; its person is the contributor' }) caseId?: string | null;
  @Field(() => UuidScalar, { nullable: true, description: 'without a case: whose case it is' }) contributorId?: string | null;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class HandOverInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => UuidScalar) toId!: string;
}

@InputType()
export class NextSpeakerInput {
  @Field(() => UuidScalar, { nullable: true }) after?: string | null;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class SayReadyInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Boolean) ready!: boolean;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Int) turn!: number;
}

@InputType()
export class WriteTextInput {
  @Field(() => String) body!: string;
  @Field(() => UuidScalar) id!: string;
  @Field(() => Int, { description: 'the version this device last saw; 0 = new' }) ifVersion!: number;
  @Field(() => TextKind) kind!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int) phase!: number;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => Sharing) sharing!: string;
}

@InputType()
export class RemoveTextInput {
  @Field(() => UuidScalar) id!: string;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class CastVoteInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => [UuidScalar]) optionIds!: string[];
  @Field(() => Int) phase!: number;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class AnswerInput {
  @Field(() => String) item!: string;
  @Field(() => String) value!: string;
}

@InputType()
export class AnswerSurveyInput {
  @Field(() => [AnswerInput]) answers!: AnswerInput[];
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int) phase!: number;
  @Field(() => UuidScalar) sessionId!: string;
}

@InputType()
export class RateTextInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => Int) phase!: number;
  @Field(() => UuidScalar) sessionId!: string;
  @Field(() => UuidScalar) textId!: string;
  @Field(() => String) value!: string;
}
