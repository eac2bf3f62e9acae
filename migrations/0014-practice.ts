import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions to practise in, with simulated colleagues (demo installations only): who plays, for whom, until when. No words. */
export class Practice1700000000014 implements MigrationInterface {
  name = 'Practice1700000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE practice_sessions (
        session_id uuid NOT NULL,
        visitor_id uuid,
        role text NOT NULL,
        simulated uuid[] NOT NULL,
        seed text NOT NULL,
        plays_until timestamptz NOT NULL,
        CONSTRAINT practice_sessions_pk PRIMARY KEY (session_id),
        CONSTRAINT practice_sessions_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT practice_sessions_visitor_fk FOREIGN KEY (visitor_id) REFERENCES people (id),
        CONSTRAINT practice_sessions_role CHECK (role IN ('facilitator', 'participant', 'contributor'))
      )`);
    await db.query(`CREATE INDEX practice_sessions_of_visitor ON practice_sessions (visitor_id)`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON practice_sessions TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
