import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions in writing: the end of each phase as it stands now, and answers to questions. Who did not write yet is found by
 * what everyone alone may ask about themselves; what the mails of a phase would tell about it goes when the phase closes.
 */
export class InWriting1700000000020 implements MigrationInterface {
  name = 'InWriting1700000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE sessions ADD COLUMN written boolean NOT NULL DEFAULT false, ADD COLUMN deadlines jsonb NOT NULL DEFAULT '[]', DROP COLUMN deadline_shift_ms`);
    await db.query(`ALTER TABLE sessions ALTER COLUMN written DROP DEFAULT, ALTER COLUMN deadlines DROP DEFAULT`);
    await db.query(`CREATE INDEX sessions_in_writing ON sessions (group_id) WHERE written AND status IN ('planned', 'running')`);
    await db.query(`
      ALTER TABLE conf.session_texts ADD COLUMN about_id uuid,
        ADD CONSTRAINT session_texts_about_fk FOREIGN KEY (about_id) REFERENCES conf.session_texts (id),
        ADD CONSTRAINT session_texts_about CHECK ((kind = 'answer') = (about_id IS NOT NULL))`);
    await db.query(`CREATE INDEX session_texts_about_id ON conf.session_texts (about_id) WHERE about_id IS NOT NULL`);
    await db.query(`
      CREATE FUNCTION conf.has_entered(session uuid, which integer, own bytea) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT conf.in_session(session) AND (
          EXISTS (SELECT 1 FROM conf.session_texts t WHERE t.session_id = session AND t.phase = which AND t.kind = 'entry' AND (t.author_id = conf.uid() OR t.tag = own))
          OR EXISTS (SELECT 1 FROM conf.session_ballots b WHERE b.session_id = session AND b.phase = which AND b.tag = own)
          OR EXISTS (SELECT 1 FROM conf.session_answers a WHERE a.session_id = session AND a.phase = which AND a.tag = own))
      $$`);
    // who was reminded, had not written by then: after the phase nobody needs to know
    await db.query(`
      CREATE FUNCTION conf.forget_reminders(session uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT conf.in_session(session) THEN RAISE insufficient_privilege; END IF;
        DELETE FROM public.mail_ledger l WHERE l.kind = 'writtenReminder' AND l.unique_key LIKE 'writtenReminder:' || session || ':%';
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.has_entered(uuid, integer, bytea), conf.forget_reminders(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.has_entered(uuid, integer, bytea), conf.forget_reminders(uuid) TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
