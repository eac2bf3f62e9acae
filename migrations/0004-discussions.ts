import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Conversations. Open circles keep plain text; closed circles keep it sealed with the key of the circle
 * (`title_sealed`, `body_sealed`, `preview_sealed`), never both.
 */
export class Discussions1700000000004 implements MigrationInterface {
  name = 'Discussions1700000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE topics (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        title text,
        title_sealed bytea,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        message_count integer NOT NULL DEFAULT 0,
        decision_count integer NOT NULL DEFAULT 0,
        last_seq bigint NOT NULL DEFAULT 0,
        last_message_at timestamptz NOT NULL DEFAULT now(),
        last_message_by uuid,
        preview text,
        preview_sealed bytea,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT topics_pk PRIMARY KEY (id),
        CONSTRAINT topics_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT topics_created_by_fk FOREIGN KEY (created_by) REFERENCES people (id),
        CONSTRAINT topics_last_message_by_fk FOREIGN KEY (last_message_by) REFERENCES people (id),
        CONSTRAINT topics_one_title CHECK ((title IS NULL) <> (title_sealed IS NULL)),
        CONSTRAINT topics_one_preview CHECK (preview IS NULL OR preview_sealed IS NULL)
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX topics_in_group ON topics (group_id, last_seq DESC)`);
    await db.query(`
      CREATE TABLE messages (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        topic_id uuid NOT NULL,
        n integer NOT NULL,
        seq bigint NOT NULL,
        kind text NOT NULL DEFAULT 'REPLY',
        author_id uuid NOT NULL,
        body jsonb,
        body_sealed bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        edited_at timestamptz,
        removed_at timestamptz,
        removed_by text,
        recognise_count integer NOT NULL DEFAULT 0,
        helpful_count integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT messages_pk PRIMARY KEY (id),
        CONSTRAINT messages_topic_fk FOREIGN KEY (topic_id) REFERENCES topics (id),
        CONSTRAINT messages_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT messages_author_fk FOREIGN KEY (author_id) REFERENCES people (id),
        CONSTRAINT messages_kind CHECK (kind IN ('REPLY', 'DECISION')),
        CONSTRAINT messages_removed CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
        CONSTRAINT messages_removed_by CHECK (removed_by IN ('AUTHOR', 'LEAD')),
        CONSTRAINT messages_one_body CHECK (
          removed_at IS NULL AND (body IS NULL) <> (body_sealed IS NULL)
          OR removed_at IS NOT NULL AND body IS NULL AND body_sealed IS NULL)
      )`);
    await db.query(`CREATE UNIQUE INDEX messages_in_topic ON messages (topic_id, n)`);
    await db.query(`CREATE UNIQUE INDEX messages_in_group ON messages (group_id, seq)`);
    await db.query(`CREATE INDEX messages_topic_seq ON messages (topic_id, seq)`);
    await db.query(`CREATE INDEX messages_decisions ON messages (group_id, seq DESC) WHERE kind = 'DECISION'`);
    await db.query(`
      CREATE TABLE message_versions (
        message_id uuid NOT NULL,
        version integer NOT NULL,
        body jsonb,
        body_sealed bytea,
        written_at timestamptz NOT NULL,
        CONSTRAINT message_versions_pk PRIMARY KEY (message_id, version),
        CONSTRAINT message_versions_message_fk FOREIGN KEY (message_id) REFERENCES messages (id)
      )`);
    await db.query(`
      CREATE TABLE reactions (
        message_id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT reactions_pk PRIMARY KEY (message_id, person_id, kind),
        CONSTRAINT reactions_message_fk FOREIGN KEY (message_id) REFERENCES messages (id),
        CONSTRAINT reactions_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT reactions_kind CHECK (kind IN ('RECOGNISE', 'HELPFUL'))
      )`);
    await db.query(`
      CREATE TABLE mentions (
        message_id uuid NOT NULL,
        person_id uuid NOT NULL,
        group_id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mentions_pk PRIMARY KEY (message_id, person_id),
        CONSTRAINT mentions_message_fk FOREIGN KEY (message_id) REFERENCES messages (id),
        CONSTRAINT mentions_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT mentions_group_fk FOREIGN KEY (group_id) REFERENCES groups (id)
      )`);
    await db.query(`CREATE INDEX mentions_person ON mentions (person_id, at DESC)`);
    await db.query(`
      CREATE TABLE topic_reads (
        person_id uuid NOT NULL,
        topic_id uuid NOT NULL,
        read_n integer NOT NULL,
        read_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT topic_reads_pk PRIMARY KEY (person_id, topic_id),
        CONSTRAINT topic_reads_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT topic_reads_topic_fk FOREIGN KEY (topic_id) REFERENCES topics (id)
      ) WITH (fillfactor = 80)`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON topics, messages, topic_reads TO kring_runtime`);
    await db.query(`GRANT SELECT, INSERT ON mentions TO kring_runtime`);
    await db.query(`GRANT SELECT, INSERT, DELETE ON message_versions, reactions TO kring_runtime`);
    await db.query(`GRANT DELETE ON mentions, topic_reads TO kring_runtime`);
    await db.query(`GRANT SELECT ON topics, messages, mentions TO kring_jobs`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
