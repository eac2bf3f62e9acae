import { registerEnumType } from '@nestjs/graphql';

export const ActivityStatus = { CORE: 'CORE', DEFAULT: 'DEFAULT', OPTIONAL: 'OPTIONAL' } as const;
export type ActivityStatus = keyof typeof ActivityStatus;
registerEnumType(ActivityStatus, { name: 'ActivityStatus', description: 'core stays downstream, default may be switched off, optional is off until switched on' });

export const ActivitySpace = { ADMIN: 'ADMIN', APPRAISAL: 'APPRAISAL', COACHING: 'COACHING', SHARED: 'SHARED' } as const;
export type ActivitySpace = keyof typeof ActivitySpace;
registerEnumType(ActivitySpace, { name: 'ActivitySpace', description: 'where what comes of an activity lies, and so who reads it' });

export const OffsetUnit = { DAY: 'DAY', OWN_DAY: 'OWN_DAY', SCHOOL_WEEK: 'SCHOOL_WEEK' } as const;
export type OffsetUnit = keyof typeof OffsetUnit;
registerEnumType(OffsetUnit, { name: 'OffsetUnit', description: 'calendar days from the first day, own working days, school weeks of the trajectory' });
