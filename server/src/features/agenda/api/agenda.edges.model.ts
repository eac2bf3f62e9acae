import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { PersonModel } from '../../people/public.js';
import { AttendanceModel, HolidayModel, PollAnswerModel, PollStatus, PollVerdict } from './agenda.model.js';

@ObjectType('PlannedMoment')
export class PlannedMomentModel {
  @Field(() => [AttendanceModel]) answers!: AttendanceModel[];
  @Field(() => Int) coming!: number;
  @Field(() => Boolean, { nullable: true, description: 'whether the viewer comes; null: not said' }) mine!: boolean | null;
  @Field(() => Int) notComing!: number;
  @Field(() => Boolean, { description: 'it has begun: nobody answers any more' }) past!: boolean;
  @Field(() => Int, { description: 'grows with every change of moment or place' }) sequence!: number;
  @Field(() => ID, { nullable: true }) seriesId!: string | null;
  @Field(() => String) zone!: string;
}

@ObjectType('PollMoment')
export class PollMomentModel {
  @Field(() => Boolean, { description: 'among what suits best' }) best!: boolean;
  @Field(() => [ID], { description: 'people without whom it does not go on, and who cannot come' }) cannot!: string[];
  @Field(() => ID) id!: string;
  @Field(() => Int) no!: number;
  @Field(() => Boolean) past!: boolean;
  @Field(() => Int) ratherNot!: number;
  @Field(() => DateTimeScalar) startsAt!: Date;
  @Field(() => PersonModel, { nullable: true }) suggestedBy!: PersonModel | null;
  @Field(() => Int) yes!: number;
}

@ObjectType('Poll')
export class PollModel {
  @Field(() => String, { nullable: true, description: 'a day: YYYY-MM-DD' }) answerBy!: string | null;
  @Field(() => [PollAnswerModel]) answers!: PollAnswerModel[];
  @Field(() => ID, { nullable: true }) appointmentId!: string | null;
  @Field(() => ID, { nullable: true }) chosenId!: string | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => PersonModel) createdBy!: PersonModel;
  @Field(() => ID) groupId!: string;
  @Field(() => ID) id!: string;
  @Field(() => Boolean) mayAnswer!: boolean;
  @Field(() => Boolean, { description: 'choose, remind, close' }) mayDecide!: boolean;
  @Field(() => Int) minutes!: number;
  @Field(() => [PollMomentModel]) moments!: PollMomentModel[];
  @Field(() => [ID]) neededIds!: string[];
  @Field(() => [PersonModel]) people!: PersonModel[];
  @Field(() => String) place!: string;
  @Field(() => DateTimeScalar, { nullable: true }) remindedAt!: Date | null;
  @Field(() => PollStatus) status!: string;
  @Field(() => [ID], { description: 'who has not answered every moment that comes' }) unanswered!: string[];
  @Field(() => PollVerdict) verdict!: string;
  @Field(() => String) videoLink!: string;
  @Field(() => String) zone!: string;
}

@ObjectType('SeriesDay')
export class SeriesDayModel {
  @Field(() => String, { description: 'YYYY-MM-DD' }) day!: string;
  @Field(() => HolidayModel, { nullable: true, description: 'the holiday that it moved out of' }) holiday!: HolidayModel | null;
  @Field(() => String, { nullable: true, description: 'the day that the rhythm would have given, when it moved' }) movedFrom!: string | null;
  @Field(() => Boolean, { description: 'the holidays of that year are derived or not known: to be confirmed' }) uncertain!: boolean;
}
