import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is left after a session: the report that someone keeps for themselves, how the group found it as numbers, and the
 * outcome that is typed in afterwards.
 *
 * A report is sealed with its owner's key, so it outlives the key of the session. Totals are counts of four answers or
 * more, stored when the survey closes; the answers themselves go with the session.
 */
export class AfterSessions1700000000021 implements MigrationInterface {
  name = 'AfterSessions1700000000021';

  async up(db: QueryRunner): Promise<void> {
    await this.reports(db);
    await this.totals(db);
    await this.outcomes(db);
  }

  private async reports(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE conf.personal_reports (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        session_id uuid NOT NULL,
        body bytea NOT NULL,
        version integer NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT personal_reports_pk PRIMARY KEY (id),
        CONSTRAINT personal_reports_once UNIQUE (person_id, session_id),
        CONSTRAINT personal_reports_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT personal_reports_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
      )`);
    await db.query(`CREATE INDEX personal_reports_of_person ON conf.personal_reports (person_id, kept_at DESC, id)`);
    await db.query(`ALTER TABLE conf.personal_reports ENABLE ROW LEVEL SECURITY`);
    const own = `person_id = (SELECT conf.uid())`;
    await db.query(`CREATE POLICY personal_reports_select ON conf.personal_reports FOR SELECT TO kring_runtime USING (${own})`);
    await db.query(`CREATE POLICY personal_reports_insert ON conf.personal_reports FOR INSERT TO kring_runtime WITH CHECK (${own})`);
    await db.query(`CREATE POLICY personal_reports_update ON conf.personal_reports FOR UPDATE TO kring_runtime USING (${own}) WITH CHECK (${own})`);
    await db.query(`CREATE POLICY personal_reports_delete ON conf.personal_reports FOR DELETE TO kring_runtime USING (${own})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON conf.personal_reports TO kring_runtime`);
    // erasing a person takes what they kept as well
    await db.query(`ALTER FUNCTION conf.erase_words(text, uuid) RENAME TO erase_words_without_reports`);
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        -- first the key: whoever keeps a report at this moment is waited for, or comes after it with a new one
        gone := conf.erase_words_without_reports(kind, scope);
        IF kind = 'person' THEN DELETE FROM conf.personal_reports r WHERE r.person_id = scope; END IF;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_words(text, uuid) FROM PUBLIC`);
  }

  private async totals(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE conf.session_evaluations (
        session_id uuid NOT NULL,
        phase integer NOT NULL,
        item text NOT NULL,
        counts integer[] NOT NULL,
        CONSTRAINT session_evaluations_pk PRIMARY KEY (session_id, item),
        CONSTRAINT session_evaluations_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_evaluations_counts CHECK (array_length(counts, 1) = 5 AND 0 <= ALL (counts)
          AND counts[1] + counts[2] + counts[3] + counts[4] + counts[5] >= 4)
      )`);
    await db.query(`ALTER TABLE conf.session_evaluations ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_evaluations_select ON conf.session_evaluations FOR SELECT TO kring_runtime USING (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_evaluations_insert ON conf.session_evaluations FOR INSERT TO kring_runtime
      WITH CHECK (conf.in_session(session_id) AND conf.phase_closed(session_id, phase))`);
    await db.query(`GRANT SELECT, INSERT ON conf.session_evaluations TO kring_runtime`);
  }

  /** Typed in after a session on paper, under the name of who typed it; that person alone changes or removes it. */
  private async outcomes(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE conf.session_texts DROP CONSTRAINT session_texts_kind`);
    await db.query(`ALTER TABLE conf.session_texts ADD CONSTRAINT session_texts_kind CHECK (kind IN ('entry', 'note', 'answer', 'parked', 'outcome'))`);
    await db.query(`ALTER TABLE conf.session_texts ADD CONSTRAINT session_texts_outcome CHECK (kind <> 'outcome' OR (opened AND sharing = 'named'))`);
    await db.query(`CREATE POLICY session_texts_delete_outcome ON conf.session_texts FOR DELETE TO kring_runtime
      USING (conf.in_session(session_id) AND kind = 'outcome' AND author_id = (SELECT conf.uid()))`);
    // it joins the outcome, under the same id: whoever typed it changes and takes it back there too
    const typed = `conf.in_session(session_id)
      AND EXISTS (SELECT 1 FROM conf.session_texts t WHERE t.id = session_outcomes.id AND t.kind = 'outcome' AND t.author_id = (SELECT conf.uid()))`;
    await db.query(`CREATE POLICY session_outcomes_update_typed ON conf.session_outcomes FOR UPDATE TO kring_runtime USING (${typed}) WITH CHECK (${typed})`);
    await db.query(`CREATE POLICY session_outcomes_delete_typed ON conf.session_outcomes FOR DELETE TO kring_runtime USING (${typed})`);
    await db.query(`GRANT DELETE ON conf.session_outcomes TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
