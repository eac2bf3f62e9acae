import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { SettingError } from '../platform/config/setting-error.js';
import type { RunSql } from '../platform/database/run-sql.js';

/** One connection for checks and commands. */
export interface Connection {
  run: RunSql;
  client: pg.Client;
  close(): Promise<void>;
}

/** Connects; `patience` (ms) is how long a database that is not there yet is waited for. */
export async function connect(url: string, log: (line: string) => void = () => undefined, patience = 0): Promise<Connection> {
  const until = performance.now() + patience;
  let said = false;
  for (;;) {
    const client = new pg.Client({ connectionString: url, application_name: 'kring-command', connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return {
        client,
        run: async (sql, parameters) => (await client.query(sql, parameters)).rows as never,
        close: () => client.end(),
      };
    } catch (error) {
      await client.end().catch(() => undefined);
      if (performance.now() > until || !worthWaiting(error as { code?: string })) throw unreachable(url, error as Error);
      if (!said) log('Waiting for the database');
      said = true;
      await sleep(250);
    }
  }
}

function unreachable(url: string, error: Error): Error {
  const role = /^postgres(?:ql)?:\/\/([^:@/]+)/.exec(url)?.[1] ?? 'its role';
  return new SettingError('DATABASE_URL', `The database cannot be used as ${role}: ${error.message || (error as { code?: string }).code || 'no answer'}. Check DATABASE_URL and the addresses beside it.`);
}

/** Not there yet, or starting up; a wrong password does not get better by waiting. */
function worthWaiting(error: { code?: string; message?: string }): boolean {
  return ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'].includes(error.code ?? '') || /timeout/i.test(error.message ?? '');
}
