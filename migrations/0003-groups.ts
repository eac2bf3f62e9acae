import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Circles: membership is the only boundary. `last_seq − read_count` is what someone has not read yet. */
export class Groups1700000000003 implements MigrationInterface {
  name = 'Groups1700000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE groups (
        id uuid NOT NULL,
        kind text NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        purpose text NOT NULL DEFAULT '',
        pact_version integer NOT NULL DEFAULT 0,
        last_seq bigint NOT NULL DEFAULT 0,
        member_count integer NOT NULL DEFAULT 0,
        decision_count integer NOT NULL DEFAULT 0,
        last_activity_at timestamptz NOT NULL DEFAULT now(),
        archived_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT groups_pk PRIMARY KEY (id),
        CONSTRAINT groups_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT groups_created_by_fk FOREIGN KEY (created_by) REFERENCES people (id),
        CONSTRAINT groups_kind CHECK (kind IN ('knowledge', 'coaching', 'intervision'))
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX groups_organisation ON groups (organisation_id)`);
    await db.query(`
      CREATE TABLE group_pacts (
        group_id uuid NOT NULL,
        version integer NOT NULL,
        text text NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT group_pacts_pk PRIMARY KEY (group_id, version),
        CONSTRAINT group_pacts_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT group_pacts_created_by_fk FOREIGN KEY (created_by) REFERENCES people (id)
      )`);
    await db.query(`
      CREATE TABLE memberships (
        person_id uuid NOT NULL,
        group_id uuid NOT NULL,
        role text NOT NULL,
        joined_at timestamptz NOT NULL DEFAULT now(),
        joined_seq bigint NOT NULL DEFAULT 0,
        read_count bigint NOT NULL DEFAULT 0,
        pact_version integer NOT NULL DEFAULT 0,
        pact_accepted_at timestamptz,
        ended_at timestamptz,
        ended_reason text,
        suspended_at timestamptz,
        CONSTRAINT memberships_pk PRIMARY KEY (person_id, group_id),
        CONSTRAINT memberships_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT memberships_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT memberships_role CHECK (role IN ('lead', 'co_lead', 'member', 'follower', 'guest')),
        CONSTRAINT memberships_ended CHECK ((ended_at IS NULL) = (ended_reason IS NULL))
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX memberships_group ON memberships (group_id, person_id) WHERE ended_at IS NULL`);
    await db.query(`
      CREATE TABLE pact_acceptances (
        group_id uuid NOT NULL,
        version integer NOT NULL,
        person_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pact_acceptances_pk PRIMARY KEY (group_id, version, person_id),
        CONSTRAINT pact_acceptances_pact_fk FOREIGN KEY (group_id, version) REFERENCES group_pacts (group_id, version),
        CONSTRAINT pact_acceptances_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`
      CREATE TABLE invitations (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        person_id uuid NOT NULL,
        role text NOT NULL,
        token_hash bytea NOT NULL,
        invited_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        answer text,
        answered_at timestamptz,
        CONSTRAINT invitations_pk PRIMARY KEY (id),
        CONSTRAINT invitations_token_once UNIQUE (token_hash),
        CONSTRAINT invitations_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT invitations_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT invitations_invited_by_fk FOREIGN KEY (invited_by) REFERENCES people (id),
        CONSTRAINT invitations_role CHECK (role IN ('lead', 'co_lead', 'member', 'follower', 'guest')),
        CONSTRAINT invitations_answer CHECK (answer IN ('accepted', 'declined', 'withdrawn') AND answered_at IS NOT NULL OR answer IS NULL)
      )`);
    await db.query(`CREATE UNIQUE INDEX invitations_open_once ON invitations (group_id, person_id) WHERE answer IS NULL`);
    await db.query(`CREATE INDEX invitations_person ON invitations (person_id) WHERE answer IS NULL`);
    for (const table of ['groups', 'memberships', 'invitations']) {
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO kring_runtime`);
    }
    await db.query(`GRANT SELECT, INSERT ON group_pacts, pact_acceptances TO kring_runtime`);
    await db.query(`GRANT SELECT ON groups, memberships TO kring_jobs`);
    await db.query(`GRANT SELECT, DELETE ON invitations TO kring_jobs`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
