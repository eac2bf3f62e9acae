import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A field is never in conflict with itself: which open field saved a draft last, and which of its savings that was. */
export class OwnSavings1700000000013 implements MigrationInterface {
  name = 'OwnSavings1700000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE conf.drafts ADD COLUMN hand uuid, ADD COLUMN stroke integer`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
