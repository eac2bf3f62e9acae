import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was erased, by id: restoring a backup made before an erasure brings rows back, and this list, which travels
 * with the keys and not with the backup, makes the restore erase them again.
 */
export class Erasures1700000000006 implements MigrationInterface {
  name = 'Erasures1700000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE erasures (
        scope_kind text NOT NULL,
        scope_id uuid NOT NULL,
        erased_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT erasures_pk PRIMARY KEY (scope_kind, scope_id)
      )`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.erase_scope(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        DELETE FROM conf.drafts d WHERE kind = 'person' AND d.person_id = scope;
        DELETE FROM conf.keys k WHERE k.scope_kind = kind AND k.scope_id = scope;
        GET DIAGNOSTICS gone = ROW_COUNT;
        INSERT INTO public.erasures (scope_kind, scope_id) VALUES (kind, scope) ON CONFLICT DO NOTHING;
        RETURN gone;
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
