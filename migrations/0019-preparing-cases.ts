import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases before a session. What somebody prepares is theirs alone: sealed with their key and one of its own, so that one
 * case can be erased for good while the person's other words stay. Put forward for a session are title and question
 * only, sealed with the session's key; the vote on them is secret, as every vote is.
 */
export class PreparingCases1700000000019 implements MigrationInterface {
  name = 'PreparingCases1700000000019';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE sessions ADD COLUMN cases_closed_at timestamptz`);
    await db.query(`ALTER TABLE conf.keys DROP CONSTRAINT keys_scope_kind`);
    await db.query(`ALTER TABLE conf.keys ADD CONSTRAINT keys_scope_kind CHECK (scope_kind IN ('person', 'group', 'session', 'session_outcome', 'case'))`);
    await db.query(`
      CREATE TABLE conf.prepared_cases (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        group_id uuid NOT NULL,
        body bytea NOT NULL,
        version integer NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT prepared_cases_pk PRIMARY KEY (id),
        CONSTRAINT prepared_cases_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT prepared_cases_group_fk FOREIGN KEY (group_id) REFERENCES groups (id)
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX prepared_cases_of_person ON conf.prepared_cases (person_id, group_id)`);
    await db.query(`
      CREATE TABLE conf.session_cases (
        session_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        title bytea NOT NULL,
        question bytea NOT NULL,
        CONSTRAINT session_cases_pk PRIMARY KEY (session_id, case_id),
        CONSTRAINT session_cases_one_each UNIQUE (session_id, person_id),
        CONSTRAINT session_cases_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_cases_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`
      CREATE TABLE conf.case_ballots (
        session_id uuid NOT NULL,
        tag bytea NOT NULL,
        choice bytea NOT NULL,
        CONSTRAINT case_ballots_pk PRIMARY KEY (session_id, tag),
        CONSTRAINT case_ballots_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
      )`);
    await this.policies(db);
    await this.functions(db);
    await this.erasing(db);
  }

  private async policies(db: QueryRunner): Promise<void> {
    const mine = `person_id = (SELECT conf.uid())`;
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.may_use_key(kind text, scope uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE kind
          WHEN 'person' THEN scope = conf.uid()
          WHEN 'group' THEN conf.is_member(scope)
          WHEN 'session' THEN conf.in_session(scope)
          WHEN 'session_outcome' THEN conf.in_session(scope)
          WHEN 'case' THEN EXISTS (SELECT 1 FROM conf.prepared_cases c WHERE c.id = scope AND c.person_id = conf.uid())
          ELSE false END
      $$`);
    await db.query(`ALTER TABLE conf.prepared_cases ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY prepared_cases_select ON conf.prepared_cases FOR SELECT TO kring_runtime USING (${mine})`);
    await db.query(`CREATE POLICY prepared_cases_insert ON conf.prepared_cases FOR INSERT TO kring_runtime WITH CHECK (${mine})`);
    await db.query(`CREATE POLICY prepared_cases_update ON conf.prepared_cases FOR UPDATE TO kring_runtime USING (${mine}) WITH CHECK (${mine})`);
    await db.query(`CREATE POLICY prepared_cases_delete ON conf.prepared_cases FOR DELETE TO kring_runtime USING (${mine})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON conf.prepared_cases TO kring_runtime`);
    // whoever throws their case away takes its key with it
    await db.query(`CREATE POLICY keys_delete ON conf.keys FOR DELETE TO kring_runtime USING (
      scope_kind = 'case' AND EXISTS (SELECT 1 FROM conf.prepared_cases c WHERE c.id = scope_id AND c.person_id = (SELECT conf.uid())))`);
    await db.query(`GRANT DELETE ON conf.keys TO kring_runtime`);
    await db.query(`ALTER TABLE conf.session_cases ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_cases_select ON conf.session_cases FOR SELECT TO kring_runtime USING (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_cases_insert ON conf.session_cases FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id) AND ${mine})`);
    await db.query(`CREATE POLICY session_cases_update ON conf.session_cases FOR UPDATE TO kring_runtime
      USING (conf.in_session(session_id) AND ${mine}) WITH CHECK (conf.in_session(session_id) AND ${mine})`);
    await db.query(`CREATE POLICY session_cases_delete ON conf.session_cases FOR DELETE TO kring_runtime USING (conf.in_session(session_id) AND ${mine})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON conf.session_cases TO kring_runtime`);
    const ownTag = `conf.in_session(session_id) AND tag = (SELECT conf.own_tag())`;
    await db.query(`
      CREATE FUNCTION conf.cases_closed(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM public.sessions s WHERE s.id = session AND s.cases_closed_at IS NOT NULL)
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.cases_closed(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.cases_closed(uuid) TO kring_runtime`);
    await db.query(`ALTER TABLE conf.case_ballots ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY case_ballots_select ON conf.case_ballots FOR SELECT TO kring_runtime
      USING (conf.in_session(session_id) AND (tag = (SELECT conf.own_tag()) OR conf.cases_closed(session_id)))`);
    await db.query(`CREATE POLICY case_ballots_insert ON conf.case_ballots FOR INSERT TO kring_runtime WITH CHECK (${ownTag})`);
    await db.query(`CREATE POLICY case_ballots_update ON conf.case_ballots FOR UPDATE TO kring_runtime USING (${ownTag}) WITH CHECK (${ownTag})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.case_ballots TO kring_runtime`);
  }

  /** How many voted, and closing the vote: never whose ballot is which. */
  private async functions(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.case_voters(session uuid) RETURNS integer
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT count(*)::integer FROM conf.case_ballots b WHERE b.session_id = session AND conf.in_session(session)
      $$`);
    await db.query(`
      CREATE FUNCTION conf.close_case_vote(session uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT conf.in_session(session) OR NOT conf.cases_closed(session) THEN RAISE insufficient_privilege; END IF;
        UPDATE conf.case_ballots b SET tag = uuid_send(gen_random_uuid()) WHERE b.session_id = session;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.case_voters(uuid), conf.close_case_vote(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.case_voters(uuid), conf.close_case_vote(uuid) TO kring_runtime`);
  }

  private async erasing(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION conf.due_erasures(integer, integer, integer)`);
    // a case that was brought goes with its session, one that never was after its last change
    await db.query(`
      CREATE FUNCTION conf.due_erasures(case_days integer, outcome_days integer, preparation_days integer, most integer) RETURNS TABLE (scope_kind text, scope_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        WITH over AS (
          SELECT s.id, s.case_id, s.starts_at FROM public.sessions s
          WHERE s.erased_at IS NULL AND coalesce(s.started_at, s.starts_at) < now() - interval '7 days'
            AND coalesce(s.started_at, s.starts_at) + make_interval(days => least(case_days, conf.circle_days(s.id))) <= now() ORDER BY s.starts_at LIMIT most)
        (SELECT 'case', c.id FROM conf.prepared_cases c
         WHERE c.id IN (SELECT o.case_id FROM over o) OR (c.updated_at < now() - make_interval(days => preparation_days)
           AND NOT EXISTS (SELECT 1 FROM public.sessions s WHERE s.case_id = c.id AND s.erased_at IS NULL AND s.status IN ('running', 'ended')))
         ORDER BY c.updated_at LIMIT most)
        UNION ALL
        SELECT 'session', o.id FROM over o
        UNION ALL
        (SELECT 'session_outcome', s.id FROM public.sessions s
         WHERE s.outcome_erased_at IS NULL AND coalesce(s.started_at, s.starts_at) + make_interval(days => outcome_days) <= now() ORDER BY s.starts_at LIMIT most)
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.due_erasures(integer, integer, integer, integer) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.due_erasures(integer, integer, integer, integer) TO kring_jobs`);
    await db.query(`
      CREATE FUNCTION conf.erase_case_words(which uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('case:' || which, 0));
        DELETE FROM conf.prepared_cases c WHERE c.id = which;
        DELETE FROM conf.keys k WHERE k.scope_kind = 'case' AND k.scope_id = which;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$`);
    await db.query(`ALTER FUNCTION conf.erase_session_words(uuid) RENAME TO erase_session_course`);
    await db.query(`
      CREATE FUNCTION conf.erase_session_words(session uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM 1 FROM public.sessions s WHERE s.id = session FOR UPDATE;
        DELETE FROM conf.case_ballots b WHERE b.session_id = session;
        DELETE FROM conf.session_cases c WHERE c.session_id = session;
        RETURN conf.erase_session_course(session);
      END $$`);
    await db.query(`ALTER FUNCTION conf.erase_words(text, uuid) RENAME TO erase_words_of_sessions`);
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; prepared uuid;
      BEGIN
        IF kind = 'case' THEN RETURN conf.erase_case_words(scope); END IF;
        gone := conf.erase_words_of_sessions(kind, scope);
        FOR prepared IN SELECT c.id FROM conf.prepared_cases c WHERE (kind = 'person' AND c.person_id = scope) OR (kind = 'group' AND c.group_id = scope) ORDER BY c.id LOOP
          gone := gone + conf.erase_case_words(prepared);
        END LOOP;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_case_words(uuid), conf.erase_session_words(uuid), conf.erase_words(text, uuid) FROM PUBLIC`);
    // what goes along with a circle or a person is written down as well: key backups of before still have those keys
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.erase_scope(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; cases uuid[];
      BEGIN
        cases := ARRAY (SELECT c.id FROM conf.prepared_cases c WHERE (kind = 'person' AND c.person_id = scope) OR (kind = 'group' AND c.group_id = scope));
        gone := conf.erase_words(kind, scope);
        INSERT INTO public.erasures AS e (scope_kind, scope_id, erased_at)
          SELECT kind, scope, clock_timestamp()
          UNION ALL SELECT k.kind, s.id, clock_timestamp() FROM public.sessions s CROSS JOIN (VALUES ('session'), ('session_outcome')) AS k (kind)
            WHERE erase_scope.kind = 'group' AND s.group_id = scope
          UNION ALL SELECT 'case', c.id, clock_timestamp() FROM unnest(cases) AS c (id)
          ON CONFLICT (scope_kind, scope_id) DO UPDATE SET erased_at = excluded.erased_at;
        INSERT INTO public.audit_log (act, subject_id, detail) VALUES ('scope.erased', scope, jsonb_build_object('kind', kind));
        RETURN gone;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
