import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Erasing takes the words themselves as well as their key, is written in the audit log, and waits for whoever is
 * writing in that scope: nobody can seal a text with a key that goes at the same moment. A scope that is used again
 * afterwards gets a new key, and may be erased again.
 */
export class Erasing1700000000009 implements MigrationInterface {
  name = 'Erasing1700000000009';

  async up(db: QueryRunner): Promise<void> {
    // locks in the order in which writers take them: their membership or draft, then the key, then the circle
    await db.query(`
      CREATE FUNCTION conf.erase_words(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        PERFORM 1 FROM public.memberships m WHERE kind = 'group' AND m.group_id = scope ORDER BY m.person_id FOR UPDATE;
        PERFORM 1 FROM conf.drafts d WHERE kind = 'person' AND d.person_id = scope ORDER BY d.id FOR UPDATE;
        PERFORM pg_advisory_xact_lock(hashtextextended(kind || ':' || scope, 0));
        IF kind = 'person' THEN
          DELETE FROM conf.drafts d WHERE d.person_id = scope;
        ELSIF EXISTS (SELECT FROM public.groups g WHERE g.id = scope AND g.kind <> 'knowledge') THEN
          UPDATE public.groups g SET archived_at = coalesce(g.archived_at, now()), decision_count = 0, version = g.version + 1 WHERE g.id = scope;
          DELETE FROM conf.drafts d WHERE d.group_id = scope OR d.topic_id IN (SELECT t.id FROM public.topics t WHERE t.group_id = scope);
          DELETE FROM public.reactions r USING public.messages m WHERE m.id = r.message_id AND m.group_id = scope;
          DELETE FROM public.mentions n WHERE n.group_id = scope;
          DELETE FROM public.message_versions v USING public.messages m WHERE m.id = v.message_id AND m.group_id = scope;
          DELETE FROM public.topic_reads r USING public.topics t WHERE t.id = r.topic_id AND t.group_id = scope;
          DELETE FROM public.messages m WHERE m.group_id = scope;
          DELETE FROM public.topics t WHERE t.group_id = scope;
          UPDATE public.memberships m SET read_count = g.last_seq FROM public.groups g WHERE g.id = scope AND m.group_id = scope;
        END IF;
        DELETE FROM conf.keys k WHERE k.scope_kind = kind AND k.scope_id = scope;
        GET DIAGNOSTICS gone = ROW_COUNT;
        -- screens that are open ask everything again
        UPDATE public.realtime_stream s SET epoch = s.epoch + 1 WHERE s.stream = kind || ':' || scope;
        RETURN gone;
      END $$`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.erase_scope(kind text, scope uuid) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      DECLARE gone integer;
      BEGIN
        gone := conf.erase_words(kind, scope);
        INSERT INTO public.erasures AS e (scope_kind, scope_id, erased_at) VALUES (kind, scope, clock_timestamp())
          ON CONFLICT (scope_kind, scope_id) DO UPDATE SET erased_at = excluded.erased_at;
        INSERT INTO public.audit_log (act, subject_id, detail) VALUES ('scope.erased', scope, jsonb_build_object('kind', kind));
        RETURN gone;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.erase_words(text, uuid) FROM PUBLIC`);
    // whoever removes old key backups has to know whether the last one is older than an erasure
    await db.query(`GRANT SELECT ON erasures TO kring_jobs`);
    // not SECURITY DEFINER: row-level security decides who gets a key, as it does without the lock
    await db.query(`
      CREATE FUNCTION conf.key_for_writing(kind text, scope uuid) RETURNS TABLE (wrapped bytea)
      LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(kind || ':' || scope, 0));
        RETURN QUERY SELECT k.wrapped FROM conf.keys k WHERE k.scope_kind = kind AND k.scope_id = scope;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.key_for_writing(text, uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.key_for_writing(text, uuid) TO kring_runtime`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
