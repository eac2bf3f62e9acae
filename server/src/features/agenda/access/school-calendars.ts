import { Injectable } from '@nestjs/common';
import type { NamedReads } from '../../../platform/database/reads.js';
import { readHolidayRegion } from '../data/holiday-region.reads.js';
import { loadSchoolHolidays } from '../data/school-holidays.js';
import { type HolidayRegion, type SchoolCalendar, schoolCalendar, usualHolidayRegion } from '../domain/school-calendar.js';

/** The school calendar of every holiday region, from the shipped data. */
@Injectable()
export class SchoolCalendars {
  private readonly holidays = loadSchoolHolidays();

  of(region: HolidayRegion): SchoolCalendar {
    return schoolCalendar(this.holidays, region);
  }

  /** The calendar by which a circle plans: that of its organisation. Who asks has been let into the circle already. */
  async ofCircle(reads: NamedReads, groupId: string): Promise<SchoolCalendar> {
    return this.of((await readHolidayRegion(reads, groupId)) ?? usualHolidayRegion);
  }
}
