import type { NamedReads } from '../../../platform/database/reads.js';
import type { HolidayRegion } from '../domain/school-calendar.js';

/** The holiday region of a circle's organisation: its own, or of the nearest one above it that has one. */
export async function readHolidayRegion(reads: NamedReads, groupId: string): Promise<HolidayRegion | null> {
  const [row] = await reads.named<{ region: HolidayRegion }>(
    'holiday-region-of-circle',
    `SELECT a.holiday_region AS region FROM groups g JOIN organisations o ON o.id = g.organisation_id
     JOIN organisations a ON a.id = ANY (o.path) WHERE g.id = $1 AND a.holiday_region IS NOT NULL
     ORDER BY array_length(a.path, 1) DESC LIMIT 1`,
    [groupId],
  );
  return row?.region ?? null;
}
