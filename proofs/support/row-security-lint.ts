import type { TestDatabase } from '../../server/test/harness/test-database.js';

/** Functions that run with the rights of their owner, and who may call them. Anything else is a hole. */
const definerFunctions: Record<string, readonly string[]> = {
  'conf.is_member': ['kring_runtime'],
  'conf.may_use_key': ['kring_runtime'],
  'conf.erase_scope': ['kring_jobs'],
  // erase_scope and a restore call it, both as the owner
  'conf.erase_words': [],
  'conf.erase_own_words': [],
  'conf.erase_session_words': [],
  'conf.erase_session_sheets': [],
  'conf.erase_session_course': [],
  'conf.erase_outcome_words': [],
  'conf.erase_case_words': [],
  'conf.erase_words_of_sheets': [],
  'conf.erase_words_of_sessions': [],
  // which scopes are past their days: ids and kinds, nothing else
  'conf.due_erasures': ['kring_jobs'],
  'conf.circle_days': ['kring_runtime'],
  // policies ask it through `in_session`; nobody calls it
  'conf.in_frozen_too': [],
  // titles before a session: whether the vote is closed, how many voted, and closing it; never whose ballot is which
  'conf.cases_closed': ['kring_runtime'],
  'conf.case_voters': ['kring_runtime'],
  'conf.close_case_vote': ['kring_runtime'],
  'conf.erase_words_without_reports': [],
  'conf.erase_words_without_harvests': [],
  'conf.erase_harvest_words': [],
  'conf.erase_session_cases': [],
  // a lesson on its way: whose key, and taking it back, for who is in the session or approved it
  'conf.in_harvest': ['kring_runtime'],
  'conf.drop_harvest': ['kring_runtime'],
  'conf.forget_objections': ['kring_runtime'],
  // in writing: whether one wrote in a phase already, yes or no about oneself; and forgetting who was reminded
  'conf.has_entered': ['kring_runtime'],
  'conf.forget_reminders': ['kring_runtime'],
  'conf.in_session': ['kring_runtime'],
  // the circle of a session, for what came out of it; and whether somebody came into it after the session
  'conf.in_circle_of': ['kring_runtime'],
  'conf.joined_after': ['kring_runtime'],
  'conf.phase_closed': ['kring_runtime'],
  // ids, places and opening of sealed texts, for who is in the session; never words or authors
  'conf.session_marks': ['kring_runtime'],
  'conf.place_texts': ['kring_runtime'],
  'conf.open_texts': ['kring_runtime'],
  'conf.close_ballots': ['kring_runtime'],
  // for a screen's token: its session, and what is open and on it now, without authors
  'conf.beamer_session': ['kring_runtime'],
  'conf.beamer_key': ['kring_runtime'],
  'conf.beamer_texts': ['kring_runtime'],
  'conf.beamer_ballots': ['kring_runtime'],
  // by whoever leads, or takes notes: a card for somebody without a device, and a question back to its author
  'conf.post_for': ['kring_runtime'],
  'conf.return_text': ['kring_runtime'],
  'conf.erase_old_drafts': ['kring_jobs'],
  'jobs.enqueue': ['kring_runtime'],
};

interface TableRow {
  name: string;
  owner: string;
  enabled: boolean;
  granted: string[];
}

interface PolicyRow {
  table: string;
  name: string;
  command: string;
  permissive: boolean;
  roles: string[];
  qual: string | null;
  check: string | null;
}

const commands = { SELECT: 'r', INSERT: 'a', UPDATE: 'w', DELETE: 'd' } as const;

/** What was looked at, so that an empty database cannot pass. */
export interface Linted {
  problems: string[];
  tables: number;
  policies: number;
  functions: number;
}

/** Everything in the catalogue of a database that would let row-level security be passed by. */
export async function lintRowSecurity(database: TestDatabase): Promise<Linted> {
  const ask = <Row>(sql: string): Promise<Row[]> => database.sqlAs<Row>('superuser', sql);
  const problems: string[] = [];
  const tables = await ask<TableRow>(`
    SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relrowsecurity AS enabled,
      ARRAY(SELECT p FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
        WHERE has_table_privilege('kring_runtime', c.oid, p)
           OR (p IN ('SELECT','INSERT','UPDATE','REFERENCES') AND has_any_column_privilege('kring_runtime', c.oid, p))) AS granted
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'conf' AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const policies = await ask<PolicyRow>(`
    SELECT c.relname AS table, p.polname AS name, p.polcmd::text AS command, p.polpermissive AS permissive,
      ARRAY(SELECT CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) r) AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS qual, pg_get_expr(p.polwithcheck, p.polrelid) AS check
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'conf'`);
  for (const table of tables) {
    if (!table.enabled) problems.push(`conf.${table.name}: row-level security is off`);
    if (table.owner !== 'kring_owner') problems.push(`conf.${table.name} belongs to ${table.owner}`);
    for (const privilege of table.granted) {
      const command = commands[privilege as keyof typeof commands];
      if (!command) problems.push(`conf.${table.name}: the server may ${privilege}`);
      else if (!policies.some((policy) => policy.table === table.name && policy.command === command && policy.roles.includes('kring_runtime'))) {
        problems.push(`conf.${table.name}: the server may ${privilege} and no policy of that command says which rows`);
      }
    }
  }
  for (const policy of policies) {
    const name = `conf.${policy.table}, policy ${policy.name}`;
    if (policy.command === '*') problems.push(`${name} is for all commands at once`);
    if (!policy.permissive) problems.push(`${name} is restrictive: read alone it says nothing`);
    if (policy.roles.includes('public')) problems.push(`${name} is for everybody`);
    for (const expression of [policy.qual, policy.check]) if (expression !== null && /^\(*true\)*$/i.test(expression.trim())) problems.push(`${name} lets every row through`);
    if (policy.command === 'w' && policy.check === null) problems.push(`${name} does not check what a row becomes`);
  }
  problems.push(...(await unindexed(database, policies)));
  const functions = await ask<{ name: string; path: string | null; callers: string[]; definer: boolean }>(`
    SELECT n.nspname || '.' || p.proname AS name, p.prosecdef AS definer,
      (SELECT s FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%') AS path,
      ARRAY(SELECT CASE WHEN a.grantee = 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END
        FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.privilege_type = 'EXECUTE' AND a.grantee <> p.proowner) AS callers
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND (p.prosecdef OR n.nspname = 'conf')`);
  for (const one of functions) {
    const callers = definerFunctions[one.name];
    if (one.definer && !callers) problems.push(`${one.name} runs with its owner's rights and is not on the list`);
    if (!/^search_path=(pg_catalog|"?pg_catalog"?, ?pg_temp)$/.test(one.path ?? '')) problems.push(`${one.name} has no fixed search path (${one.path ?? 'none'})`);
    if (one.callers.includes('public')) problems.push(`everybody may call ${one.name}`);
    for (const caller of callers ? one.callers : []) if (!callers!.includes(caller)) problems.push(`${caller} may call ${one.name}`);
  }
  for (const name of Object.keys(definerFunctions)) if (!functions.some((one) => one.name === name && one.definer)) problems.push(`${name} is on the list and not in the database`);
  problems.push(...(await wayRound(database)));
  return { problems, tables: tables.length, policies: policies.length, functions: functions.length };
}

/** Policies whose columns have no index make every read a walk through the whole table. */
async function unindexed(database: TestDatabase, policies: readonly PolicyRow[]): Promise<string[]> {
  const indexed = await database.sqlAs<{ table: string; column: string }>(
    'superuser',
    `SELECT c.relname AS table, a.attname AS column FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE n.nspname = 'conf'`,
  );
  return policies
    .filter((policy) => policy.qual !== null)
    .filter((policy) => !indexed.some((one) => one.table === policy.table && new RegExp(`\\b${one.column}\\b`).test(policy.qual!)))
    .map((policy) => `conf.${policy.table}, policy ${policy.name}: none of its columns has an index`);
}

/** Roles, views and replication: what gets at rows without a policy. */
async function wayRound(database: TestDatabase): Promise<string[]> {
  const ask = <Row>(sql: string): Promise<Row[]> => database.sqlAs<Row>('superuser', sql);
  const problems: string[] = [];
  const roles = await ask<{ name: string; super: boolean; bypass: boolean; makesRoles: boolean; above: string[] }>(`
    SELECT r.rolname AS name, r.rolsuper AS super, r.rolbypassrls AS bypass, r.rolcreaterole AS "makesRoles",
      ARRAY(SELECT o.rolname::text FROM pg_roles o WHERE o.oid <> r.oid AND o.rolname <> 'pg_database_owner' AND NOT r.rolsuper AND pg_has_role(r.oid, o.oid, 'MEMBER')) AS above
    FROM pg_roles r WHERE r.rolname ~ '^kring_'`);
  for (const role of roles) {
    if (role.super) problems.push(`${role.name} is a superuser`);
    if (role.bypass && role.name !== 'kring_backup') problems.push(`${role.name} passes row-level security by`);
    if (role.makesRoles) problems.push(`${role.name} can make roles`);
    if (role.above.length > 0) problems.push(`${role.name} is a member of ${role.above.join(', ')}`);
  }
  if (roles.length < 4) problems.push(`there are ${roles.length} of the four roles`);
  const owned = await ask<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE pg_get_userbyid(c.relowner) = 'kring_runtime'
    UNION ALL SELECT proname::text FROM pg_proc WHERE pg_get_userbyid(proowner) = 'kring_runtime'
    UNION ALL SELECT nspname::text FROM pg_namespace WHERE pg_get_userbyid(nspowner) = 'kring_runtime'`);
  for (const { name } of owned) problems.push(`the server's role owns ${name}`);
  const creatable = await ask<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname IN ('public', 'conf', 'jobs', 'graphile_worker') AND has_schema_privilege('kring_runtime', oid, 'CREATE')`,
  );
  for (const { name } of creatable) problems.push(`the server's role can make things in ${name}`);
  const views = await ask<{ name: string; kind: string; invoker: boolean }>(`
    SELECT n.nspname || '.' || c.relname AS name, c.relkind::text AS kind, coalesce('security_invoker=true' = ANY(c.reloptions), false) AS invoker
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND n.nspname IN ('public', 'conf')`);
  for (const view of views) {
    if (view.kind === 'm') problems.push(`${view.name} keeps a copy of rows without a policy`);
    else if (!view.invoker) problems.push(`${view.name} reads with its owner's rights`);
  }
  for (const { name } of await ask<{ name: string }>(`SELECT pubname AS name FROM pg_publication`)) problems.push(`the publication ${name} sends rows elsewhere`);
  return problems;
}
