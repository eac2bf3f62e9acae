import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Screens in the room: a beamer is paired by a code, reads what is open and in the light, and nothing else.
 *
 * A beamer is nobody: it has no person, so row-level security gives it no row. What it may read comes out of functions of
 * the owner's that take its token's digest, and know by the session's own row what is on the screen now: never an author,
 * never what is closed.
 */
export class Beamers1700000000012 implements MigrationInterface {
  name = 'Beamers1700000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sessions
        ADD COLUMN room_code text,
        ADD COLUMN beamer_id uuid,
        ADD COLUMN beamer_shows text NOT NULL DEFAULT 'all',
        ADD CONSTRAINT sessions_beamer_shows CHECK (beamer_shows IN ('all', 'time', 'nothing'))`);
    await db.query(`CREATE INDEX sessions_room_code ON sessions (room_code) WHERE room_code IS NOT NULL`);
    await db.query(`
      CREATE TABLE beamers (
        id uuid NOT NULL,
        code text,
        token_hash bytea NOT NULL,
        session_id uuid,
        paired_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CONSTRAINT beamers_pk PRIMARY KEY (id),
        CONSTRAINT beamers_code_once UNIQUE (code),
        CONSTRAINT beamers_token_once UNIQUE (token_hash),
        CONSTRAINT beamers_session_fk FOREIGN KEY (session_id) REFERENCES sessions (id),
        CONSTRAINT beamers_paired_by_fk FOREIGN KEY (paired_by) REFERENCES people (id),
        CONSTRAINT beamers_paired CHECK ((code IS NULL) = (session_id IS NOT NULL) AND (session_id IS NULL) = (paired_by IS NULL))
      )`);
    await db.query(`CREATE INDEX beamers_of_session ON beamers (session_id)`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON beamers TO kring_runtime`);

    // the session that this screen shows now; none when it was taken away, or the session is over
    await db.query(`
      CREATE FUNCTION conf.beamer_session(token bytea) RETURNS uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT s.id FROM public.beamers b JOIN public.sessions s ON s.id = b.session_id AND s.beamer_id = b.id
        WHERE b.token_hash = token AND s.status IN ('lobby', 'running')
      $$`);
    await db.query(`
      CREATE FUNCTION conf.beamer_key(token bytea) RETURNS bytea
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT k.wrapped FROM conf.keys k WHERE k.scope_kind = 'session' AND k.scope_id = conf.beamer_session(token)
      $$`);
    // open, meant for everyone, and what the phase on the screen is about; while the clock stands still, nothing
    await db.query(`
      CREATE FUNCTION conf.beamer_texts(token bytea) RETURNS TABLE (id uuid, phase integer, "position" integer, body bytea, of integer)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT t.id, t.phase, t.position, t.body,
          (SELECT count(*)::integer FROM conf.session_texts a WHERE a.session_id = s.id AND a.phase = t.phase AND a.position IS NOT NULL)
        FROM public.sessions s
        JOIN conf.session_texts t ON t.session_id = s.id
        CROSS JOIN LATERAL (SELECT s.script -> 'phases' -> coalesce(s.showing, s.phase) AS now) p
        WHERE s.id = conf.beamer_session(token) AND s.status = 'running' AND s.clock = 'running' AND s.beamer_shows = 'all'
          AND t.opened AND t.kind = 'entry' AND t.sharing <> 'not_shared'
          AND (t.id = s.spotlight_id
            OR t.phase = (p.now -> 'ballot' ->> 'phase')::integer
            OR (t.phase = coalesce(s.showing, s.phase) AND (p.now ->> 'section' = 'close' OR p.now ->> 'writer' = 'contributor')))
        ORDER BY t.phase, t.position NULLS LAST, t.id
      $$`);
    await db.query(`
      CREATE FUNCTION conf.beamer_ballots(token bytea) RETURNS SETOF bytea
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT b.choice FROM public.sessions s
        JOIN conf.session_ballots b ON b.session_id = s.id AND b.phase = coalesce(s.showing, s.phase)
        WHERE s.id = conf.beamer_session(token) AND s.beamer_shows = 'all' AND s.clock = 'running' AND conf.phase_closed(s.id, b.phase)
        ORDER BY b.tag
      $$`);
    const all = `conf.beamer_session(bytea), conf.beamer_key(bytea), conf.beamer_texts(bytea), conf.beamer_ballots(bytea)`;
    await db.query(`REVOKE ALL ON FUNCTION ${all} FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION ${all} TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
