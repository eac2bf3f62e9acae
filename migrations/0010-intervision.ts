import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Intervision: sessions of closed circles, who is in them, and what is written there.
 *
 * Facts and the course of a session are plain; words, ballots and answers lie sealed in the confidential schema. Whoever
 * reads there gets what is open and what is their own. A text without a name carries no author and no moment: until it
 * is opened its author is known by a digest that only the session's key makes, and opening takes that away too. Ids and
 * places of what is closed come out of three functions of the owner's, never the words.
 */
export class Intervision1700000000010 implements MigrationInterface {
  name = 'Intervision1700000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE sessions (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        planned_by uuid NOT NULL,
        method_key text NOT NULL,
        short boolean NOT NULL,
        script jsonb NOT NULL,
        starts_at timestamptz NOT NULL,
        minutes integer NOT NULL,
        place text NOT NULL,
        video_link text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        status text NOT NULL,
        version integer NOT NULL,
        facilitator_id uuid,
        co_facilitator_id uuid,
        contributor_id uuid,
        case_id uuid,
        previous_contributor_id uuid,
        notetaker_id uuid,
        timekeeper_id uuid,
        facilitator_away_since timestamptz,
        co_facilitator_away_since timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        phase integer NOT NULL,
        turn integer NOT NULL,
        furthest integer NOT NULL,
        phase_started_at timestamptz,
        ends_at timestamptz,
        clock text NOT NULL,
        halted_at timestamptz,
        entry text NOT NULL,
        grace_ends_at timestamptz,
        goes_to integer,
        nameless_offered boolean NOT NULL,
        showing integer,
        spotlight_id uuid,
        speaking_order jsonb NOT NULL,
        speaker_id uuid,
        extra_time_asked integer NOT NULL,
        deadline_extended boolean NOT NULL,
        deadline_shift_ms bigint NOT NULL,
        CONSTRAINT sessions_pk PRIMARY KEY (id),
        CONSTRAINT sessions_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT sessions_planned_by_fk FOREIGN KEY (planned_by) REFERENCES people (id),
        CONSTRAINT sessions_facilitator_fk FOREIGN KEY (facilitator_id) REFERENCES people (id),
        CONSTRAINT sessions_co_facilitator_fk FOREIGN KEY (co_facilitator_id) REFERENCES people (id),
        CONSTRAINT sessions_status CHECK (status IN ('planned', 'lobby', 'running', 'ended', 'cancelled')),
        CONSTRAINT sessions_clock CHECK (clock IN ('running', 'paused', 'time_out')),
        CONSTRAINT sessions_entry CHECK (entry IN ('open', 'closing', 'closed'))
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX sessions_in_group ON sessions (group_id, starts_at)`);
    await db.query(`
      CREATE TABLE session_people (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        entered_at timestamptz NOT NULL DEFAULT now(),
        here boolean NOT NULL,
        observer boolean NOT NULL,
        seat integer,
        silent boolean NOT NULL,
        grace_seconds integer NOT NULL,
        ready_turn integer,
        asked_turn integer,
        CONSTRAINT session_people_pk PRIMARY KEY (session_id, person_id),
        CONSTRAINT session_people_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_people_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      ) WITH (fillfactor = 80)`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON sessions, session_people TO kring_runtime`);
    await db.query(`GRANT SELECT ON sessions TO kring_jobs`);

    await this.words(db);
    await this.whoMayRead(db);
    await this.policies(db);
    await this.opening(db);
    await this.erasing(db);
  }

  private async words(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE conf.session_texts (
        id uuid NOT NULL,
        session_id uuid NOT NULL,
        phase integer NOT NULL,
        kind text NOT NULL,
        sharing text NOT NULL,
        author_id uuid,
        tag bytea,
        body bytea NOT NULL,
        opened boolean NOT NULL,
        position integer,
        version integer NOT NULL,
        CONSTRAINT session_texts_pk PRIMARY KEY (id),
        CONSTRAINT session_texts_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT session_texts_author_fk FOREIGN KEY (author_id) REFERENCES people (id),
        CONSTRAINT session_texts_kind CHECK (kind IN ('entry', 'note', 'answer')),
        CONSTRAINT session_texts_sharing CHECK (sharing IN ('named', 'nameless', 'not_shared')),
        CONSTRAINT session_texts_author CHECK ((sharing = 'nameless') = (author_id IS NULL)),
        CONSTRAINT session_texts_tag CHECK ((tag IS NOT NULL) = (sharing = 'nameless' AND NOT opened)),
        CONSTRAINT session_texts_note CHECK (kind <> 'note' OR (NOT opened AND sharing = 'not_shared'))
      )`);
    await db.query(`CREATE INDEX session_texts_in_session ON conf.session_texts (session_id, phase)`);
    for (const [table, column] of [['session_ballots', 'choice'], ['session_answers', 'body']]) {
      await db.query(`
        CREATE TABLE conf.${table} (
          session_id uuid NOT NULL,
          phase integer NOT NULL,
          tag bytea NOT NULL,
          ${column} bytea NOT NULL,
          CONSTRAINT ${table}_pk PRIMARY KEY (session_id, phase, tag),
          CONSTRAINT ${table}_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
        )`);
    }
    await db.query(`
      CREATE TABLE conf.session_ratings (
        session_id uuid NOT NULL,
        phase integer NOT NULL,
        text_id uuid NOT NULL,
        value text NOT NULL,
        CONSTRAINT session_ratings_pk PRIMARY KEY (session_id, phase, text_id),
        CONSTRAINT session_ratings_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id)
      )`);
  }

  private async whoMayRead(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.in_session(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id
          WHERE s.id = session AND m.person_id = conf.uid() AND m.role IN ('lead', 'co_lead', 'member')
            AND m.ended_at IS NULL AND m.suspended_at IS NULL)
      $$`);
    // the same as isClosed in the domain: a vote or survey has a result from then on
    await db.query(`
      CREATE FUNCTION conf.phase_closed(session uuid, which integer) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s WHERE s.id = session AND CASE
            WHEN s.status <> 'ended' AND which = s.phase THEN s.status = 'running' AND s.entry = 'closed'
            ELSE which <= s.furthest END)
      $$`);
    await db.query(`
      CREATE FUNCTION conf.own_tag() RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog AS
        $$ SELECT decode(nullif(current_setting('app.session_tag', true), ''), 'hex') $$`);
    await db.query(`ALTER TABLE conf.keys DROP CONSTRAINT keys_scope_kind`);
    await db.query(`ALTER TABLE conf.keys ADD CONSTRAINT keys_scope_kind CHECK (scope_kind IN ('person', 'group', 'session'))`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.may_use_key(kind text, scope uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE kind
          WHEN 'person' THEN scope = conf.uid()
          WHEN 'group' THEN conf.is_member(scope)
          WHEN 'session' THEN conf.in_session(scope)
          ELSE false END
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.in_session(uuid), conf.phase_closed(uuid, integer), conf.own_tag() FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.in_session(uuid), conf.phase_closed(uuid, integer), conf.own_tag() TO kring_runtime`);
  }

  private async policies(db: QueryRunner): Promise<void> {
    const own = `(author_id = (SELECT conf.uid()) OR tag = (SELECT conf.own_tag()))`;
    // an author, a tag, or what had no name from the moment it was posted
    const asOneself = `(author_id = (SELECT conf.uid()) OR tag = (SELECT conf.own_tag()) OR (sharing = 'nameless' AND opened))`;
    await db.query(`ALTER TABLE conf.session_texts ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_texts_select ON conf.session_texts FOR SELECT TO kring_runtime USING (conf.in_session(session_id) AND (opened OR ${own}))`);
    await db.query(`CREATE POLICY session_texts_insert ON conf.session_texts FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id) AND ${asOneself})`);
    await db.query(`CREATE POLICY session_texts_update ON conf.session_texts FOR UPDATE TO kring_runtime
      USING (conf.in_session(session_id) AND ${own}) WITH CHECK (conf.in_session(session_id) AND ${asOneself})`);
    await db.query(`CREATE POLICY session_texts_delete ON conf.session_texts FOR DELETE TO kring_runtime USING (conf.in_session(session_id) AND NOT opened AND ${own})`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON conf.session_texts TO kring_runtime`);
    for (const table of ['session_ballots', 'session_answers']) {
      const mine = `conf.in_session(session_id) AND tag = (SELECT conf.own_tag())`;
      await db.query(`ALTER TABLE conf.${table} ENABLE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_select ON conf.${table} FOR SELECT TO kring_runtime
        USING (conf.in_session(session_id) AND (tag = (SELECT conf.own_tag()) OR conf.phase_closed(session_id, phase)))`);
      await db.query(`CREATE POLICY ${table}_insert ON conf.${table} FOR INSERT TO kring_runtime WITH CHECK (${mine})`);
      await db.query(`CREATE POLICY ${table}_update ON conf.${table} FOR UPDATE TO kring_runtime USING (${mine}) WITH CHECK (${mine})`);
      await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.${table} TO kring_runtime`);
    }
    await db.query(`ALTER TABLE conf.session_ratings ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY session_ratings_select ON conf.session_ratings FOR SELECT TO kring_runtime USING (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_ratings_insert ON conf.session_ratings FOR INSERT TO kring_runtime WITH CHECK (conf.in_session(session_id))`);
    await db.query(`CREATE POLICY session_ratings_update ON conf.session_ratings FOR UPDATE TO kring_runtime
      USING (conf.in_session(session_id)) WITH CHECK (conf.in_session(session_id))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON conf.session_ratings TO kring_runtime`);
  }

  /** What the server does with texts that whoever asks may not read: places, opening, closing. Never words, never authors. */
  private async opening(db: QueryRunner): Promise<void> {
    const refuse = `IF NOT conf.in_session(session) THEN RAISE insufficient_privilege; END IF;`;
    await db.query(`
      CREATE FUNCTION conf.session_marks(session uuid) RETURNS TABLE (id uuid, phase integer, sharing text, opened boolean, "position" integer)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        ${refuse}
        RETURN QUERY SELECT t.id, t.phase, t.sharing, t.opened, t.position FROM conf.session_texts t
          WHERE t.session_id = session AND t.kind = 'entry' ORDER BY t.id;
      END $$`);
    await db.query(`
      CREATE FUNCTION conf.place_texts(session uuid, ids uuid[], places integer[]) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        ${refuse}
        UPDATE conf.session_texts t SET position = p.place FROM unnest(ids, places) AS p (id, place)
          WHERE t.id = p.id AND t.session_id = session AND t.position IS NULL;
      END $$`);
    // receipts say who wrote when and carry a digest of the words; versions say how often: with a text without a name they go
    await db.query(`
      CREATE FUNCTION conf.open_texts(session uuid, which uuid[]) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        ${refuse}
        UPDATE conf.session_texts t SET opened = true, tag = NULL, version = CASE WHEN t.sharing = 'nameless' THEN 1 ELSE t.version END
          WHERE t.session_id = session AND t.id = ANY (which) AND t.kind <> 'note' AND t.sharing <> 'not_shared' AND NOT t.opened;
        DELETE FROM public.mutation_receipts r USING public.session_people p
          WHERE p.session_id = session AND r.person_id = p.person_id AND r.operation IN ('writeText', 'removeText')
            AND r.ids ->> 'sessionId' = session::text
            AND EXISTS (SELECT 1 FROM conf.session_texts t WHERE t.id = ANY (which) AND t.sharing = 'nameless');
      END $$`);
    await db.query(`
      CREATE FUNCTION conf.close_ballots(session uuid, which integer) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        ${refuse}
        IF NOT conf.phase_closed(session, which) THEN RAISE insufficient_privilege; END IF;
        UPDATE conf.session_ballots b SET tag = uuid_send(gen_random_uuid()) WHERE b.session_id = session AND b.phase = which;
        UPDATE conf.session_answers a SET tag = uuid_send(gen_random_uuid()) WHERE a.session_id = session AND a.phase = which;
      END $$`);
    const all = `conf.session_marks(uuid), conf.place_texts(uuid, uuid[], integer[]), conf.open_texts(uuid, uuid[]), conf.close_ballots(uuid, integer)`;
    await db.query(`REVOKE ALL ON FUNCTION ${all} FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION ${all} TO kring_runtime`);
  }

  /** Erasing a circle takes the words of its sessions with it. */
  private async erasing(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION conf.erase_session_words(session uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        PERFORM 1 FROM public.sessions s WHERE s.id = session FOR UPDATE;
        PERFORM pg_advisory_xact_lock(hashtextextended('session:' || session, 0));
        DELETE FROM conf.session_ratings r WHERE r.session_id = session;
        DELETE FROM conf.session_answers a WHERE a.session_id = session;
        DELETE FROM conf.session_ballots b WHERE b.session_id = session;
        DELETE FROM conf.session_texts t WHERE t.session_id = session;
        UPDATE public.sessions s SET place = '', video_link = '', spotlight_id = NULL WHERE s.id = session;
        DELETE FROM conf.keys k WHERE k.scope_kind = 'session' AND k.scope_id = session;
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE public.realtime_stream t SET epoch = t.epoch + 1 WHERE t.stream = 'session:' || session;
        RETURN gone;
      END $$`);
    await db.query(`ALTER FUNCTION conf.erase_words(text, uuid) RENAME TO erase_own_words`);
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer; circle_session uuid;
      BEGIN
        IF kind = 'session' THEN RETURN conf.erase_session_words(scope); END IF;
        gone := conf.erase_own_words(kind, scope);
        FOR circle_session IN SELECT s.id FROM public.sessions s WHERE kind = 'group' AND s.group_id = scope ORDER BY s.id LOOP
          gone := gone + conf.erase_session_words(circle_session);
        END LOOP;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_session_words(uuid), conf.erase_words(text, uuid) FROM PUBLIC`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
