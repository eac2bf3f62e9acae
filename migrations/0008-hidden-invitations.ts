import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who invited someone sees "accepted" or "open", never "declined" (decisions 15). Taking an invitation back must look the
 * same too: one that was declined gets a mark of its own and leaves the list, while its answer stays.
 */
export class HiddenInvitations1700000000008 implements MigrationInterface {
  name = 'HiddenInvitations1700000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE invitations ADD COLUMN hidden_at timestamptz`);
    await db.query(`CREATE INDEX invitations_group ON invitations (group_id, person_id)`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
