import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Being in the room: who was heard of last and who left, cards that are typed for somebody without a device, a question that
 * goes back to its author, and lines that are parked until the closing.
 */
export class InTheRoom1700000000015 implements MigrationInterface {
  name = 'InTheRoom1700000000015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE session_people ADD COLUMN seen_at timestamptz, ADD COLUMN left_at timestamptz`);
    await db.query(`CREATE INDEX session_people_here ON session_people (seen_at) WHERE here`);
    await db.query(`
      ALTER TABLE conf.session_texts
        ADD COLUMN returned boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT session_texts_kind,
        ADD CONSTRAINT session_texts_kind CHECK (kind IN ('entry', 'note', 'answer', 'parked'))`);
    // a parked line is its writer's to take away; what people posted stays
    await db.query(`CREATE POLICY session_texts_unpark ON conf.session_texts FOR DELETE TO kring_runtime
      USING (kind = 'parked' AND conf.in_session(session_id) AND author_id = (SELECT conf.uid()))`);

    // by whoever leads or takes notes, for somebody of the circle who is not here with a device; from then on it is that person's
    await db.query(`
      CREATE FUNCTION conf.post_for(session uuid, text_id uuid, which integer, how text, author uuid, whose bytea, words bytea, for_all boolean) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        IF NOT conf.in_session(session) OR NOT EXISTS (
          SELECT 1 FROM public.sessions s WHERE s.id = session AND s.status = 'running' AND s.phase = which
            AND conf.uid() IN (s.facilitator_id, s.notetaker_id)) THEN RAISE insufficient_privilege; END IF;
        IF author IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id
          LEFT JOIN public.session_people p ON p.session_id = s.id AND p.person_id = m.person_id
          WHERE s.id = session AND m.person_id = author AND m.role IN ('lead', 'co_lead', 'member')
            AND m.ended_at IS NULL AND m.suspended_at IS NULL AND NOT coalesce(p.here, false)) THEN RAISE insufficient_privilege; END IF;
        INSERT INTO conf.session_texts (id, session_id, phase, kind, sharing, author_id, tag, body, opened, version)
          VALUES (text_id, session, which, 'entry', how, author, whose, words, for_all, 1) ON CONFLICT DO NOTHING;
        RETURN FOUND;
      END $$`);
    // an open question with a name, where questions are asked in the open; only its author has it after that
    await db.query(`
      CREATE FUNCTION conf.return_text(session uuid, which uuid) RETURNS uuid
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE author uuid;
      BEGIN
        IF NOT conf.in_session(session) OR NOT EXISTS (
          SELECT 1 FROM public.sessions s WHERE s.id = session AND s.status = 'running' AND s.facilitator_id = conf.uid()) THEN RAISE insufficient_privilege; END IF;
        UPDATE conf.session_texts t SET opened = false, returned = true FROM public.sessions s
          WHERE t.id = which AND t.session_id = session AND s.id = session AND t.phase = s.phase AND t.kind = 'entry' AND t.opened AND t.author_id IS NOT NULL
            AND s.script -> 'phases' -> s.phase ->> 'input' = 'questions' AND (s.script -> 'phases' -> s.phase ->> 'sealed')::boolean IS NOT TRUE
          RETURNING t.author_id INTO author;
        RETURN author;
      END $$`);
    const all = `conf.post_for(uuid, uuid, integer, text, uuid, bytea, bytea, boolean), conf.return_text(uuid, uuid)`;
    await db.query(`REVOKE ALL ON FUNCTION ${all} FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION ${all} TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
