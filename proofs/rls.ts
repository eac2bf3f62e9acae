import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { readSettings } from '../server/src/platform/config/settings.js';
import { type Actor, actors } from '../server/test/contract/actors.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { buildScene, type Scene } from '../server/test/contract/scene.js';
import { cloneDatabase, type TestDatabase } from '../server/test/harness/test-database.js';
import { createWorld, type World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { lintRowSecurity } from './support/row-security-lint.js';

/** Whether the person $1 is in a session: guests of its circle are not. */
const inSession = (session: string): string => `EXISTS (SELECT 1 FROM sessions s JOIN memberships m ON m.group_id = s.group_id
  WHERE s.id = ${session} AND m.person_id = $1 AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL)`;
const sealedId = `session_id::text || phase || encode(tag, 'hex')`;
const answered = (table: string, column: string) => ({
  // phase 0 is over, phase 999 never was: without their tag nobody has their own either
  mine: `SELECT ${sealedId} AS id FROM conf.${table} b WHERE phase = 0 AND ${inSession('b.session_id')}`,
  steal: (_: string, __: string, sessionId: string) => `INSERT INTO conf.${table} (session_id, phase, tag, ${column}) VALUES ('${sessionId}', 1, '\\x01', '\\x00')`,
  change: `UPDATE conf.${table} SET ${column} = '\\x00'`,
});

/** Per confidential table: the rows that are someone's own, an insert in someone else's name, and a change. */
const tables: Record<string, { mine: string; steal: (personId: string, groupId: string, sessionId: string) => string; change: string }> = {
  drafts: {
    mine: 'SELECT id::text AS id FROM conf.drafts WHERE person_id = $1',
    steal: (personId) => `INSERT INTO conf.drafts (id, person_id, place, body) VALUES ('${randomUUID()}', '${personId}', 'newGroup', '\\x00')`,
    change: `UPDATE conf.drafts SET body = '\\x00'`,
  },
  keys: {
    mine: `SELECT scope_kind || scope_id AS id FROM conf.keys k WHERE scope_kind = 'person' AND scope_id = $1
           OR scope_kind = 'group' AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = k.scope_id AND m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL)
           OR scope_kind IN ('session', 'session_outcome') AND ${inSession('scope_id')}
           OR scope_kind = 'case' AND EXISTS (SELECT 1 FROM conf.prepared_cases c WHERE c.id = k.scope_id AND c.person_id = $1)
           OR scope_kind = 'harvest' AND EXISTS (SELECT 1 FROM conf.harvests h WHERE h.id = scope_id AND ${inSession('h.session_id')})`,
    steal: (_, groupId) => `INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id) VALUES ('group', '${groupId}', '\\x00', 'x')`,
    change: `UPDATE conf.keys SET wrapped = '\\x00'`,
  },
  session_texts: {
    mine: `SELECT id::text AS id FROM conf.session_texts t WHERE (t.opened OR t.author_id = $1) AND ${inSession('t.session_id')}`,
    steal: (personId, _, sessionId) => `INSERT INTO conf.session_texts (id, session_id, phase, kind, sharing, author_id, body, opened, version) VALUES ('${randomUUID()}', '${sessionId}', 0, 'entry', 'named', '${personId}', '\\x00', true, 1)`,
    change: `UPDATE conf.session_texts SET body = '\\x00'`,
  },
  prepared_cases: {
    mine: 'SELECT id::text AS id FROM conf.prepared_cases WHERE person_id = $1',
    steal: (personId, groupId) => `INSERT INTO conf.prepared_cases (id, person_id, group_id, body, version, updated_at) VALUES ('${randomUUID()}', '${personId}', '${groupId}', '\\x00', 1, now())`,
    change: `UPDATE conf.prepared_cases SET body = '\\x00'`,
  },
  session_cases: {
    mine: `SELECT session_id::text || case_id AS id FROM conf.session_cases c WHERE ${inSession('c.session_id')}`,
    steal: (personId, _, sessionId) => `INSERT INTO conf.session_cases (session_id, case_id, person_id, title, question) VALUES ('${sessionId}', '${randomUUID()}', '${personId}', '\\x00', '\\x00')`,
    change: `UPDATE conf.session_cases SET title = '\\x00'`,
  },
  case_ballots: {
    // without their tag nobody has their own; of a vote that is closed everyone in it has the totals
    mine: `SELECT session_id::text || encode(tag, 'hex') AS id FROM conf.case_ballots b WHERE ${inSession('b.session_id')} AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = b.session_id AND s.cases_closed_at IS NOT NULL)`,
    steal: (_, __, sessionId) => `INSERT INTO conf.case_ballots (session_id, tag, choice) VALUES ('${sessionId}', '\\x00', '\\x00')`,
    change: `UPDATE conf.case_ballots SET choice = '\\x00'`,
  },
  session_outcomes: {
    mine: `SELECT id::text AS id FROM conf.session_outcomes o WHERE ${inSession('o.session_id')}`,
    steal: (personId, _, sessionId) => `INSERT INTO conf.session_outcomes (id, session_id, phase, kind, owner_id, state, version, body) VALUES ('${randomUUID()}', '${sessionId}', 0, 'action', '${personId}', 'open', 1, '\\x00')`,
    change: `UPDATE conf.session_outcomes SET body = '\\x00'`,
  },
  session_followups: {
    mine: `SELECT session_id::text || person_id AS id FROM conf.session_followups f WHERE f.person_id = $1 OR f.shared AND ${inSession('f.session_id')}`,
    steal: (personId, _, sessionId) => `INSERT INTO conf.session_followups (session_id, person_id, shared, body, answered_at) VALUES ('${sessionId}', '${personId}', true, '\\x00', now())`,
    change: `UPDATE conf.session_followups SET body = '\\x00'`,
  },
  own_intentions: {
    mine: 'SELECT id::text AS id FROM conf.own_intentions WHERE person_id = $1',
    steal: (personId, _, sessionId) => `INSERT INTO conf.own_intentions (id, person_id, session_id, body) VALUES ('${randomUUID()}', '${personId}', '${sessionId}', '\\x00')`,
    change: `UPDATE conf.own_intentions SET body = '\\x00'`,
  },
  session_lifts: {
    mine: `SELECT session_id::text || lifted_by AS id FROM conf.session_lifts l WHERE ${inSession('l.session_id')}`,
    steal: (personId, _, sessionId) => `INSERT INTO conf.session_lifts (session_id, lifted_at, lifted_by, reason) VALUES ('${sessionId}', now(), '${personId}', '\\x00')`,
    change: `UPDATE conf.session_lifts SET reason = '\\x00'`,
  },
  session_ballots: answered('session_ballots', 'choice'),
  session_answers: answered('session_answers', 'body'),
  session_ratings: {
    mine: `SELECT session_id::text || phase || text_id AS id FROM conf.session_ratings r WHERE ${inSession('r.session_id')}`,
    steal: (_, __, sessionId) => `INSERT INTO conf.session_ratings (session_id, phase, text_id, value) VALUES ('${sessionId}', 0, '${randomUUID()}', 'x')`,
    change: `UPDATE conf.session_ratings SET value = 'x'`,
  },
  personal_reports: {
    mine: 'SELECT id::text AS id FROM conf.personal_reports WHERE person_id = $1',
    steal: (personId, _, sessionId) => `INSERT INTO conf.personal_reports (id, person_id, session_id, body, version) VALUES ('${randomUUID()}', '${personId}', '${sessionId}', '\\x00', 1)`,
    change: `UPDATE conf.personal_reports SET body = '\\x00'`,
  },
  session_evaluations: {
    mine: `SELECT session_id::text || item AS id FROM conf.session_evaluations e WHERE ${inSession('e.session_id')}`,
    steal: (_, __, sessionId) => `INSERT INTO conf.session_evaluations (session_id, phase, item, counts) VALUES ('${sessionId}', 0, 'x', '{0,0,0,0,4}')`,
    change: `UPDATE conf.session_evaluations SET counts = '{4,0,0,0,0}'`,
  },
  harvests: {
    mine: `SELECT id::text AS id FROM conf.harvests h WHERE ${inSession('h.session_id')}`,
    steal: (personId, groupId, sessionId) =>
      `INSERT INTO conf.harvests (id, session_id, group_id, proposed_by, contributor_ids, quoted_ids, approved_ids, body, version, status, reach)
       VALUES ('${randomUUID()}', '${sessionId}', '${groupId}', '${personId}', '{${personId}}', '{}', '{}', '', 1, 'editing', 'region')`,
    change: `UPDATE conf.harvests SET body = '\\x00'`,
  },
};
const idOf: Record<string, string> = {
  drafts: 'id::text',
  keys: 'scope_kind || scope_id',
  session_texts: 'id::text',
  prepared_cases: 'id::text',
  session_cases: 'session_id::text || case_id',
  case_ballots: `session_id::text || encode(tag, 'hex')`,
  session_outcomes: 'id::text',
  session_followups: 'session_id::text || person_id',
  own_intentions: 'id::text',
  session_lifts: 'session_id::text || lifted_by',
  session_ballots: sealedId,
  session_answers: sealedId,
  session_ratings: 'session_id::text || phase || text_id',
  personal_reports: 'id::text',
  session_evaluations: 'session_id::text || item',
  harvests: 'id::text',
};

/** A ballot, answers and a rating in every session: of a phase that is over, and of one that never was. */
async function enterAnswers(scene: Scene): Promise<void> {
  for (const phase of [0, 999]) {
    await scene.world.sql(`INSERT INTO conf.session_ballots (session_id, phase, tag, choice) SELECT id, $1, '\\x07', '\\x00' FROM sessions`, [phase]);
    await scene.world.sql(`INSERT INTO conf.session_answers (session_id, phase, tag, body) SELECT id, $1, '\\x07', '\\x00' FROM sessions`, [phase]);
  }
  await scene.world.sql(`INSERT INTO conf.case_ballots (session_id, tag, choice) SELECT id, '\\x07', '\\x00' FROM sessions`);
  await scene.world.sql(`INSERT INTO conf.session_ratings (session_id, phase, text_id, value) SELECT id, 0, gen_random_uuid(), 'x' FROM sessions`);
}

/** SQL as the server's role, as one person, in a transaction that is undone. */
async function as(database: TestDatabase, personId: string | null, sql: string): Promise<{ rows: { id: string }[]; error?: string }> {
  const client = new pg.Client({ connectionString: database.urls.runtime });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (personId !== null) await client.query(`SELECT set_config('app.person_id', $1, true)`, [personId]);
    const { rows } = await client.query<{ id: string }>(sql);
    return { rows };
  } catch (error) {
    return { rows: [], error: (error as { code?: string }).code ?? 'failed' };
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    await client.end();
  }
}

/** What each actor gets of each confidential table, compared with what is theirs. */
async function sqlProblems(scene: Scene, count: { checks: number }): Promise<string[]> {
  const { database } = scene.world;
  const problems: string[] = [];
  const note = (ok: boolean, what: string): void => {
    count.checks += 1;
    if (!ok) problems.push(what);
  };
  const present = await scene.world.sql<{ name: string }>(`SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'conf' AND c.relkind = 'r'`);
  for (const { name } of present) {
    const table = tables[name];
    if (!table) {
      problems.push(`conf.${name}: nobody wrote down whose rows these are`);
      continue;
    }
    const select = `SELECT ${idOf[name]} AS id FROM conf.${name} ORDER BY 1`;
    const without = await as(database, null, select);
    note(without.error !== undefined, `conf.${name}: without a person it answers ${without.rows.length} rows`);
    const emptied = await as(database, '', select);
    note(emptied.error !== undefined, `conf.${name}: with an empty person it answers ${emptied.rows.length} rows`);
    const everything = (await scene.world.sql(`SELECT 1 FROM conf.${name}`)).length;
    note(everything > 0, `conf.${name} is empty: nothing was shown`);
    let seen = 0;
    for (const actor of actors.filter((one): one is Exclude<Actor, 'anonymous'> => one !== 'anonymous')) {
      const person = scene.people[actor];
      const mine = (await scene.world.sql<{ id: string }>(table.mine, [person.id])).map((row) => row.id).sort();
      const got = await as(database, person.id, select);
      seen += got.rows.length;
      note(JSON.stringify(got.rows.map((row) => row.id).sort()) === JSON.stringify(mine), `conf.${name}: ${actor} gets ${got.error ?? got.rows.length} rows, ${mine.length} are theirs`);
      const changed = await as(database, person.id, `${table.change} RETURNING ${idOf[name]} AS id`);
      note(changed.error === '42501' || changed.rows.every((row) => mine.includes(row.id)), `conf.${name}: ${actor} changes rows of others`);
      const gone = await as(database, person.id, `DELETE FROM conf.${name} RETURNING ${idOf[name]} AS id`);
      note(gone.error === '42501' || gone.rows.every((row) => mine.includes(row.id)), `conf.${name}: ${actor} deletes rows of others`);
      if (actor !== 'stranger') {
        const stolen = await as(database, person.id, table.steal(scene.people.stranger.id, scene.circles.elsewhere.id, scene.circles.elsewhereClosed.session!.id));
        note(stolen.error === '42501', `conf.${name}: ${actor} writes in someone else's name (${stolen.error ?? 'done'})`);
      }
    }
    note(seen > 0, `conf.${name}: nobody sees anything, not even their own`);
    for (const role of ['runtime', 'jobs'] as const) {
      for (const way of [`TRUNCATE conf.${name}`, `ALTER TABLE conf.${name} DISABLE ROW LEVEL SECURITY`, `DROP POLICY ${name}_select ON conf.${name}`, `SET row_security = off; SELECT count(*) FROM conf.${name}`]) {
        const error = await database.sqlAs(role, way).then(() => 'done', (problem: { code?: string }) => problem.code);
        note(error !== 'done', `kring_${role} may: ${way}`);
        await database.sqlAs(role, 'RESET ALL').catch(() => undefined);
      }
    }
    const jobs = await database.sqlAs('jobs', select).then((rows) => rows.length, () => -1);
    note(jobs === -1, `conf.${name}: the jobs' role reads ${jobs} rows`);
    const backup = await database.sqlAs('backup', `DELETE FROM conf.${name}`).then(() => 'done', () => 'refused');
    note(backup === 'refused', `conf.${name}: the backup's role deletes`);
  }
  for (const [role, way] of [['runtime', 'SET ROLE kring_owner'], ['runtime', `SELECT conf.erase_scope('person', '${randomUUID()}')`], ['runtime', 'CREATE TABLE public.x (a int)'], ['runtime', 'CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'], ['jobs', 'SET ROLE kring_owner'], ['jobs', `SELECT conf.is_member('${randomUUID()}')`]] as const) {
    const error = await database.sqlAs(role, way).then(() => 'done', () => 'refused');
    note(error === 'refused', `kring_${role} may: ${way}`);
  }
  return problems;
}

/** Starts that must be refused; returns the ones that were not. */
async function startProblems(world: World, count: { checks: number }): Promise<string[]> {
  const problems: string[] = [];
  const { database } = world;
  await database.sqlAs('superuser', `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kring_above') THEN CREATE ROLE kring_above LOGIN; END IF; END $$`);
  await database.sqlAs('superuser', `GRANT CONNECT ON DATABASE ${database.name} TO kring_above`);
  await database.sqlAs('superuser', 'GRANT kring_owner TO kring_above');
  const above = database.urls.runtime.replace('kring_runtime', 'kring_above');
  for (const [who, url] of [['a superuser', database.urls.superuser], ['the owner', database.urls.owner], ['a role that passes policies by', database.urls.backup], ['the owner of the jobs', database.urls.jobs], ['a member of the owner', above]] as const) {
    count.checks += 1;
    const env = { DATABASE_URL: url, ...(url === database.urls.jobs ? { DATABASE_JOBS_URL: '' } : {}), ...(url === database.urls.backup ? { DATABASE_BACKUP_URL: '' } : {}) };
    const said = await createWorld({ database, keyFile: world.settings.keyFile, env }).then(async (started) => {
      await started.close();
      return 'started';
    }, (error: Error) => error.message);
    if (!/DATABASE_URL signs in as/.test(said)) problems.push(`it starts as ${who}: ${said}`);
  }
  await database.sqlAs('superuser', 'REVOKE kring_owner FROM kring_above');
  await database.sqlAs('superuser', `REVOKE ALL ON DATABASE ${database.name} FROM kring_above`);
  await database.sqlAs('superuser', 'DROP ROLE kring_above');
  const { dataDir, databaseUrl, databaseJobsUrl } = world.settings;
  const base = { NODE_ENV: 'test', DATABASE_URL: databaseUrl, DATABASE_JOBS_URL: databaseJobsUrl, KRING_DATA: dataDir };
  for (const keyFile of [join(dataDir, 'master.key'), join(dataDir, 'deep/down/master.key'), join(dataDir, '..', 'data', 'master.key'), join(dataDir, 'backups', 'k'), join(dataDir, 'key-backups', 'k')]) {
    count.checks += 1;
    const said = ((): string => {
      try {
        readSettings({ ...base, KRING_KEY_FILE: keyFile });
        return 'accepted';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    if (!/lies in/.test(said)) problems.push(`a key at ${keyFile.replace(dataDir, '<data>')}: ${said}`);
  }
  return problems;
}

/** Mistakes in a migration that the lint must see, each in a database of its own. */
const mistakes: readonly [string, string][] = [
  ['row-level security is off', 'ALTER TABLE conf.drafts DISABLE ROW LEVEL SECURITY'],
  ['row-level security is off', 'ALTER TABLE conf.session_texts DISABLE ROW LEVEL SECURITY'],
  ['no policy of that command', 'DROP POLICY drafts_delete ON conf.drafts'],
  ['lets every row through', 'CREATE POLICY open ON conf.drafts FOR SELECT TO kring_runtime USING (true)'],
  ['does not check what a row becomes', 'DROP POLICY drafts_update ON conf.drafts; CREATE POLICY drafts_update ON conf.drafts FOR UPDATE TO kring_runtime USING (person_id = conf.uid())'],
  ['for all commands', 'CREATE POLICY every ON conf.keys TO kring_runtime USING (scope_id = conf.uid())'],
  ['for everybody', 'CREATE POLICY wide ON conf.keys FOR SELECT USING (scope_id = conf.uid())'],
  ['row-level security is off', 'CREATE TABLE conf.notes (id uuid PRIMARY KEY); GRANT SELECT ON conf.notes TO kring_runtime'],
  ['is not on the list', `CREATE FUNCTION public.all_drafts() RETURNS SETOF conf.drafts LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT * FROM conf.drafts'`],
  ['no fixed search path', 'ALTER FUNCTION conf.is_member(uuid) RESET search_path'],
  ['everybody may call', 'GRANT EXECUTE ON FUNCTION conf.erase_scope(text, uuid) TO PUBLIC'],
  ['kring_runtime may call', 'GRANT EXECUTE ON FUNCTION conf.erase_scope(text, uuid) TO kring_runtime'],
  ["with its owner's rights", 'CREATE VIEW public.drafts_view AS SELECT * FROM conf.drafts'],
  ['keeps a copy', 'CREATE MATERIALIZED VIEW public.drafts_copy AS SELECT * FROM conf.drafts'],
  ['may TRUNCATE', 'GRANT TRUNCATE ON conf.drafts TO kring_runtime'],
];

export const proof: Proof = {
  name: 'rls',
  claim: 'confidential rows are guarded by the database itself: no person, no rows; not yours, no rows; and no start as a role that would pass by',
  patience: 5,
  async run(context: ProofContext) {
    const world = await context.createWorld();
    const scene = await buildScene(world);
    await leadWrites(scene);
    await enterAnswers(scene);
    const count = { checks: 0 };
    const clean = await cloneDatabase();
    const lint = await lintRowSecurity(clean);
    await clean.drop();
    context.progress(`${lint.tables} tables, ${lint.policies} policies, ${lint.functions} functions looked through`);
    const problems = [...lint.problems, ...(await sqlProblems(scene, count)), ...(await startProblems(world, count))];

    const missed: string[] = [];
    for (const [words, statement] of mistakes) {
      const broken = await cloneDatabase();
      try {
        await broken.sql(statement);
        const { problems: found } = await lintRowSecurity(broken);
        if (!found.some((problem) => problem.includes(words))) missed.push(statement);
      } finally {
        await broken.drop();
      }
    }
    // and a policy that forgets who asks must show in the rows
    await world.sql('DROP POLICY drafts_select ON conf.drafts');
    await world.sql('CREATE POLICY drafts_select ON conf.drafts FOR SELECT TO kring_runtime USING (person_id IS NOT NULL)');
    const leaky = await sqlProblems(scene, { checks: 0 });
    if (!leaky.some((problem) => problem.includes('conf.drafts: stranger gets'))) missed.push('a policy that forgets who asks');
    for (const problem of problems) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { tables: lint.tables, policies: lint.policies, functions: lint.functions, checks: count.checks, mistakes: mistakes.length + 1 },
      minimum: { tables: 6, policies: 19, functions: 14, checks: 120, mistakes: 12 },
      figure: `${problems.length} holes in ${lint.tables} confidential tables (100 % looked at), ${count.checks} attempts`,
      control: { ok: missed.length === 0, what: missed.length === 0 ? `${mistakes.length + 1} mistakes in a migration` : missed.join('; ') },
    };
  },
};
