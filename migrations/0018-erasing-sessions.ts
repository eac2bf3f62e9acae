import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes of a session: its words go after the period that holds for its circle, its outcome later and with a key of
 * its own, and who took part stays as a fact. A freeze stops reading at once, and no clock of erasing.
 */
export class ErasingSessions1700000000018 implements MigrationInterface {
  name = 'ErasingSessions1700000000018';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE sessions ADD COLUMN erased_at timestamptz, ADD COLUMN outcome_erased_at timestamptz, ADD COLUMN texts_erased integer,
      ADD COLUMN frozen_at timestamptz, ADD COLUMN frozen_by uuid`);
    await db.query(`ALTER TABLE session_people ADD COLUMN away_at timestamptz`);
    await db.query(`
      CREATE TABLE session_attendance (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        role text NOT NULL,
        minutes integer NOT NULL,
        CONSTRAINT session_attendance_pk PRIMARY KEY (session_id, person_id),
        CONSTRAINT session_attendance_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_attendance_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`CREATE INDEX session_attendance_of_person ON session_attendance (person_id)`);
    // each row shortens: `days` is in the key, and a longer one than there is already is refused
    await db.query(`
      CREATE TABLE circle_periods (
        group_id uuid NOT NULL,
        days integer NOT NULL,
        chosen_by uuid NOT NULL,
        chosen_at timestamptz NOT NULL DEFAULT now(),
        pact_version integer,
        CONSTRAINT circle_periods_pk PRIMARY KEY (group_id, days),
        CONSTRAINT circle_periods_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT circle_periods_chosen_by_fk FOREIGN KEY (chosen_by) REFERENCES people (id),
        CONSTRAINT circle_periods_days CHECK (days BETWEEN 7 AND 89)
      )`);
    await db.query(`GRANT SELECT, INSERT ON session_attendance, circle_periods TO kring_runtime`);
    await this.outcome(db);
    await this.freezing(db);
    await this.periods(db);
    await this.erasing(db);
  }

  private async outcome(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE conf.keys DROP CONSTRAINT keys_scope_kind`);
    await db.query(`ALTER TABLE conf.keys ADD CONSTRAINT keys_scope_kind CHECK (scope_kind IN ('person', 'group', 'session', 'session_outcome'))`);
    await db.query(`
      CREATE TABLE conf.session_outcomes (
        id uuid NOT NULL,
        session_id uuid NOT NULL,
        phase integer NOT NULL,
        kind text NOT NULL,
        owner_id uuid,
        due_on date,
        state text NOT NULL,
        version integer NOT NULL,
        body bytea NOT NULL,
        CONSTRAINT session_outcomes_pk PRIMARY KEY (id),
        CONSTRAINT session_outcomes_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_outcomes_owner_fk FOREIGN KEY (owner_id) REFERENCES people (id),
        CONSTRAINT session_outcomes_kind CHECK (kind IN ('action', 'note')),
        CONSTRAINT session_outcomes_state CHECK (state IN ('open', 'done', 'not_needed'))
      )`);
    await db.query(`CREATE INDEX session_outcomes_in_session ON conf.session_outcomes (session_id)`);
    await db.query(`CREATE INDEX session_outcomes_of_owner ON conf.session_outcomes (owner_id, state)`);
    await db.query(`
      CREATE TABLE conf.session_followups (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        shared boolean NOT NULL,
        body bytea NOT NULL,
        answered_at timestamptz NOT NULL,
        CONSTRAINT session_followups_pk PRIMARY KEY (session_id, person_id),
        CONSTRAINT session_followups_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_followups_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`
      CREATE TABLE conf.own_intentions (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        session_id uuid NOT NULL,
        due_on date,
        body bytea NOT NULL,
        CONSTRAINT own_intentions_pk PRIMARY KEY (id, person_id),
        CONSTRAINT own_intentions_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT own_intentions_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
      )`);
    const mine = `person_id = (SELECT conf.uid())`;
    for (const table of ['session_outcomes', 'session_followups', 'own_intentions']) await db.query(`ALTER TABLE conf.${table} ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_outcomes_select ON conf.session_outcomes FOR SELECT TO kring_runtime USING (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_outcomes_insert ON conf.session_outcomes FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_outcomes_update ON conf.session_outcomes FOR UPDATE TO kring_runtime
      USING (conf.in_session(session_id) AND owner_id = (SELECT conf.uid())) WITH CHECK (conf.in_session(session_id) AND owner_id = (SELECT conf.uid()))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.session_outcomes TO kring_runtime`);
    await db.query(`CREATE POLICY session_followups_select ON conf.session_followups FOR SELECT TO kring_runtime USING (${mine} OR (shared AND conf.in_session(session_id)))`);
    await db.query(`CREATE POLICY session_followups_insert ON conf.session_followups FOR INSERT TO kring_runtime WITH CHECK (${mine})`);
    await db.query(`CREATE POLICY session_followups_update ON conf.session_followups FOR UPDATE TO kring_runtime USING (${mine}) WITH CHECK (${mine})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.session_followups TO kring_runtime`);
    await db.query(`CREATE POLICY own_intentions_select ON conf.own_intentions FOR SELECT TO kring_runtime USING (${mine})`);
    await db.query(`CREATE POLICY own_intentions_insert ON conf.own_intentions FOR INSERT TO kring_runtime WITH CHECK (${mine})`);
    await db.query(`GRANT SELECT, INSERT ON conf.own_intentions TO kring_runtime`);
  }

  /** Nobody reads a frozen session: not its words, not its keys. Who is in it still learns that it is there. */
  private async freezing(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.in_frozen_too(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id
          WHERE s.id = session AND m.person_id = conf.uid() AND m.role IN ('lead', 'co_lead', 'member')
            AND m.ended_at IS NULL AND m.suspended_at IS NULL)
      $$`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.in_session(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT conf.in_frozen_too(session) AND EXISTS (SELECT 1 FROM public.sessions s WHERE s.id = session AND s.frozen_at IS NULL)
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.in_frozen_too(uuid) FROM PUBLIC`);
    // the screen in the room gets nothing either
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.beamer_session(token bytea) RETURNS uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT s.id FROM public.beamers b JOIN public.sessions s ON s.id = b.session_id AND s.beamer_id = b.id
        WHERE b.token_hash = token AND s.status IN ('lobby', 'running') AND s.frozen_at IS NULL
      $$`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.session_marks(session uuid) RETURNS TABLE (id uuid, phase integer, sharing text, opened boolean, "position" integer)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT conf.in_frozen_too(session) THEN RAISE insufficient_privilege; END IF;
        IF NOT conf.in_session(session) THEN RETURN; END IF;
        RETURN QUERY SELECT t.id, t.phase, t.sharing, t.opened, t.position FROM conf.session_texts t
          WHERE t.session_id = session AND t.kind = 'entry' ORDER BY t.id;
      END $$`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.may_use_key(kind text, scope uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE kind
          WHEN 'person' THEN scope = conf.uid()
          WHEN 'group' THEN conf.is_member(scope)
          WHEN 'session' THEN conf.in_session(scope)
          WHEN 'session_outcome' THEN conf.in_session(scope)
          ELSE false END
      $$`);
    await db.query(`
      CREATE TABLE conf.session_lifts (
        session_id uuid NOT NULL,
        lifted_at timestamptz NOT NULL,
        lifted_by uuid NOT NULL,
        reason bytea NOT NULL,
        CONSTRAINT session_lifts_pk PRIMARY KEY (session_id, lifted_at),
        CONSTRAINT session_lifts_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_lifts_lifted_by_fk FOREIGN KEY (lifted_by) REFERENCES people (id)
      )`);
    await db.query(`ALTER TABLE conf.session_lifts ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_lifts_select ON conf.session_lifts FOR SELECT TO kring_runtime USING (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_lifts_insert ON conf.session_lifts FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id) AND lifted_by = (SELECT conf.uid()))`);
    await db.query(`GRANT SELECT, INSERT ON conf.session_lifts TO kring_runtime`);
  }

  /**
   * The shortest period of a circle holds for what begins after it was chosen, and for what was there before once every
   * member accepted the pact that says it.
   */
  private async periods(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.circle_days(session uuid) RETURNS integer
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT min(p.days) FROM public.sessions s JOIN public.circle_periods p ON p.group_id = s.group_id
        WHERE s.id = session AND (coalesce(s.started_at, s.starts_at) >= p.chosen_at OR (p.pact_version IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM public.memberships m WHERE m.group_id = s.group_id AND m.role IN ('lead', 'co_lead', 'member')
            AND m.ended_at IS NULL AND m.suspended_at IS NULL AND m.pact_version < p.pact_version)))
      $$`);
    await db.query(`
      CREATE FUNCTION conf.due_erasures(case_days integer, outcome_days integer, most integer) RETURNS TABLE (scope_kind text, scope_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        (SELECT 'session', s.id FROM public.sessions s
         WHERE s.erased_at IS NULL AND coalesce(s.started_at, s.starts_at) < now() - interval '7 days'
           AND coalesce(s.started_at, s.starts_at) + make_interval(days => least(case_days, conf.circle_days(s.id))) <= now() ORDER BY s.starts_at LIMIT most)
        UNION ALL
        (SELECT 'session_outcome', s.id FROM public.sessions s
         WHERE s.outcome_erased_at IS NULL AND coalesce(s.started_at, s.starts_at) + make_interval(days => outcome_days) <= now() ORDER BY s.starts_at LIMIT most)
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.circle_days(uuid), conf.due_erasures(integer, integer, integer) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.circle_days(uuid) TO kring_runtime`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.due_erasures(integer, integer, integer) TO kring_jobs`);
    // so that the bytes of a dropped key leave the table's file as well; older versions of the database know no such right
    await db.query(`DO $$ BEGIN
      IF current_setting('server_version_num')::integer >= 170000 THEN EXECUTE 'GRANT MAINTAIN ON conf.keys TO kring_jobs'; END IF; END $$`);
  }

  private async erasing(db: QueryRunner): Promise<void> {
    await db.query(`ALTER FUNCTION conf.erase_session_words(uuid) RENAME TO erase_session_sheets`);
    await db.query(`
      CREATE FUNCTION conf.erase_session_words(session uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; words integer;
      BEGIN
        PERFORM 1 FROM public.sessions s WHERE s.id = session FOR UPDATE;
        SELECT count(*) INTO words FROM conf.session_texts t WHERE t.session_id = session AND t.opened AND t.kind = 'entry';
        gone := conf.erase_session_sheets(session);
        DELETE FROM conf.session_lifts l WHERE l.session_id = session;
        UPDATE public.session_people p SET silent = false, grace_seconds = 10, ready_turn = NULL, asked_turn = NULL, here = false WHERE p.session_id = session;
        UPDATE public.sessions s SET erased_at = coalesce(s.erased_at, clock_timestamp()), texts_erased = coalesce(s.texts_erased, words), version = s.version + 1,
          ended_at = coalesce(s.ended_at, clock_timestamp()), frozen_at = NULL, frozen_by = NULL,
          status = CASE s.status WHEN 'running' THEN 'ended' WHEN 'ended' THEN 'ended' ELSE 'cancelled' END
          WHERE s.id = session;
        UPDATE public.polls p SET place = '', video_link = '' WHERE p.appointment_id = session;
        UPDATE public.appointments a SET place = '', video_link = '' WHERE a.id = session;
        RETURN gone;
      END $$`);
    await db.query(`
      CREATE FUNCTION conf.erase_outcome_words(session uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        PERFORM 1 FROM public.sessions s WHERE s.id = session FOR UPDATE;
        PERFORM pg_advisory_xact_lock(hashtextextended('session_outcome:' || session, 0));
        DELETE FROM conf.session_outcomes o WHERE o.session_id = session;
        DELETE FROM conf.session_followups f WHERE f.session_id = session;
        UPDATE public.sessions s SET outcome_erased_at = coalesce(s.outcome_erased_at, clock_timestamp()), version = s.version + 1 WHERE s.id = session;
        DELETE FROM conf.keys k WHERE k.scope_kind = 'session_outcome' AND k.scope_id = session;
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE public.realtime_stream t SET epoch = t.epoch + 1 WHERE t.stream = 'session:' || session;
        RETURN gone;
      END $$`);
    await db.query(`ALTER FUNCTION conf.erase_words(text, uuid) RENAME TO erase_words_of_sheets`);
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; circle_session uuid;
      BEGIN
        IF kind = 'session_outcome' THEN RETURN conf.erase_outcome_words(scope); END IF;
        gone := conf.erase_words_of_sheets(kind, scope);
        FOR circle_session IN SELECT s.id FROM public.sessions s WHERE kind = 'group' AND s.group_id = scope ORDER BY s.id LOOP
          gone := gone + conf.erase_outcome_words(circle_session);
        END LOOP;
        DELETE FROM conf.own_intentions i WHERE kind = 'person' AND i.person_id = scope;
        DELETE FROM conf.session_followups f WHERE kind = 'person' AND f.person_id = scope AND NOT f.shared;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_session_words(uuid), conf.erase_outcome_words(uuid), conf.erase_words(text, uuid) FROM PUBLIC`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
