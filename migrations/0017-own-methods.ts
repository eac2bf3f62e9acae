import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Methods that a circle or an organisation makes itself. A method is a row with the number of its newest version; a version
 * is written once and never changed, so that it can always be seen what a session was planned with.
 */
export class OwnMethods1700000000017 implements MigrationInterface {
  name = 'OwnMethods1700000000017';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE own_methods (
        id uuid NOT NULL,
        group_id uuid,
        organisation_id uuid,
        based_on text NOT NULL,
        version integer NOT NULL,
        archived_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT own_methods_pk PRIMARY KEY (id),
        CONSTRAINT own_methods_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT own_methods_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT own_methods_owner CHECK ((group_id IS NULL) <> (organisation_id IS NULL))
      )`);
    await db.query(`CREATE INDEX own_methods_of_group ON own_methods (group_id)`);
    await db.query(`CREATE INDEX own_methods_of_organisation ON own_methods (organisation_id)`);
    await db.query(`
      CREATE TABLE own_method_versions (
        method_id uuid NOT NULL,
        version integer NOT NULL,
        body jsonb NOT NULL,
        written_by uuid NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT own_method_versions_pk PRIMARY KEY (method_id, version),
        CONSTRAINT own_method_versions_method_fk FOREIGN KEY (method_id) REFERENCES own_methods (id),
        CONSTRAINT own_method_versions_written_by_fk FOREIGN KEY (written_by) REFERENCES people (id)
      )`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON own_methods TO kring_runtime`);
    // no UPDATE: a version that was written stays as it is
    await db.query(`GRANT SELECT, INSERT ON own_method_versions TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
