import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { socketUrl } from './addresses.js';
import type { Binaries } from './binaries.js';
import { serverEnvironment } from './cluster-files.js';
import { hasGone, isAlive } from './processes.js';
import type { SystemUser } from '../config/run-as.js';
import { DatabaseStartError } from './start-error.js';

/** A running server, whether we started it or found it. */
export interface Postmaster {
  pid: number;
  socketDir: string;
}

/** How a server is stopped. */
export interface StopManner {
  /** SIGQUIT: at once, what was not written out is repaired at the next start */
  first?: 'SIGINT' | 'SIGQUIT';
  /** ms until the next, harder signal */
  patience?: number;
}

/** What a launch needs to know. */
export interface Launch {
  dataDir: string;
  pgdata: string;
  socketDir: string;
  binaries: Binaries;
  runAs?: SystemUser;
  log: (line: string) => void;
}

/** Starts the server and waits until it answers; says so when it has to repair itself first. */
export async function launch({ dataDir, pgdata, socketDir, binaries, runAs, log }: Launch): Promise<Postmaster> {
  // Its own log folder takes over once it runs; this file has what it says before that. A pipe to us would break with us.
  const startLog = join(dataDir, 'postgres-start.log');
  const output = openSync(startLog, 'w', 0o600);
  const child = spawn(binaries.postgres, ['-D', pgdata, '-k', socketDir], {
    // a group of its own: Ctrl-C is for us, and we stop the server after the last request
    detached: true,
    stdio: ['ignore', output, output],
    cwd: '/',
    env: serverEnvironment(),
    ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}),
  });
  closeSync(output);
  child.unref();
  let failed: Error | undefined;
  child.on('error', (error) => (failed = error));
  child.on('exit', () => (failed ??= new Error('it stopped again')));
  const begun = performance.now();
  let said = 0;
  for (;;) {
    if (failed || child.pid === undefined) {
      const why = readFileSync(startLog, 'utf8').trim().split('\n').slice(-3).join(' ') || failed?.message;
      throw new DatabaseStartError(`The built-in database did not start: ${why} (more in ${join(pgdata, 'log')})`);
    }
    if ((await answers(socketDir)) === 'yes') return { pid: child.pid, socketDir };
    const waited = Math.floor((performance.now() - begun) / 5000);
    if (waited > said) {
      said = waited;
      log(`The database is getting itself in order (${waited * 5} s)`);
    }
    await sleep(performance.now() - begun < 1000 ? 10 : 100);
  }
}

/** Whether a server answers on this socket; `version` is what it says it is. */
export async function answers(socketDir: string): Promise<'yes' | 'no'> {
  return (await ask(socketDir, 'SELECT 1')) === undefined ? 'no' : 'yes';
}

/** One value from the server, as superuser; undefined when it does not answer within two seconds. */
export async function ask(socketDir: string, sql: string): Promise<string | undefined> {
  const client = new Client({ connectionString: socketUrl(socketDir, 'postgres', 'postgres'), connectionTimeoutMillis: 2000, query_timeout: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return String(rows[0]?.[0] ?? '');
  } catch {
    return undefined;
  } finally {
    client.end().catch(() => undefined);
  }
}

/**
 * Stops a server: SIGINT ends the connections and writes everything out; one that does not listen gets SIGQUIT
 * (repairs itself at the next start) and, as the last resort, SIGKILL.
 */
export async function stopPostmaster(pid: number, log: (line: string) => void, { first = 'SIGINT', patience = 15_000 }: StopManner = {}): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [[first, patience], ['SIGQUIT', Math.min(patience, 10_000)], ['SIGKILL', 10_000]];
  for (const [signal, wait] of steps) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch {
      // gone between the look and the signal
    }
    if (await hasGone(pid, wait)) return;
    log(`The database (process ${pid}) does not react to ${signal}; insisting`);
  }
  throw new DatabaseStartError(`The database (process ${pid}) cannot be stopped.`);
}
