import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The confidential schema: data keys per scope and drafts, with row-level security.
 * Enabled, not forced: the owner never serves, and the server refuses to boot as owner (decisions 3).
 */
export class Confidential1700000000005 implements MigrationInterface {
  name = 'Confidential1700000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE conf.keys (
        scope_kind text NOT NULL,
        scope_id uuid NOT NULL,
        wrapped bytea NOT NULL,
        master_key_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT keys_pk PRIMARY KEY (scope_kind, scope_id),
        CONSTRAINT keys_scope_kind CHECK (scope_kind IN ('person', 'group'))
      )`);
    await db.query(`
      CREATE FUNCTION conf.is_member(circle uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.memberships m
          WHERE m.group_id = circle AND m.person_id = conf.uid()
            AND m.ended_at IS NULL AND m.suspended_at IS NULL)
      $$`);
    await db.query(`
      CREATE FUNCTION conf.may_use_key(kind text, scope uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE kind
          WHEN 'person' THEN scope = conf.uid()
          WHEN 'group' THEN conf.is_member(scope)
          ELSE false END
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.is_member(uuid), conf.may_use_key(text, uuid), conf.uid() FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.is_member(uuid), conf.may_use_key(text, uuid), conf.uid() TO kring_runtime`);
    await db.query(`ALTER TABLE conf.keys ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY keys_select ON conf.keys FOR SELECT TO kring_runtime USING (conf.may_use_key(scope_kind, scope_id))`);
    await db.query(`CREATE POLICY keys_insert ON conf.keys FOR INSERT TO kring_runtime WITH CHECK (conf.may_use_key(scope_kind, scope_id))`);
    await db.query(`GRANT SELECT, INSERT ON conf.keys TO kring_runtime`);
    await db.query(`
      CREATE TABLE conf.drafts (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        place text NOT NULL,
        group_id uuid,
        topic_id uuid,
        body bytea NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT drafts_pk PRIMARY KEY (id),
        CONSTRAINT drafts_place_once UNIQUE (person_id, place),
        CONSTRAINT drafts_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX drafts_person ON conf.drafts (person_id, updated_at DESC)`);
    await db.query(`ALTER TABLE conf.drafts ENABLE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY drafts_select ON conf.drafts FOR SELECT TO kring_runtime USING (person_id = (SELECT conf.uid()))`);
    await db.query(`CREATE POLICY drafts_insert ON conf.drafts FOR INSERT TO kring_runtime WITH CHECK (person_id = (SELECT conf.uid()))`);
    await db.query(`CREATE POLICY drafts_update ON conf.drafts FOR UPDATE TO kring_runtime
      USING (person_id = (SELECT conf.uid())) WITH CHECK (person_id = (SELECT conf.uid()))`);
    await db.query(`CREATE POLICY drafts_delete ON conf.drafts FOR DELETE TO kring_runtime USING (person_id = (SELECT conf.uid()))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON conf.drafts TO kring_runtime`);
    await db.query(`
      CREATE FUNCTION conf.erase_scope(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        DELETE FROM conf.drafts d WHERE kind = 'person' AND d.person_id = scope;
        DELETE FROM conf.keys k WHERE k.scope_kind = kind AND k.scope_id = scope;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$`);
    await db.query(`
      CREATE FUNCTION conf.erase_old_drafts(older_than interval) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        DELETE FROM conf.drafts d WHERE d.updated_at < now() - older_than;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_scope(text, uuid), conf.erase_old_drafts(interval) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.erase_scope(text, uuid), conf.erase_old_drafts(interval) TO kring_jobs`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
