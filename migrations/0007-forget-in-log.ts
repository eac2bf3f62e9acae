import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A message that is taken away is taken out of the realtime log too: who subscribes from an earlier number would
 * still be sent its text. Only the payload may change; numbers, kinds and moments stay.
 */
export class ForgetInLog1700000000007 implements MigrationInterface {
  name = 'ForgetInLog1700000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`GRANT UPDATE (payload) ON realtime_event TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
