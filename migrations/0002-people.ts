import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, people, what they hold where, who manages whom, and how they sign in. */
export class People1700000000002 implements MigrationInterface {
  name = 'People1700000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE organisations (
        id uuid NOT NULL,
        kind text NOT NULL,
        parent_id uuid,
        path uuid[] NOT NULL,
        name text NOT NULL,
        brin text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT organisations_pk PRIMARY KEY (id),
        CONSTRAINT organisations_parent_fk FOREIGN KEY (parent_id) REFERENCES organisations (id),
        CONSTRAINT organisations_kind CHECK (kind IN ('network', 'region', 'foundation', 'school', 'institute')),
        CONSTRAINT organisations_brin CHECK (brin IS NULL OR (kind = 'school' AND brin ~ '^[0-9]{2}[A-Z]{2}([0-9]{2})?$')),
        CONSTRAINT organisations_path CHECK (path[array_length(path, 1)] = id)
      )`);
    await db.query(`CREATE UNIQUE INDEX organisations_brin_once ON organisations (brin) WHERE brin IS NOT NULL`);
    await db.query(`CREATE INDEX organisations_path_gin ON organisations USING gin (path)`);
    await db.query(`
      CREATE TABLE people (
        id uuid NOT NULL,
        given_name text NOT NULL,
        family_name text NOT NULL,
        email text NOT NULL,
        status text NOT NULL DEFAULT 'active',
        language text NOT NULL DEFAULT 'nl',
        mail_level text NOT NULL DEFAULT 'important',
        single_keys boolean NOT NULL DEFAULT true,
        plain_reading boolean NOT NULL DEFAULT false,
        calm_motion boolean NOT NULL DEFAULT false,
        introduced_at timestamptz,
        bell_seen_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT people_pk PRIMARY KEY (id),
        CONSTRAINT people_email_once UNIQUE (email),
        CONSTRAINT people_email_lower CHECK (email = lower(email)),
        CONSTRAINT people_status CHECK (status IN ('active', 'disabled')),
        CONSTRAINT people_language CHECK (language IN ('nl', 'en')),
        CONSTRAINT people_mail_level CHECK (mail_level IN ('all', 'important', 'nothing'))
      )`);
    await db.query(`
      CREATE TABLE positions (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        kind text NOT NULL,
        from_date date NOT NULL,
        until_date date,
        CONSTRAINT positions_pk PRIMARY KEY (id),
        CONSTRAINT positions_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT positions_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT positions_dates CHECK (until_date IS NULL OR until_date >= from_date)
      )`);
    await db.query(`CREATE INDEX positions_person ON positions (person_id)`);
    await db.query(`CREATE INDEX positions_organisation ON positions (organisation_id, kind)`);
    await db.query(`
      CREATE TABLE manager_relations (
        id uuid NOT NULL,
        manager_id uuid NOT NULL,
        person_id uuid NOT NULL,
        from_date date NOT NULL,
        until_date date,
        CONSTRAINT manager_relations_pk PRIMARY KEY (id),
        CONSTRAINT manager_relations_manager_fk FOREIGN KEY (manager_id) REFERENCES people (id),
        CONSTRAINT manager_relations_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT manager_relations_other CHECK (manager_id <> person_id),
        CONSTRAINT manager_relations_dates CHECK (until_date IS NULL OR until_date >= from_date)
      )`);
    await db.query(`CREATE INDEX manager_relations_manager ON manager_relations (manager_id)`);
    await db.query(`CREATE INDEX manager_relations_person ON manager_relations (person_id)`);
    await db.query(`
      CREATE TABLE credentials (
        person_id uuid NOT NULL,
        password_hash text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT credentials_pk PRIMARY KEY (person_id),
        CONSTRAINT credentials_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`
      CREATE TABLE sign_ins (
        id uuid NOT NULL,
        token_hash bytea NOT NULL,
        person_id uuid NOT NULL,
        device text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT sign_ins_pk PRIMARY KEY (id),
        CONSTRAINT sign_ins_token_once UNIQUE (token_hash),
        CONSTRAINT sign_ins_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`CREATE INDEX sign_ins_person ON sign_ins (person_id) WHERE ended_at IS NULL`);
    await db.query(`
      CREATE TABLE password_resets (
        token_hash bytea NOT NULL,
        person_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT password_resets_pk PRIMARY KEY (token_hash),
        CONSTRAINT password_resets_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    for (const table of ['organisations', 'people', 'positions', 'manager_relations']) {
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO kring_runtime`);
      await db.query(`GRANT SELECT ON ${table} TO kring_jobs`);
    }
    for (const table of ['credentials', 'sign_ins', 'password_resets']) {
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO kring_runtime`);
    }
    await db.query(`GRANT SELECT, DELETE ON sign_ins, password_resets TO kring_jobs`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
