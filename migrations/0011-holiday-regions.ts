import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which school holidays an organisation has; empty: those of what stands above it. */
export class HolidayRegions1700000000011 implements MigrationInterface {
  name = 'HolidayRegions1700000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE organisations ADD COLUMN holiday_region text,
        ADD CONSTRAINT organisations_holiday_region CHECK (holiday_region IS NULL OR holiday_region IN ('noord', 'midden', 'zuid'))`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
