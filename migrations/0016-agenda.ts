import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The agenda: when circles meet, who comes, which moment suits whom, and where calendars outside read along.
 *
 * A moment is kept as people said it (day, minute of the wall clock, zone) and as the instant that it is. `sequence` grows
 * with every change that calendars must hear of. Of the address that a calendar reads at only a hash is kept.
 */
export class Agenda1700000000016 implements MigrationInterface {
  name = 'Agenda1700000000016';

  async up(db: QueryRunner): Promise<void> {
    await this.appointments(db);
    await this.polls(db);
    await this.feeds(db);
    await db.query(`
      CREATE TABLE session_plans (
        poll_id uuid NOT NULL,
        method_key text NOT NULL,
        short boolean NOT NULL,
        facilitator_id uuid NOT NULL,
        co_facilitator_id uuid,
        CONSTRAINT session_plans_pk PRIMARY KEY (poll_id),
        CONSTRAINT session_plans_poll_fk FOREIGN KEY (poll_id) REFERENCES polls (id),
        CONSTRAINT session_plans_facilitator_fk FOREIGN KEY (facilitator_id) REFERENCES people (id),
        CONSTRAINT session_plans_co_facilitator_fk FOREIGN KEY (co_facilitator_id) REFERENCES people (id)
      )`);
    await db.query(`GRANT SELECT, INSERT ON session_plans TO kring_runtime`);
    // sessions that were planned before there was an agenda
    await db.query(`
      INSERT INTO appointments (id, group_id, kind, day, minute, zone, starts_at, minutes, place, video_link, status, sequence, created_by, created_at, changed_at)
      SELECT s.id, s.group_id, 'intervision', (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date,
        extract(hour FROM s.starts_at AT TIME ZONE 'Europe/Amsterdam')::int * 60 + extract(minute FROM s.starts_at AT TIME ZONE 'Europe/Amsterdam')::int,
        'Europe/Amsterdam', s.starts_at, s.minutes, s.place, s.video_link, CASE WHEN s.status = 'cancelled' THEN 'cancelled' ELSE 'planned' END, 0,
        s.planned_by, s.created_at, s.created_at
      FROM sessions s`);
  }

  private async appointments(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE appointments (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        kind text NOT NULL,
        series_id uuid,
        day date NOT NULL,
        minute integer NOT NULL,
        zone text NOT NULL,
        starts_at timestamptz NOT NULL,
        minutes integer NOT NULL,
        place text NOT NULL,
        video_link text NOT NULL,
        status text NOT NULL,
        sequence integer NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT appointments_pk PRIMARY KEY (id),
        CONSTRAINT appointments_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT appointments_created_by_fk FOREIGN KEY (created_by) REFERENCES people (id),
        CONSTRAINT appointments_kind CHECK (kind IN ('intervision')),
        CONSTRAINT appointments_minute CHECK (minute BETWEEN 0 AND 1439),
        CONSTRAINT appointments_status CHECK (status IN ('planned', 'cancelled'))
      )`);
    await db.query(`CREATE INDEX appointments_in_group ON appointments (group_id, starts_at)`);
    await db.query(`CREATE INDEX appointments_in_series ON appointments (series_id) WHERE series_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE appointment_answers (
        appointment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        coming boolean NOT NULL,
        answered_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT appointment_answers_pk PRIMARY KEY (appointment_id, person_id),
        CONSTRAINT appointment_answers_appointment_fk FOREIGN KEY (appointment_id) REFERENCES appointments (id),
        CONSTRAINT appointment_answers_person_fk FOREIGN KEY (person_id) REFERENCES people (id)
      )`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON appointments, appointment_answers TO kring_runtime`);
  }

  private async polls(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE polls (
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        zone text NOT NULL,
        minutes integer NOT NULL,
        place text NOT NULL,
        video_link text NOT NULL,
        answer_by date,
        needed_ids uuid[] NOT NULL,
        status text NOT NULL,
        chosen_id uuid,
        appointment_id uuid,
        reminded_at timestamptz,
        CONSTRAINT polls_pk PRIMARY KEY (id),
        CONSTRAINT polls_group_fk FOREIGN KEY (group_id) REFERENCES groups (id),
        CONSTRAINT polls_created_by_fk FOREIGN KEY (created_by) REFERENCES people (id),
        CONSTRAINT polls_appointment_fk FOREIGN KEY (appointment_id) REFERENCES appointments (id),
        CONSTRAINT polls_status CHECK (status IN ('open', 'chosen', 'closed')),
        CONSTRAINT polls_chosen CHECK ((status = 'chosen') = (chosen_id IS NOT NULL AND appointment_id IS NOT NULL))
      )`);
    await db.query(`CREATE INDEX polls_in_group ON polls (group_id, created_at)`);
    await db.query(`
      CREATE TABLE poll_moments (
        id uuid NOT NULL,
        poll_id uuid NOT NULL,
        day date NOT NULL,
        minute integer NOT NULL,
        starts_at timestamptz NOT NULL,
        suggested_by uuid,
        CONSTRAINT poll_moments_pk PRIMARY KEY (id),
        CONSTRAINT poll_moments_poll_fk FOREIGN KEY (poll_id) REFERENCES polls (id),
        CONSTRAINT poll_moments_suggested_by_fk FOREIGN KEY (suggested_by) REFERENCES people (id),
        CONSTRAINT poll_moments_once UNIQUE (poll_id, starts_at),
        CONSTRAINT poll_moments_minute CHECK (minute BETWEEN 0 AND 1439)
      )`);
    await db.query(`
      CREATE TABLE poll_answers (
        moment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        answer text NOT NULL,
        answered_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT poll_answers_pk PRIMARY KEY (moment_id, person_id),
        CONSTRAINT poll_answers_moment_fk FOREIGN KEY (moment_id) REFERENCES poll_moments (id),
        CONSTRAINT poll_answers_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT poll_answers_answer CHECK (answer IN ('yes', 'rather_not', 'no'))
      )`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON polls, poll_moments, poll_answers TO kring_runtime`);
  }

  private async feeds(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE calendar_feeds (
        person_id uuid NOT NULL,
        id uuid NOT NULL,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT calendar_feeds_pk PRIMARY KEY (person_id),
        CONSTRAINT calendar_feeds_person_fk FOREIGN KEY (person_id) REFERENCES people (id),
        CONSTRAINT calendar_feeds_token_once UNIQUE (token_hash)
      )`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feeds TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
