import { Client } from 'pg';

/** Who may do what in the database (docs/operations.md, "Roles"). */
export const roles = {
  /** owns everything, migrates; the server never serves as this role */
  owner: 'kring_owner',
  /** the server: owns nothing, no superuser, row-level security applies */
  runtime: 'kring_runtime',
  /** owns the schema of the jobs and runs them */
  jobs: 'kring_jobs',
  /** reads everything for backups, writes nothing */
  backup: 'kring_backup',
} as const;

/**
 * The statements that make the roles, to be run as superuser; running them again mends what was changed.
 * A real PostgreSQL gets the same ones from ops/roles.sql, with passwords.
 */
export const roleStatements: readonly string[] = [
  ...Object.values(roles).map(
    (role) => `DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} LOGIN; END IF;
    END $$`,
  ),
  `ALTER ROLE ${roles.owner} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`,
  `ALTER ROLE ${roles.runtime} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT`,
  `ALTER ROLE ${roles.jobs} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT`,
  `ALTER ROLE ${roles.backup} NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS NOINHERIT`,
  `ALTER ROLE ${roles.backup} SET default_transaction_read_only = on`,
];

/** Who may enter a database and what they may make in it, to be run as superuser in that database. */
export function databaseStatements(database: string): string[] {
  const name = `"${database.replaceAll('"', '""')}"`;
  return [
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO ${Object.values(roles).join(', ')}`,
    // the job library makes its own schema
    `GRANT CREATE ON DATABASE ${name} TO ${roles.jobs}`,
    `ALTER SCHEMA public OWNER TO ${roles.owner}`,
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
  ];
}

/**
 * Makes the roles and the database in a cluster that is ours, when they are not there yet.
 *
 * @param superuserUrl an address that ends in the cluster's own `postgres` database
 * @returns true when the database was made now
 */
export async function prepareDatabase(superuserUrl: string, database: string): Promise<boolean> {
  const client = new Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // the mark is set last: a start that was cut off half-way does all of it again
    const mark = `kring: roles and rights v1`;
    const { rows } = await client.query<{ mark: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`,
      [database],
    );
    if (rows[0]?.mark === mark) return false;
    for (const statement of roleStatements) await client.query(statement);
    if (!rows[0]) await client.query(`CREATE DATABASE ${database} OWNER ${roles.owner} TEMPLATE template0 ENCODING 'UTF8'`);
    await inDatabase(superuserUrl, database, databaseStatements(database));
    await client.query(`COMMENT ON DATABASE ${database} IS '${mark}'`);
    return !rows[0];
  } finally {
    await client.end();
  }
}

async function inDatabase(superuserUrl: string, database: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: superuserUrl.replace(/\/postgres(\?|$)/, `/${database}$1`) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
