import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseStatements } from '../../src/platform/database/roles.js';
import { templateName, urlsOf, type DatabaseUrls } from './cluster.js';

export type Row = Record<string, unknown>;

/** A database of one's own, migrated and empty. */
export interface TestDatabase {
  name: string;
  urls: DatabaseUrls;
  /** runs a statement as the owner of the tables: row-level security does not apply */
  sql<R = Row>(text: string, params?: unknown[]): Promise<R[]>;
  /** the same as another role, to see what that role may do */
  sqlAs<R = Row>(role: keyof DatabaseUrls, text: string, params?: unknown[]): Promise<R[]>;
  drop(): Promise<void>;
}

async function asSuperuser(statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: urlsOf('postgres').superuser });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Clones the migrated template, or the database named `from` (nobody may be connected to that one). */
export async function cloneDatabase(from = templateName): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  // a clone has the contents of its template but not the rights on the database itself
  const rights = databaseStatements(name).filter((statement) => statement.includes(' DATABASE '));
  await asSuperuser([`CREATE DATABASE ${name} TEMPLATE ${from} OWNER kring_owner STRATEGY file_copy`, ...rights]);
  const urls = urlsOf(name);
  const pools = new Map<keyof DatabaseUrls, pg.Pool>();

  function pool(role: keyof DatabaseUrls): pg.Pool {
    let found = pools.get(role);
    if (!found) {
      found = new pg.Pool({ connectionString: urls[role], max: 2, idleTimeoutMillis: 1000, allowExitOnIdle: true });
      found.on('error', () => undefined);
      pools.set(role, found);
    }
    return found;
  }

  const sqlAs = async <R>(role: keyof DatabaseUrls, text: string, params: unknown[] = []): Promise<R[]> => (await pool(role).query(text, params)).rows as R[];
  return {
    name,
    urls,
    sql: (text, params) => sqlAs('owner', text, params),
    sqlAs,
    drop: async () => {
      for (const open of pools.values()) await open.end();
      pools.clear();
      await asSuperuser([`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
    },
  };
}
