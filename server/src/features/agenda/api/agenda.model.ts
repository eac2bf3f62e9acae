import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';

const enumOf = <Name extends string>(...names: Name[]): { [Key in Name]: Key } => Object.fromEntries(names.map((name) => [name, name])) as { [Key in Name]: Key };

export const MomentAnswer = enumOf('YES', 'RATHER_NOT', 'NO');
export const PollStatus = enumOf('OPEN', 'CHOSEN', 'CLOSED');
export const PollVerdict = enumOf('NOBODY_ANSWERED', 'BEST', 'TIE', 'NONE_SUITS');

registerEnumType(MomentAnswer, { name: 'MomentAnswer' });
registerEnumType(PollStatus, { name: 'PollStatus' });
registerEnumType(PollVerdict, { name: 'PollVerdict' });

@ObjectType('PollAnswer')
export class PollAnswerModel {
  @Field(() => MomentAnswer) answer!: string;
  @Field(() => ID) momentId!: string;
  @Field(() => ID) personId!: string;
}

@ObjectType('Attendance')
export class AttendanceModel {
  @Field(() => Boolean) coming!: boolean;
  @Field(() => ID) personId!: string;
}

@ObjectType('CalendarFeed')
export class CalendarFeedModel {
  @Field(() => String, { nullable: true, description: 'said once, by the request that made it' }) address!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'null: there is no address' }) createdAt!: Date | null;
}

@ObjectType('Holiday')
export class HolidayModel {
  @Field(() => String) en!: string;
  @Field(() => String) nl!: string;
}
