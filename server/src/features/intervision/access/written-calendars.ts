import { Injectable } from '@nestjs/common';
import { homeZone, instantOf, wallTimeOf } from '../../../platform/clock/wall-time.js';
import { Reads } from '../../../platform/database/reads.js';
import { SchoolCalendars } from '../../agenda/public.js';
import type { WorkingCalendar } from '../domain/written-deadlines.js';

/** Minutes since midnight at which the first phase begins, and at which every phase ends: inside the hours of reminders. */
const firstMinute = 8 * 60;
const lastMinute = 17 * 60;

/** The calendar by which a written session counts its days: the school days of the circle, on the clock on the wall. */
@Injectable()
export class WrittenCalendars {
  constructor(
    private readonly reads: Reads,
    private readonly schools: SchoolCalendars,
  ) {}

  async of(groupId: string): Promise<WorkingCalendar> {
    const school = await this.schools.ofCircle(this.reads, groupId);
    return {
      isWorkingDay: (day) => school.isSchoolDay(day),
      endOf: (day) => instantOf({ day, minute: lastMinute }, homeZone).getTime(),
      dayOf: (moment) => wallTimeOf(new Date(moment), homeZone).day,
    };
  }

  /** When a session begins that begins on this day. */
  startOf(day: string): Date {
    return instantOf({ day, minute: firstMinute }, homeZone);
  }
}
