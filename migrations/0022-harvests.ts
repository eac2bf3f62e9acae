import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Harvest: a lesson of a session, written without names by who were in it, and published only when everyone whose it is
 * agreed and nobody of the circle objected.
 *
 * The text on its way is confidential and has a key of its own: what is withdrawn must be unreadable in every copy, which
 * neither the session's key nor the circle's would bring about. Not published, it goes with the words of its session. What the region reads is a
 * plain row that says nothing of where it came from: no circle, no session, no people, and a day instead of a moment.
 */
export class Harvests1700000000022 implements MigrationInterface {
  name = 'Harvests1700000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE lessons (
        id uuid NOT NULL,
        region_id uuid NOT NULL,
        title text NOT NULL,
        situation text NOT NULL,
        helped text NOT NULL,
        try_next text NOT NULL,
        published_on date NOT NULL,
        CONSTRAINT lessons_pk PRIMARY KEY (id),
        CONSTRAINT lessons_region_fk FOREIGN KEY (region_id) REFERENCES organisations (id)
      )`);
    await db.query(`CREATE INDEX lessons_in_region ON lessons (region_id, published_on, id)`);
    await db.query(`GRANT SELECT, INSERT ON lessons TO kring_runtime`);
    await this.drafts(db);
    await this.keys(db);
    await this.erasing(db);
  }

  private async drafts(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE conf.harvests (
        id uuid NOT NULL,
        session_id uuid NOT NULL,
        group_id uuid NOT NULL,
        proposed_by uuid NOT NULL,
        contributor_ids uuid[] NOT NULL,
        quoted_ids uuid[] NOT NULL,
        approved_ids uuid[] NOT NULL,
        body bytea NOT NULL,
        objection bytea,
        version integer NOT NULL,
        status text NOT NULL,
        reach text NOT NULL,
        objection_ends_at timestamptz,
        lesson_id uuid,
        published_on date,
        CONSTRAINT harvests_pk PRIMARY KEY (id),
        CONSTRAINT harvests_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT harvests_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT harvests_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES people (id),
        CONSTRAINT harvests_one_per_session UNIQUE (session_id),
        CONSTRAINT harvests_lesson_once UNIQUE (lesson_id),
        CONSTRAINT harvests_status CHECK (status IN ('editing', 'approving', 'objecting', 'published')),
        CONSTRAINT harvests_reach CHECK (reach IN ('circle', 'region')),
        CONSTRAINT harvests_contributors CHECK (cardinality(contributor_ids) > 0),
        CONSTRAINT harvests_objecting CHECK ((status = 'objecting') = (objection_ends_at IS NOT NULL)),
        CONSTRAINT harvests_published CHECK ((status = 'published') = (published_on IS NOT NULL)),
        CONSTRAINT harvests_agreed CHECK (status NOT IN ('objecting', 'published') OR (approved_ids @> contributor_ids AND approved_ids @> quoted_ids))
      )`);
    await db.query(`CREATE INDEX harvests_in_group ON conf.harvests (group_id, published_on)`);
    // who approved a published lesson can withdraw it at any time, out of the circle too
    const theirs = `status = 'published' AND (contributor_ids || quoted_ids) @> ARRAY[(SELECT conf.uid())]`;
    await db.query(`ALTER TABLE conf.harvests ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY harvests_select ON conf.harvests FOR SELECT TO kring_runtime USING (conf.in_session(session_id) OR (${theirs}))`);
    await db.query(`CREATE POLICY harvests_insert ON conf.harvests FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id) AND proposed_by = (SELECT conf.uid()) AND status = 'editing')`);
    await db.query(`CREATE POLICY harvests_update ON conf.harvests FOR UPDATE TO kring_runtime USING (conf.in_session(session_id)) WITH CHECK (conf.in_session(session_id))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.harvests TO kring_runtime`);
    await db.query(`
      CREATE FUNCTION conf.in_harvest(harvest uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM conf.harvests h WHERE h.id = harvest AND conf.in_session(h.session_id))
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.in_harvest(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.in_harvest(uuid) TO kring_runtime`);
  }

  /** A kind of scope more, with policies of its own beside those that are there. */
  private async keys(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE conf.keys DROP CONSTRAINT keys_scope_kind`);
    await db.query(`ALTER TABLE conf.keys ADD CONSTRAINT keys_scope_kind CHECK (scope_kind IN ('person', 'group', 'session', 'session_outcome', 'case', 'harvest'))`);
    const allowed = `scope_kind = 'harvest' AND conf.in_harvest(scope_id)`;
    await db.query(`CREATE POLICY keys_select_harvest ON conf.keys FOR SELECT TO kring_runtime USING (${allowed})`);
    await db.query(`CREATE POLICY keys_insert_harvest ON conf.keys FOR INSERT TO kring_runtime WITH CHECK (${allowed})`);
  }

  /** `harvest`: the words on their way and their key; `lesson`: withdrawn, what the region reads of it too. */
  private async erasing(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.erase_harvest_words(harvest uuid, with_lesson boolean) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; lesson uuid;
      BEGIN
        SELECT h.lesson_id INTO lesson FROM conf.harvests h WHERE h.id = harvest FOR UPDATE;
        PERFORM pg_advisory_xact_lock(hashtextextended('harvest:' || harvest, 0));
        DELETE FROM public.mutation_receipts r USING conf.harvests h WHERE h.id = harvest AND r.operation = 'objectHarvest' AND r.ids ->> 'sessionId' = h.session_id::text
          AND r.person_id IN (SELECT m.person_id FROM public.memberships m WHERE m.group_id = h.group_id);
        IF with_lesson OR lesson IS NULL THEN
          DELETE FROM public.lessons l WHERE l.id = lesson;
          DELETE FROM conf.harvests h WHERE h.id = harvest;
        ELSE
          -- what the region reads stays, and so does who may take it back
          UPDATE conf.harvests h SET body = '', objection = NULL WHERE h.id = harvest;
        END IF;
        DELETE FROM conf.keys k WHERE k.scope_kind = 'harvest' AND k.scope_id = harvest;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$`);
    // what is not published is case text still, and goes with the words of its session
    await db.query(`ALTER FUNCTION conf.erase_session_words(uuid) RENAME TO erase_session_cases`);
    await db.query(`
      CREATE FUNCTION conf.erase_session_words(session uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer := 0; unpublished uuid;
      BEGIN
        PERFORM 1 FROM public.sessions s WHERE s.id = session FOR UPDATE;
        FOR unpublished IN SELECT h.id FROM conf.harvests h WHERE h.session_id = session AND h.status <> 'published' LOOP
          gone := gone + conf.erase_harvest_words(unpublished, false);
        END LOOP;
        RETURN gone + conf.erase_session_cases(session);
      END $$`);
    await db.query(`ALTER FUNCTION conf.erase_words(text, uuid) RENAME TO erase_words_without_harvests`);
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; of_circle uuid;
      BEGIN
        IF kind IN ('harvest', 'lesson') THEN RETURN conf.erase_harvest_words(scope, kind = 'lesson'); END IF;
        gone := conf.erase_words_without_harvests(kind, scope);
        FOR of_circle IN SELECT h.id FROM conf.harvests h WHERE kind = 'group' AND h.group_id = scope ORDER BY h.id LOOP
          gone := gone + conf.erase_harvest_words(of_circle, false);
        END LOOP;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_words(text, uuid), conf.erase_session_words(uuid), conf.erase_harvest_words(uuid, boolean) FROM PUBLIC`);
    // what goes along with a circle or a session is written down as well, as in 0019: key backups of before still have those keys
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.erase_scope(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; cases uuid[]; harvests uuid[];
      BEGIN
        cases := ARRAY (SELECT c.id FROM conf.prepared_cases c WHERE (kind = 'person' AND c.person_id = scope) OR (kind = 'group' AND c.group_id = scope));
        harvests := ARRAY (SELECT h.id FROM conf.harvests h WHERE (kind = 'lesson' AND h.id = scope) OR (kind = 'group' AND h.group_id = scope)
          OR (kind = 'session' AND h.session_id = scope AND h.status <> 'published'));
        gone := conf.erase_words(kind, scope);
        INSERT INTO public.erasures AS e (scope_kind, scope_id, erased_at)
          SELECT kind, scope, clock_timestamp()
          UNION ALL SELECT k.kind, s.id, clock_timestamp() FROM public.sessions s CROSS JOIN (VALUES ('session'), ('session_outcome')) AS k (kind)
            WHERE erase_scope.kind = 'group' AND s.group_id = scope
          UNION ALL SELECT 'case', c.id, clock_timestamp() FROM unnest(cases) AS c (id)
          UNION ALL SELECT 'harvest', h.id, clock_timestamp() FROM unnest(harvests) AS h (id)
          ON CONFLICT (scope_kind, scope_id) DO UPDATE SET erased_at = excluded.erased_at;
        INSERT INTO public.audit_log (act, subject_id, detail) VALUES ('scope.erased', scope, jsonb_build_object('kind', kind));
        RETURN gone;
      END $$`);
    // a receipt says who asked what: of objections they go as soon as somebody goes on with the lesson
    await db.query(`
      CREATE FUNCTION conf.forget_objections(session uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT conf.in_session(session) THEN RAISE insufficient_privilege; END IF;
        DELETE FROM public.mutation_receipts r WHERE r.operation = 'objectHarvest' AND r.ids ->> 'sessionId' = session::text
          AND r.person_id IN (SELECT m.person_id FROM public.memberships m JOIN public.sessions s ON s.group_id = m.group_id WHERE s.id = session);
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.forget_objections(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.forget_objections(uuid) TO kring_runtime`);
    // the server says who may; the database that it is somebody of the session, or whose lesson it is
    await db.query(`
      CREATE FUNCTION conf.drop_harvest(harvest uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM conf.harvests h WHERE h.id = harvest AND (conf.in_session(h.session_id) OR (h.status = 'published' AND (h.contributor_ids || h.quoted_ids) @> ARRAY[conf.uid()])))
          THEN RAISE insufficient_privilege; END IF;
        PERFORM conf.erase_scope('lesson', harvest);
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.drop_harvest(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.drop_harvest(uuid) TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
