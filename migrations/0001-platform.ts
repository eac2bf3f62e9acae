import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ground: extensions, the confidential schema with its one membership-free identity function,
 * the realtime log, receipts, limits, the mail ledger and the audit log.
 * Roles (kring_owner, kring_runtime, kring_jobs, kring_backup) exist before any migration runs.
 */
export class Platform1700000000001 implements MigrationInterface {
  name = 'Platform1700000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE SCHEMA conf`);
    await db.query(`GRANT USAGE ON SCHEMA public TO kring_runtime, kring_jobs, kring_backup`);
    await db.query(`GRANT USAGE ON SCHEMA conf TO kring_runtime, kring_jobs, kring_backup`);
    await db.query(`
      CREATE FUNCTION conf.uid() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS
      $$ SELECT current_setting('app.person_id')::uuid $$`);
    await db.query(`
      CREATE TABLE realtime_stream (
        stream text NOT NULL,
        seq bigint NOT NULL DEFAULT 0,
        epoch integer NOT NULL DEFAULT 1,
        CONSTRAINT realtime_stream_pk PRIMARY KEY (stream)
      ) WITH (fillfactor = 70)`);
    await db.query(`
      CREATE TABLE realtime_event (
        stream text NOT NULL,
        seq bigint NOT NULL,
        type text NOT NULL,
        payload jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT realtime_event_pk PRIMARY KEY (stream, seq)
      )`);
    await db.query(`CREATE INDEX realtime_event_at ON realtime_event (at)`);
    await db.query(`
      CREATE TABLE mutation_receipts (
        person_id uuid NOT NULL,
        mutation_id uuid NOT NULL,
        operation text NOT NULL,
        args_digest bytea NOT NULL,
        ids jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mutation_receipts_pk PRIMARY KEY (person_id, mutation_id)
      )`);
    await db.query(`CREATE INDEX mutation_receipts_at ON mutation_receipts (at)`);
    await db.query(`
      CREATE TABLE rate_limits (
        key text NOT NULL,
        window_start timestamptz NOT NULL,
        hits integer NOT NULL,
        CONSTRAINT rate_limits_pk PRIMARY KEY (key)
      )`);
    await db.query(`
      CREATE TABLE mail_ledger (
        id uuid NOT NULL,
        unique_key text NOT NULL,
        kind text NOT NULL,
        person_id uuid,
        sent_at timestamptz,
        dropped_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mail_ledger_pk PRIMARY KEY (id),
        CONSTRAINT mail_ledger_key UNIQUE (unique_key)
      )`);
    await db.query(`
      CREATE TABLE audit_log (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL DEFAULT now(),
        actor_id uuid,
        act text NOT NULL,
        subject_id uuid,
        organisation_id uuid,
        detail jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT audit_log_pk PRIMARY KEY (id)
      )`);
    await db.query(`
      CREATE TABLE installation (
        key text NOT NULL,
        value jsonb NOT NULL,
        CONSTRAINT installation_pk PRIMARY KEY (key)
      )`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON realtime_stream TO kring_runtime`);
    await db.query(`GRANT SELECT, INSERT ON realtime_event TO kring_runtime`);
    await db.query(`GRANT SELECT, DELETE ON realtime_event TO kring_jobs`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON mutation_receipts TO kring_runtime`);
    await db.query(`GRANT SELECT, DELETE ON mutation_receipts TO kring_jobs`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO kring_runtime`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON mail_ledger TO kring_runtime`);
    await db.query(`GRANT SELECT, DELETE ON mail_ledger TO kring_jobs`);
    await db.query(`GRANT SELECT, INSERT ON audit_log TO kring_runtime`);
    await db.query(`GRANT SELECT, DELETE ON audit_log TO kring_jobs`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON installation TO kring_runtime`);
    await db.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO kring_backup`);
    await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO kring_backup`);
    await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA conf GRANT SELECT ON TABLES TO kring_backup`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
