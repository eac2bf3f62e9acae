import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was said stays with who were in the circle then: whoever came in after a session ended reads none of its words.
 * What came out of it (actions, how they go, how the group found it) is the circle's, and opens its next session.
 */
export class WhoWasThere1700000000023 implements MigrationInterface {
  name = 'WhoWasThere1700000000023';

  async up(db: QueryRunner): Promise<void> {
    // coming back to a circle is joining it again: who took part stays someone who took part
    const after = (member: string): string =>
      `s.ended_at IS NOT NULL AND ${member}.joined_at > s.ended_at AND NOT EXISTS (SELECT 1 FROM public.session_attendance a WHERE a.session_id = s.id AND a.person_id = ${member}.person_id)`;
    const inside = `m.person_id = conf.uid() AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL`;
    await db.query(`
      CREATE FUNCTION conf.joined_after(session uuid, person uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id AND m.person_id = person WHERE s.id = session AND ${after('m')})
      $$`);
    await db.query(`
      CREATE FUNCTION conf.in_circle_of(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id WHERE s.id = session AND s.frozen_at IS NULL AND ${inside})
      $$`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.in_session(session uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (
          SELECT 1 FROM public.sessions s JOIN public.memberships m ON m.group_id = s.group_id
          WHERE s.id = session AND s.frozen_at IS NULL AND ${inside} AND NOT (${after('m')}))
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION conf.joined_after(uuid, uuid), conf.in_circle_of(uuid) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION conf.joined_after(uuid, uuid), conf.in_circle_of(uuid) TO kring_runtime`);
    await this.ofTheCircle(db);
    await this.lessons(db);
  }

  /** What came out of a session, and its key. */
  private async ofTheCircle(db: QueryRunner): Promise<void> {
    const inCircle = `conf.in_circle_of(session_id)`;
    await db.query(`ALTER POLICY session_outcomes_select ON conf.session_outcomes USING (${inCircle})`);
    const own = `${inCircle} AND owner_id = (SELECT conf.uid())`;
    await db.query(`ALTER POLICY session_outcomes_update ON conf.session_outcomes USING (${own}) WITH CHECK (${own})`);
    await db.query(`ALTER POLICY session_followups_select ON conf.session_followups USING (person_id = (SELECT conf.uid()) OR (shared AND ${inCircle}))`);
    await db.query(`ALTER POLICY session_evaluations_select ON conf.session_evaluations USING (${inCircle})`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.may_use_key(kind text, scope uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT CASE kind
          WHEN 'person' THEN scope = conf.uid()
          WHEN 'group' THEN conf.is_member(scope)
          WHEN 'session' THEN conf.in_session(scope)
          WHEN 'session_outcome' THEN conf.in_circle_of(scope)
          WHEN 'case' THEN EXISTS (SELECT 1 FROM conf.prepared_cases c WHERE c.id = scope AND c.person_id = conf.uid())
          ELSE false END
      $$`);
  }

  /** A published lesson is the circle's; one on its way stays with who were there. */
  private async lessons(db: QueryRunner): Promise<void> {
    await db.query(`ALTER POLICY harvests_select ON conf.harvests USING (
      conf.in_session(session_id) OR (status = 'published' AND (conf.in_circle_of(session_id) OR (contributor_ids || quoted_ids) @> ARRAY[(SELECT conf.uid())])))`);
    await db.query(`
      CREATE OR REPLACE FUNCTION conf.in_harvest(harvest uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT EXISTS (SELECT 1 FROM conf.harvests h WHERE h.id = harvest AND (conf.in_session(h.session_id) OR (h.status = 'published' AND conf.in_circle_of(h.session_id))))
      $$`);
  }

  async down(): Promise<void> {
    throw new Error('The history goes forward: restore a backup instead (docs/operations.md).');
  }
}
